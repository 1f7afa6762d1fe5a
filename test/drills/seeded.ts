/** Chance that can be repeated: the same seed gives the same choices. */
export class Chance {
  private state: number;

  constructor(readonly seed: number) {
    this.state = seed >>> 0;
  }

  /** Takes the seed from `CUSTODY_DRILL_SEED`, else from the clock, and prints it. */
  static forDrill(name: string): Chance {
    const given = process.env['CUSTODY_DRILL_SEED'];
    const seed = given === undefined ? Date.now() % 2 ** 32 : Number(given);
    process.stderr.write(`${name}: CUSTODY_DRILL_SEED=${seed}\n`);
    return new Chance(seed);
  }

  /** From 0 (inclusive) to 1 (exclusive); mulberry32. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  shuffled<T>(values: readonly T[]): T[] {
    const order = values.map((value) => ({ value, at: this.next() }));
    return order.toSorted((a, b) => a.at - b.at).map(({ value }) => value);
  }
}
