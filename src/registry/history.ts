/** A fact and the index of the log entry that set it. */
export interface Version<T> {
  readonly index: number;
  readonly value: T;
}

export interface HistoryPage<T> {
  readonly values: readonly Version<T>[];
  readonly next: number | undefined;
}

/** Index that means "as of the newest entry". */
export const LATEST = Number.MAX_SAFE_INTEGER;

/**
 * Facts by id, each with every version it ever had. An answer "as of entry i" counts versions whose index is at most
 * `i`, so that a rule or a verifier that looks back sees what the log said then.
 */
export class History<T> {
  private readonly byId = new Map<string, Version<T>[]>();
  /** In the order of first registration, which never changes: a position in it is a stable cursor. */
  private readonly ids: string[] = [];

  /** Versions of one id must come in log order. */
  record(id: string, index: number, value: T): void {
    const versions = this.byId.get(id);
    if (versions === undefined) {
      this.byId.set(id, [{ index, value }]);
      this.ids.push(id);
      return;
    }
    versions.push({ index, value });
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
    for (const id of this.ids) {
      const value = this.at(id, index);
      if (value !== undefined) yield [id, value];
    }
  }

  /**
   * A slice of what is known at `index`, in the order of first registration.
   * @param position of the first id looked at, 0 for the first page
   * @returns the position to go on from, `undefined` when nothing more is known at `index`
   */
  pageAt(index: number, position: number, limit: number): HistoryPage<T> {
    const values: Version<T>[] = [];
    let at = position;
    for (const id of this.ids.slice(position, position + limit)) {
      const version = this.versionAt(id, index);
      // Ids come in the order of their first version, so nothing after this one is known at `index` either.
      if (version === undefined) return { values, next: undefined };
      values.push(version);
      at += 1;
    }
    const following = this.ids[at];
    const isMore = following !== undefined && this.versionAt(following, index) !== undefined;
    return { values, next: isMore ? at : undefined };
  }

  *valuesAt(index = LATEST): Generator<T> {
    for (const [, value] of this.entriesAt(index)) yield value;
  }

  get size(): number {
    return this.byId.size;
  }
}
