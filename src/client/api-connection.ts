import type { Receipt } from '../protocol/index.js';
import { decodeUtf8, type Envelope, receiptOfJson, storedBytes } from '../protocol/index.js';
import type { Appended } from './answers.js';
import { ProblemError, UnreachableError } from './problem-error.js';
import type { Session } from './session.js';
import type { Request, Transport } from './transport.js';

type Query = NonNullable<Request['query']>;

/** A note of a hundred signatures or a bundle of 256 entries is far below it. */
const MOST_LOG_BYTES = 1024 * 1024;

/** Requests to the API: adds the token, logs in again when it is refused, reads JSON. */
export class ApiConnection {
  constructor(
    readonly transport: Transport,
    private readonly session: Session | undefined,
  ) {}

  async get<Answer>(path: string, query: Query = {}, isPublic = false): Promise<Answer> {
    return this.json(await this.send({ method: 'GET', path, query, isRepeatable: true }, isPublic));
  }

  /** What is public, as the service itself says it now: no cache on the way may answer for it. */
  async getFresh<Answer>(path: string): Promise<Answer> {
    const headers = { 'cache-control': 'no-cache' };
    // Not every cache obeys a request, but none has seen this address.
    const query = { at: Date.now() };
    return this.json(
      await this.send({ method: 'GET', path, query, headers, isRepeatable: true }, true),
    );
  }

  async text(path: string, accept = 'text/plain'): Promise<string> {
    return whole((await this.read(path, accept)).text());
  }

  async bytes(path: string, accept: string): Promise<Uint8Array> {
    return new Uint8Array(await whole((await this.read(path, accept)).arrayBuffer()));
  }

  private async read(path: string, accept: string): Promise<Response> {
    const request: Request = { method: 'GET', path, accept, isRepeatable: true };
    if (!path.startsWith('log/')) return this.send(request);
    return this.send({ ...request, mostBytes: MOST_LOG_BYTES }, true);
  }

  /** Posts a signed statement: its signature is the authority, so it goes without a token. */
  async append(path: string, envelope: Envelope): Promise<Appended> {
    const body = decodeUtf8(storedBytes(envelope));
    const answer = await this.post(path, 'application/json', body);
    const receipt: Receipt = receiptOfJson(await this.json(answer));
    return { isNew: answer.status === 201, receipt };
  }

  /** Posts signed statements. The ledger knows them by their bytes, so they may be sent again after a failure. */
  async post(path: string, contentType: string, body: string): Promise<Response> {
    return this.send({ method: 'POST', path, contentType, body, isRepeatable: true }, true);
  }

  /** Changes something that is no statement; never repeated by itself. */
  async change<Answer>(
    method: 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: object,
  ): Promise<Answer> {
    const answer = await this.send({
      method,
      path,
      isRepeatable: false,
      ...(body === undefined
        ? {}
        : { contentType: 'application/json', body: JSON.stringify(body) }),
    });
    return this.json(answer);
  }

  /** Sends with a token where there is a key. A token refused before its time (a restart) is renewed once. */
  async send(request: Request, isPublic = false): Promise<Response> {
    if (this.session === undefined || isPublic) return this.transport.send(request);
    const token = await this.session.token();
    try {
      return await this.transport.send(withToken(request, token));
    } catch (error) {
      if (!(error instanceof ProblemError && error.status === 401)) throw error;
      await this.session.forget(token);
      return this.transport.send(withToken(request, await this.session.token()));
    }
  }

  /**
   * The service's word, typed by its documented form; what matters is checked by proof, not by shape.
   * @throws UnreachableError for what is not JSON: something else has answered
   */
  async json<Answer>(answer: Response): Promise<Answer> {
    const text = await whole(answer.text());
    try {
      const value: Answer = JSON.parse(text === '' ? 'null' : text);
      return value;
    } catch (cause) {
      throw new UnreachableError('the answer is not JSON', { cause });
    }
  }
}

/** An answer to its end; a connection that is lost in the middle is no answer. */
async function whole<Body>(body: Promise<Body>): Promise<Body> {
  try {
    return await body;
  } catch (cause) {
    if (cause instanceof UnreachableError) throw cause;
    throw new UnreachableError('the answer broke off', { cause });
  }
}

function withToken(request: Request, token: string): Request {
  return { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } };
}
