import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** A TCP connection on which a test writes what no HTTP client would. */
export class RawSocket {
  private received = '';
  private isClosed = false;
  private readonly closed: Promise<unknown>;

  private constructor(private readonly socket: Socket) {
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      this.received += text;
    });
    // A reset is one of the ways in which a server ends a connection.
    socket.on('error', () => undefined);
    this.closed = new Promise((done) => {
      socket.once('close', () => {
        this.isClosed = true;
        done(undefined);
      });
    });
  }

  static async to(url: string): Promise<RawSocket> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    return new RawSocket(socket);
  }

  get isOpen(): boolean {
    return !this.isClosed;
  }

  get text(): string {
    return this.received;
  }

  /** Resolves when the system has taken the bytes; waits while the other side does not read. */
  async write(bytes: string | Uint8Array): Promise<void> {
    if (this.isClosed || !this.socket.writable) return;
    await Promise.race([
      new Promise<void>((done) => {
        this.socket.write(bytes, () => {
          done();
        });
      }),
      this.closed,
    ]);
  }

  /** Resolves when the other side has ended the connection. */
  async end(): Promise<RawAnswer> {
    await this.closed;
    return this.answer();
  }

  /** Cuts the connection, unread answers included. */
  cut(): void {
    this.socket.resetAndDestroy();
  }

  answer(): RawAnswer {
    const [head = '', ...rest] = this.received.split('\r\n\r\n');
    const status = Number(/^HTTP\/1\.1 (?<status>\d{3})/u.exec(head)?.groups?.['status']);
    return { status, head, body: rest.join('\r\n\r\n') };
  }
}

/** The head of a POST to `path`; `fields` are further header lines. */
export function postHead(path: string, ...fields: string[]): string {
  return [
    `POST ${path} HTTP/1.1`,
    'Host: test',
    'Content-Type: application/json',
    ...fields,
    '',
    '',
  ].join('\r\n');
}
