import type { INestApplicationContext } from '@nestjs/common';
import type { FindingStatement } from '../../custody/vocabulary/finding.js';
import { LogReader } from '../../ledger/log-reader.js';
import { parseCanonical, parseEnvelope } from '../../protocol/index.js';

export type SeenFinding = FindingStatement & { readonly index: number };

const PAGE = 500;

/** Reads the findings of a log in order, as they come. */
export class FindingWatch {
  private next = 0;
  private readonly reader: LogReader;

  constructor(context: INestApplicationContext) {
    this.reader = context.get(LogReader);
  }

  /** Findings appended since the last call. */
  async fresh(): Promise<SeenFinding[]> {
    const findings: SeenFinding[] = [];
    for (;;) {
      const entries = await this.reader.entries(this.next, PAGE);
      for (const { kind, index, statement } of entries) {
        this.next = index + 1;
        if (kind !== 'finding') continue;
        const payload = parseCanonical(parseEnvelope(statement).payload);
        findings.push({ ...(payload as unknown as FindingStatement), index });
      }
      if (entries.length < PAGE) return findings;
    }
  }
}
