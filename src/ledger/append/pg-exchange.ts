import type pg from 'pg';

/** The parts of pg's connection that an exchange writes to. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void; write(bytes: Uint8Array): boolean };
  readonly parsedStatements: Record<string, string>;
  parse(query: { name: string; text: string; types: readonly number[] }): void;
  bind(config: { statement: string; values: readonly unknown[]; binary: boolean }): void;
  execute(config: { portal?: string; rows?: number }): void;
  sync(): void;
  query(text: string): void;
}

/** A named statement: parsed once per connection. Rows come as arrays of text. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly (string | number | Uint8Array)[];
}

export type Row = readonly (string | null)[];

/**
 * Sends several named statements in one write and one round trip.
 * @returns the rows of each
 */
export async function exchange(
  client: pg.ClientBase,
  statements: readonly Statement[],
): Promise<Row[][]> {
  return new Promise((resolve, reject) => {
    client.query(new Exchange(statements, resolve, reject));
  });
}

/** What a `copy … from stdin (format binary)` of a script is fed with. */
export type CopyInput = readonly Uint8Array[];

/**
 * Sends a script of plain statements with the data of every COPY in it right behind, in one round trip: the server
 * reads the data when it comes to the COPY. When a statement fails the server drops what is left of script and data.
 */
export async function runScript(
  client: pg.ClientBase,
  script: string,
  inputs: readonly CopyInput[],
): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query(new Script(script, inputs, resolve, reject));
  });
}

/** pg calls these; a query that has none of pg's own behaviour. */
abstract class Submission {
  /** pg reads it: nothing is to be wrapped. */
  readonly callback = (): void => undefined;
  private failure: Error | undefined;

  protected constructor(
    private readonly onDone: () => void,
    private readonly onError: (error: Error) => void,
  ) {}

  handleError(error: Error): void {
    if (this.failure !== undefined) return;
    this.failure = error;
    this.onError(error);
  }

  handleReadyForQuery(): void {
    if (this.failure === undefined) this.onDone();
  }

  handleRowDescription(): void {}
  handleDataRow(_message: { fields: Row }): void {}
  handleCommandComplete(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
  handleCopyInResponse(): void {}
  handleCopyData(): void {}
}

class Exchange extends Submission {
  private readonly results: Row[][];
  private current = 0;

  constructor(
    private readonly statements: readonly Statement[],
    resolve: (results: Row[][]) => void,
    reject: (error: Error) => void,
  ) {
    super(() => resolve(this.results), reject);
    this.results = statements.map(() => []);
  }

  submit(connection: any): null {
    const wire: Wire = connection;
    wire.stream.cork();
    for (const { name, text, values } of this.statements) {
      if (wire.parsedStatements[name] === undefined) {
        wire.parse({ name, text, types: [] });
        // Kept in pg's own list: the connection is thrown away after any error.
        wire.parsedStatements[name] = text;
      }
      wire.bind({ statement: name, values, binary: false });
      wire.execute({});
    }
    wire.sync();
    wire.stream.uncork();
    return null;
  }

  override handleDataRow({ fields }: { fields: Row }): void {
    this.results[this.current]?.push(fields);
  }

  override handleCommandComplete(): void {
    this.current++;
  }
}

class Script extends Submission {
  constructor(
    private readonly script: string,
    private readonly inputs: readonly CopyInput[],
    resolve: () => void,
    reject: (error: Error) => void,
  ) {
    super(resolve, reject);
  }

  submit(connection: any): null {
    const wire: Wire = connection;
    wire.stream.cork();
    wire.query(this.script);
    for (const input of this.inputs) {
      for (const chunk of input) {
        wire.stream.write(copyDataHeader(chunk.length));
        wire.stream.write(chunk);
      }
      wire.stream.write(COPY_DONE);
    }
    wire.stream.uncork();
    return null;
  }
}

const COPY_DONE = Uint8Array.of(0x63, 0, 0, 0, 4);

/** Message `d`; its length counts itself. */
function copyDataHeader(length: number): Uint8Array {
  const header = Buffer.allocUnsafe(5);
  header[0] = 0x64;
  header.writeInt32BE(length + 4, 1);
  return header;
}
