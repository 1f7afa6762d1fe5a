import { isMainThread } from 'node:worker_threads';
import { Injectable } from '@nestjs/common';
import {
  AggregatorRegistry,
  collectDefaultMetrics,
  Counter,
  Gauge,
  Histogram,
  type MetricObjectWithValues,
  type MetricValue,
  Registry,
} from 'prom-client';

/** Seconds; from 1 ms to 10 s. */
const LATENCY_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

interface MetricInit<L extends string> {
  /** Begins with `custody_`, ends with its unit (Prometheus naming). */
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly L[];
}

/** What was measured, as one thread hands it to another. */
export type MetricValues = readonly MetricObjectWithValues<MetricValue<string>>[];

/** Metrics of one process, in a registry of its own so that several applications can live in one test. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private readonly threads: (() => Promise<MetricValues>)[] = [];

  constructor() {
    // They are of the whole process; a thread would tell them again.
    if (isMainThread) collectDefaultMetrics({ register: this.registry });
  }

  /** What a thread of this process measures is told with the rest from now on. */
  addThread(values: () => Promise<MetricValues>): void {
    this.threads.push(values);
  }

  /** @returns Prometheus text format */
  async text(): Promise<{ readonly contentType: string; readonly text: string }> {
    const { contentType } = this.registry;
    if (this.threads.length === 0) return { contentType, text: await this.registry.metrics() };
    const own = this.values();
    const values = await Promise.all([own, ...this.threads.map(async (thread) => thread())]);
    return { contentType, text: await AggregatorRegistry.aggregate([...values]).metrics() };
  }

  /** The same as values, without those of other threads. */
  async values(): Promise<MetricValues> {
    return this.registry.getMetricsAsJSON();
  }

  counter<L extends string>({ name, help, labels = [] }: MetricInit<L>): Counter<L> {
    return new Counter({ name, help, labelNames: labels, registers: [this.registry] });
  }

  /** @param collect called when the metrics are read, to set the value then */
  gauge<L extends string>(
    { name, help, labels = [] }: MetricInit<L>,
    collect?: (gauge: Gauge<L>) => void | Promise<void>,
  ): Gauge<L> {
    return new Gauge({
      name,
      help,
      labelNames: labels,
      registers: [this.registry],
      // Threads that tell the same state tell one figure.
      aggregator: 'max',
      ...(collect && {
        async collect(this: Gauge<L>) {
          await collect(this);
        },
      }),
    });
  }

  /** @param buckets upper bounds; default latencies in seconds, 1 ms to 10 s */
  histogram<L extends string>(
    { name, help, labels = [] }: MetricInit<L>,
    buckets: readonly number[] = LATENCY_BUCKETS,
  ): Histogram<L> {
    return new Histogram({
      name,
      help,
      labelNames: labels,
      buckets: [...buckets],
      registers: [this.registry],
    });
  }
}
