/** Results that come one by one, in any order; one promise for all of them, because there may be 1,000. */
export class Gathering<Result> {
  /** Resolves with a result for each place, or rejects when one could not be brought to an end. */
  readonly answered: Promise<readonly Result[]>;
  private readonly results: Result[];
  private missing: number;
  private resolve: (results: readonly Result[]) => void = () => undefined;
  private reject: (error: unknown) => void = () => undefined;

  constructor(size: number) {
    this.results = Array.from({ length: size });
    this.missing = size;
    this.answered = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    if (size === 0) this.resolve(this.results);
  }

  settle(place: number, result: Result): void {
    this.results[place] = result;
    if (--this.missing === 0) this.resolve(this.results);
  }

  fail(error: unknown): void {
    this.reject(error);
  }
}
