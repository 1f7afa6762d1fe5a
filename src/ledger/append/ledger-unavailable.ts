/** The statement could not be brought into the log now; the poster may try again with the same bytes. */
export class LedgerUnavailable extends Error {
  constructor(cause: unknown) {
    super('the log cannot be written now', { cause });
    this.name = 'LedgerUnavailable';
  }
}
