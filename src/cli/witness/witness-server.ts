import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { decodeUtf8, TREE_SIZE_TYPE } from '../../protocol/index.js';
import type { Witness, WitnessAnswer } from './witness.js';

/** A proof and a checkpoint with a hundred signatures, post-quantum ones among them. */
const MAX_BODY_BYTES = 512 * 1024;
const TEXT = 'text/plain; charset=utf-8';
const MONITORING = /^\/(?<hash>[0-9a-f]{64})\/checkpoint$/u;

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  /** With a 405: what is allowed. */
  readonly allow?: string;
}

export type WitnessListener = (what: { status: number; path: string; detail: string }) => void;

/** The HTTP side of a witness: `POST /add-checkpoint` and `GET /<SHA-256 of origin>/checkpoint`. */
export class WitnessServer {
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async listen(
    witness: Witness,
    at: { readonly host: string; readonly port: number },
    tell: WitnessListener = () => undefined,
  ): Promise<WitnessServer> {
    const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 });
    server.on('request', (request, response) => {
      void answer(witness, request)
        .catch((error: unknown) => plain(500, `the witness failed: ${String(error)}`))
        .then((given) => {
          tell({ status: given.status, path: request.url ?? '', detail: given.body.trim() });
          send(response, given);
        });
    });
    server.listen(at.port, at.host);
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : at.port;
    return new WitnessServer(server, `http://${at.host}:${port}`);
  }

  /** Requests that are being answered get their answer. */
  async close(): Promise<void> {
    this.server.close();
    this.server.closeIdleConnections();
    if (this.server.listening) await once(this.server, 'close');
  }
}

async function answer(witness: Witness, request: IncomingMessage): Promise<Answer> {
  const [path = ''] = (request.url ?? '').split('?');
  const hash = MONITORING.exec(path)?.groups?.['hash'];
  if (hash !== undefined) return latest(witness, hash, request.method);
  if (path !== '/add-checkpoint') return plain(404, 'there is nothing here');
  if (request.method !== 'POST')
    return { ...plain(405, 'add-checkpoint is a POST'), allow: 'POST' };
  const body = await bodyOf(request);
  if (body === undefined) return plain(413, 'the request is too large');
  const text = textOf(body);
  return text === undefined
    ? plain(400, 'the request is not UTF-8')
    : spoken(await witness.addCheckpoint(text));
}

function latest(witness: Witness, hash: string, method: string | undefined): Answer {
  if (method !== 'GET' && method !== 'HEAD')
    return { ...plain(405, 'a checkpoint is read with GET'), allow: 'GET, HEAD' };
  const cosigned = witness.latest(hash);
  return cosigned === undefined
    ? plain(404, 'no checkpoint of this log was cosigned here')
    : { status: 200, type: TEXT, body: cosigned.note };
}

function spoken(given: WitnessAnswer): Answer {
  if (given.status === 200) return { status: 200, type: TEXT, body: given.line };
  if (given.status === 409) return { status: 409, type: TREE_SIZE_TYPE, body: `${given.size}\n` };
  return plain(given.status, given.reason);
}

function plain(status: number, reason: string): Answer {
  return { status, type: TEXT, body: `${reason}\n` };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    // The rest is read and dropped, so that the answer arrives.
    if (length <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return length > MAX_BODY_BYTES ? undefined : Buffer.concat(chunks);
}

function textOf(body: Buffer): string | undefined {
  try {
    return decodeUtf8(body);
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, { status, type, body, allow }: Answer): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(allow === undefined ? {} : { allow }),
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}
