import { Injectable } from '@nestjs/common';
import type { Counter, Histogram } from 'prom-client';
import { Metrics } from '../platform/metrics/metrics.js';
import type { AppendResult } from './append/pending.js';

const BATCH_BUCKETS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

/** What operators see of the append path. */
@Injectable()
export class LedgerMetrics {
  private readonly batches: Histogram;
  private readonly latency: Histogram;
  private readonly statements: Counter<'status'>;
  private readonly refusals: Counter<'code'>;
  private lastCommit: number | undefined;

  constructor(private readonly metrics: Metrics) {
    this.batches = metrics.histogram(
      { name: 'custody_log_batch_statements', help: 'Statements per committed batch' },
      BATCH_BUCKETS,
    );
    this.latency = metrics.histogram({
      name: 'custody_append_seconds',
      help: 'From the bytes of a post to its receipts',
    });
    this.statements = metrics.counter({
      name: 'custody_statements_total',
      help: 'Statements answered, by status',
      labels: ['status'],
    });
    this.refusals = metrics.counter({
      name: 'custody_refusals_total',
      help: 'Statements refused, by code',
      labels: ['code'],
    });
    metrics.gauge(
      { name: 'custody_log_head_age_seconds', help: 'Since this process last committed a batch' },
      (gauge) => {
        if (this.lastCommit !== undefined) gauge.set((performance.now() - this.lastCommit) / 1000);
      },
    );
  }

  watchIntegrity(check: {
    readonly fault: unknown;
    readonly progress: { readonly next: number } | undefined;
  }): void {
    this.metrics.gauge(
      {
        name: 'custody_log_integrity_faults',
        help: 'LEDGER_INTEGRITY: 1 while appending is halted because the stored log was changed',
      },
      (gauge) => gauge.set(check.fault === undefined ? 0 : 1),
    );
    this.metrics.gauge(
      {
        name: 'custody_log_integrity_next_entry',
        help: 'Where the next look at the log goes on; 0 after its end',
      },
      (gauge) => gauge.set(check.progress?.next ?? 0),
    );
  }

  observeCommit(statements: number): void {
    this.lastCommit = performance.now();
    this.batches.observe(statements);
  }

  observeAppend(seconds: number, results: readonly AppendResult[]): void {
    this.latency.observe(seconds);
    const counts = new Map<number, number>();
    for (const result of results) {
      counts.set(result.status, (counts.get(result.status) ?? 0) + 1);
      if ('refusal' in result) this.refusals.inc({ code: result.refusal.code });
    }
    for (const [status, count] of counts) this.statements.inc({ status }, count);
  }

  observeFailure(seconds: number, statements: number): void {
    this.latency.observe(seconds);
    this.statements.inc({ status: 503 }, statements);
  }
}
