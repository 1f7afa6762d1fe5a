import type { AdmittedStatement } from './admission/statement-facts.js';
import type { AppendResult } from './append/pending.js';
import type { Receipts } from './receipts.js';
import type { Queries } from './own-connections.js';

/** Finds statements that are in the log already, outside a batch. */
export class KnownStatements {
  constructor(
    private readonly database: Queries,
    private readonly receipts: Receipts,
  ) {}

  /** @returns the answer its first poster had (with 200), `undefined` when the log does not hold these bytes */
  async find(statement: AdmittedStatement): Promise<AppendResult | undefined> {
    const [row] = await this.database.query<{ idx: number }>(
      `select i.idx from log_identities i join log_entries e on e.idx = i.idx
       where i.key = $1::uuid and e.statement_hash = $2`,
      [Buffer.from(statement.identity).toString('hex'), Buffer.from(statement.hash)],
    );
    if (row === undefined) return undefined;
    const receipt = await this.receipts.firstReceipt(row.idx);
    if (receipt === undefined) return undefined;
    return { status: 200, receipt: JSON.stringify(receipt), index: row.idx };
  }
}
