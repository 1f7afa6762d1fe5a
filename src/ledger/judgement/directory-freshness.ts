import type { HeadReader } from '../head-reader.js';
import type { SignerDirectory } from '../signer-directory.js';

/**
 * Brings the directory up to what is committed, for statements that a cached one would refuse: another process may
 * have registered the key a moment ago. Callers that come together share one look at the database.
 */
export class DirectoryFreshness {
  private current: Promise<void> | undefined;
  private next: Promise<void> | undefined;

  constructor(
    private readonly directory: () => SignerDirectory,
    private readonly heads: HeadReader,
  ) {}

  /** Resolves when the directory knows all that was committed before this call. */
  async refresh(): Promise<void> {
    if (this.current === undefined) return this.start();
    // The look under way may have begun before the commit the caller depends on.
    this.next ??= this.afterCurrent(this.current);
    return this.next;
  }

  private async afterCurrent(current: Promise<void>): Promise<void> {
    await current.catch(() => undefined);
    this.next = undefined;
    return this.start();
  }

  private async start(): Promise<void> {
    this.current = this.look();
    try {
      await this.current;
    } finally {
      this.current = undefined;
    }
  }

  private async look(): Promise<void> {
    const { registryIndex } = await this.heads.head();
    if (registryIndex > this.directory().index) await this.directory().catchUp(registryIndex);
  }
}
