import { connect, type Socket } from 'node:net';

/** One request, ready to be written to a socket. */
export type RawRequest = Buffer;

export interface LoadResult {
  readonly requests: number;
  readonly errors: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

export interface LoadPlan {
  readonly port: number;
  readonly connections: number;
  readonly seconds: number;
  /** `undefined` when the supply is used up. */
  readonly next: () => RawRequest | undefined;
  /** Requests per second in all, evenly spread; as fast as answered when absent. */
  readonly rate?: number;
}

export function rawPost(
  path: string,
  body: string | Buffer,
  contentType = 'application/json',
): RawRequest {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const head = `POST ${path} HTTP/1.1\r\nHost: bench\r\nContent-Type: ${contentType}\r\nContent-Length: ${bytes.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), bytes]);
}

export function rawGet(path: string, token: string): RawRequest {
  return Buffer.from(
    `GET ${path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer ${token}\r\n\r\n`,
  );
}

/**
 * Keep-alive connections, one request in flight on each. Written on bare sockets, so that on a machine of two cores the
 * generator takes as little as it can from what it measures.
 */
export async function runLoad(plan: LoadPlan): Promise<LoadResult> {
  const latencies: number[] = [];
  let errors = 0;
  const started = performance.now();
  const until = started + plan.seconds * 1000;
  await Promise.all(
    Array.from({ length: plan.connections }, async (_, position) => {
      const connection = await open(plan.port);
      const gap = plan.rate ? (plan.connections * 1000) / plan.rate : 0;
      let due = performance.now() + (gap * position) / plan.connections;
      while (performance.now() < until) {
        if (gap > 0) {
          const wait = due - performance.now();
          if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
          due = Math.max(due + gap, performance.now() - gap);
        }
        const request = plan.next();
        if (!request) break;
        const sent = performance.now();
        const status = await connection.exchange(request);
        latencies.push(performance.now() - sent);
        if (status >= 300) errors += 1;
      }
      connection.close();
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  return summarise(latencies, errors, seconds);
}

export function summarise(
  latencies: readonly number[],
  errors: number,
  seconds: number,
): LoadResult {
  const sorted = Float64Array.from(latencies).toSorted();
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return {
    requests: sorted.length,
    errors,
    seconds,
    perSecond: sorted.length / seconds,
    p50: at(0.5),
    p99: at(0.99),
  };
}

interface Connection {
  exchange(request: RawRequest): Promise<number>;
  close(): void;
}

async function open(port: number): Promise<Connection> {
  const socket = await new Promise<Socket>((resolve, reject) => {
    const opened = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(opened));
    opened.once('error', reject);
  });
  let settle: { resolve: (status: number) => void; reject: (error: Error) => void } | undefined;
  let answer = new IncomingAnswer();
  socket.on('data', (chunk: Buffer) => {
    const status = answer.take(chunk);
    if (status === undefined) return;
    answer = new IncomingAnswer();
    settle?.resolve(status);
  });
  socket.on('error', (error) => settle?.reject(error));
  socket.on('close', () => settle?.reject(new Error('the service closed the connection')));
  return {
    exchange: (request) =>
      new Promise((resolve, reject) => {
        settle = { resolve, reject };
        socket.write(request);
      }),
    close: () => {
      settle = undefined;
      socket.destroy();
    },
  };
}

const HEAD_END = Buffer.from('\r\n\r\n');

/** Counts the bytes of an answer; the body is not kept. */
class IncomingAnswer {
  private head: Buffer = Buffer.alloc(0);
  private status = 0;
  private missing: number | undefined;

  /** @returns the status, once the answer is complete */
  take(chunk: Buffer): number | undefined {
    if (this.missing === undefined) this.readHead(chunk);
    else this.missing -= chunk.length;
    return this.missing === 0 ? this.status : undefined;
  }

  private readHead(chunk: Buffer): void {
    this.head = this.head.length === 0 ? chunk : Buffer.concat([this.head, chunk]);
    const headEnd = this.head.indexOf(HEAD_END);
    if (headEnd < 0) return;
    const text = this.head.toString('latin1', 0, headEnd);
    const length = /content-length: *(\d+)/iu.exec(text)?.[1];
    if (length === undefined)
      throw new Error(`an answer without Content-Length: ${text.slice(0, 200)}`);
    this.status = Number(text.slice(9, 12));
    this.missing = headEnd + HEAD_END.length + Number(length) - this.head.length;
  }
}
