/** A fact and the index of the log entry that set it. */
export interface Version<T> {
  readonly index: number;
  readonly value: T;
}

/** Index that means "as of the newest entry". */
export const LATEST = Number.MAX_SAFE_INTEGER;

/**
 * Facts by id, each with every version it ever had. An answer "as of entry i" counts versions whose index is at most
 * `i`, so that a rule or a verifier that looks back sees what the log said then.
 */
export class History<T> {
  private readonly byId = new Map<string, Version<T>[]>();

  /** Versions of one id must come in log order. */
  record(id: string, index: number, value: T): void {
    const versions = this.byId.get(id);
    if (versions === undefined) this.byId.set(id, [{ index, value }]);
    else versions.push({ index, value });
  }

  at(id: string, index = LATEST): T | undefined {
    return this.versionAt(id, index)?.value;
  }

  versionAt(id: string, index = LATEST): Version<T> | undefined {
    return this.byId.get(id)?.findLast((version) => version.index <= index);
  }

  /** Every version, oldest first. */
  versions(id: string): readonly Version<T>[] {
    return this.byId.get(id) ?? [];
  }

  /** Id and value of everything known at `index`, in the order of first registration. */
  *entriesAt(index = LATEST): Generator<readonly [id: string, value: T]> {
    for (const id of this.byId.keys()) {
      const value = this.at(id, index);
      if (value !== undefined) yield [id, value];
    }
  }

  get size(): number {
    return this.byId.size;
  }
}
