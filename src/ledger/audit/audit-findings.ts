/** Something that is not as it must be. */
export interface AuditFault {
  /** `entry 17`, `tile 0/3`, `checkpoint 512`, `head` … */
  readonly where: string;
  readonly what: string;
}

const MOST_KEPT = 1000;

/** Collects faults; of very many only the first are kept. */
export class AuditFindings {
  readonly faults: AuditFault[] = [];
  count = 0;

  constructor(private readonly onFault: ((fault: AuditFault) => void) | undefined) {}

  add(where: string, what: string): void {
    const fault = { where, what };
    this.count++;
    if (this.faults.length < MOST_KEPT) this.faults.push(fault);
    this.onFault?.(fault);
  }

  /** Notes a fault unless the claim holds. */
  require(holds: boolean, where: string, what: string): void {
    if (!holds) this.add(where, what);
  }
}
