import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Seconds; from 1 ms to 10 s. */
const LATENCY_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

interface MetricInit<L extends string> {
  /** Begins with `custody_`, ends with its unit (Prometheus naming). */
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly L[];
}

/** Metrics of one process, in a registry of its own so that several applications can live in one test. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  constructor() {
    collectDefaultMetrics({ register: this.registry });
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
