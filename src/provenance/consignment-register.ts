import { consignmentKey, consignmentYear } from '../custody/vocabulary/consignment-key.js';

export interface ConsignmentRow {
  readonly key: string;
  readonly ucr: string;
  readonly year: number;
  /** The earliest-indexed event that names it. */
  readonly firstIdx: number;
  readonly firstOccurredAt: number;
  /** The first CONSIGN, and who signed it. */
  openedIdx?: number;
  opener?: string;
}

/** Gives each event that names a UCR its consignment, in log order (`events.md`, member `ucr`). */
export class ConsignmentRegister {
  private readonly byUcr = new Map<string, ConsignmentRow[]>();
  private readonly byKey = new Map<string, ConsignmentRow>();
  private readonly touched = new Set<ConsignmentRow>();

  constructor(known: readonly ConsignmentRow[]) {
    for (const row of known) this.add(row);
  }

  /**
   * The key of the consignment an event belongs to; opens one when there is none within five years.
   * @param occurredAt epoch milliseconds, as the signer claims
   */
  join(ucr: string, occurredAt: number, idx: number): string {
    const known = (this.byUcr.get(ucr) ?? []).map(({ year }) => year);
    const year = consignmentYear(ucr, new Date(occurredAt).getUTCFullYear(), known);
    const key = consignmentKey(ucr, year);
    if (!this.byKey.has(key)) {
      const row = { key, ucr, year, firstIdx: idx, firstOccurredAt: occurredAt };
      this.add(row);
      this.touched.add(row);
    }
    return key;
  }

  /** Notes a CONSIGN; only the first one of a consignment opens it. */
  open(key: string, idx: number, signer: string): void {
    const row = this.byKey.get(key);
    if (row === undefined || row.openedIdx !== undefined) return;
    row.openedIdx = idx;
    row.opener = signer;
    this.touched.add(row);
  }

  row(key: string): ConsignmentRow | undefined {
    return this.byKey.get(key);
  }

  /** The newest consignment of a UCR, or of an exact key. */
  find(ucrOrKey: string): ConsignmentRow | undefined {
    return this.byKey.get(ucrOrKey) ?? newest(this.byUcr.get(ucrOrKey) ?? []);
  }

  /** New and changed rows. */
  changes(): ConsignmentRow[] {
    return [...this.touched];
  }

  private add(row: ConsignmentRow): void {
    this.byKey.set(row.key, row);
    const rows = this.byUcr.get(row.ucr);
    if (rows === undefined) this.byUcr.set(row.ucr, [row]);
    else rows.push(row);
  }
}

function newest(rows: readonly ConsignmentRow[]): ConsignmentRow | undefined {
  return rows.toSorted((a, b) => b.year - a.year)[0];
}
