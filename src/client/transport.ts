import { bounded } from './bounded-answer.js';
import { problemOf, ProblemError, UnreachableError } from './problem-error.js';

export interface TransportOptions {
  /** Base address of the service, such as `http://127.0.0.1:3000`; a path prefix is kept. */
  readonly url: string;
  /** Another `fetch`, for proxies and tests. */
  readonly fetch?: typeof globalThis.fetch;
  /** How often a request that may be repeated is tried again (default 4). */
  readonly retries?: number;
  /** First wait before trying again, in milliseconds (default 200); doubled each time, at most 5 s, jittered. */
  readonly backoffMs?: number;
  /** A request without an answer after so many milliseconds has failed (default 30,000). */
  readonly timeoutMs?: number;
}

export interface Request {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly accept?: string;
  readonly contentType?: string;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  /** May be sent again without doing it twice: GETs, and statements, which the ledger knows by their bytes. */
  readonly isRepeatable: boolean;
  readonly signal?: AbortSignal;
  /** A longer answer is an error before it is in memory (default 128 MiB). */
  readonly mostBytes?: number;
}

const MAX_WAIT_MS = 5000;
/** Twice the largest evidence bundle: it may come as a document with the bundle inside. */
const MOST_BYTES = 128 * 1024 * 1024;
const EVENT_STREAM = 'text/event-stream';
/** The service, or what stands before it, asks to come again. */
const TRY_AGAIN: readonly number[] = [429, 502, 503, 504];

/** Sends requests: base address, time limit, back-off. Knows no endpoint and no login. */
export class Transport {
  private readonly base: URL;
  private readonly fetch: typeof globalThis.fetch;
  private readonly retries: number;
  private readonly backoffMs: number;
  private readonly timeoutMs: number;

  constructor(options: TransportOptions) {
    this.base = new URL(options.url.endsWith('/') ? options.url : `${options.url}/`);
    // Unbound, window.fetch refuses to be called.
    this.fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
    this.retries = options.retries ?? 4;
    this.backoffMs = options.backoffMs ?? 200;
    this.timeoutMs = options.timeoutMs ?? 30_000;
  }

  /**
   * @returns the answer, of any status below 400
   * @throws ProblemError for a refusal, UnreachableError when there was no answer, the signal's reason when aborted
   */
  async send(request: Request): Promise<Response> {
    for (let attempt = 0; ; attempt += 1) {
      const isLast = !request.isRepeatable || attempt >= this.retries;
      // The loop is the retry: attempts must follow each other.
      const outcome = await this.attempt(request);
      if (outcome instanceof Response && outcome.ok) return outcome;
      if (isLast || !mayTryAgain(outcome)) throw await failureOf(outcome, this.base);
      await this.waitBefore(attempt + 1, outcome, request.signal);
    }
  }

  /** Waits as long as the back-off of this attempt says, or as the service asked for. */
  async waitBefore(attempt: number, outcome?: unknown, signal?: AbortSignal): Promise<void> {
    const ceiling = Math.min(MAX_WAIT_MS, this.backoffMs * 2 ** (attempt - 1));
    const asked = outcome instanceof Response ? retryAfterMs(outcome) : 0;
    // Half fixed, half random: clients that failed together do not come back together.
    await pause(Math.max(asked, ceiling * (0.5 + Math.random() / 2)), signal);
  }

  private async attempt(request: Request): Promise<Response | Error> {
    request.signal?.throwIfAborted();
    try {
      const answer = await this.fetch(this.addressOf(request), this.initOf(request));
      if (request.accept === EVENT_STREAM) return answer;
      return bounded(answer, request.mostBytes ?? MOST_BYTES);
    } catch (cause) {
      request.signal?.throwIfAborted();
      return cause instanceof Error ? cause : new Error(String(cause));
    }
  }

  private addressOf({ path, query = {} }: Request): URL {
    const address = new URL(path.replace(/^\/+/u, ''), this.base);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) address.searchParams.set(name, String(value));
    }
    return address;
  }

  private initOf(request: Request): RequestInit {
    const limits = [request.signal, this.limitFor(request)].filter((each) => each !== undefined);
    return {
      method: request.method,
      headers: {
        accept: request.accept ?? 'application/json',
        ...(request.contentType === undefined ? {} : { 'content-type': request.contentType }),
        ...request.headers,
      },
      signal: AbortSignal.any(limits),
      ...(request.body === undefined ? {} : { body: request.body }),
    };
  }

  /** A stream stays open for as long as both sides like. */
  private limitFor(request: Request): AbortSignal | undefined {
    return request.accept === EVENT_STREAM ? undefined : AbortSignal.timeout(this.timeoutMs);
  }
}

function mayTryAgain(outcome: Response | Error): boolean {
  return outcome instanceof Error || TRY_AGAIN.includes(outcome.status);
}

async function failureOf(outcome: Response | Error, base: URL): Promise<Error> {
  if (outcome instanceof Error) {
    return new UnreachableError(`could not reach ${base.origin}: ${outcome.message}`, {
      cause: outcome,
    });
  }
  const contentType = outcome.headers.get('content-type') ?? '';
  const body = await outcome.text().catch(() => '');
  return new ProblemError(problemOf(outcome.status, contentType, body));
}

/** Seconds form of Retry-After only: a date would be judged by two clocks. */
function retryAfterMs(response: Response): number {
  const seconds = Number(response.headers.get('retry-after') ?? 0);
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds * 1000, 0), 60_000) : 0;
}

async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(finish, ms);
    signal?.addEventListener('abort', finish, { once: true });
    function finish(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', finish);
      if (signal?.aborted === true)
        reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
      else resolve();
    }
  });
}
