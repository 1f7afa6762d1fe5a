import {
  type AddCheckpoint,
  cosignatureIn,
  formatAddCheckpoint,
  type NoteKey,
} from '../../protocol/index.js';

/** What became of a submission. `conflict` names the size the witness cosigned last. */
export type Submitted =
  | { readonly type: 'cosigned'; readonly line: string }
  | { readonly type: 'conflict'; readonly size: number }
  | { readonly type: 'refused'; readonly status: number }
  | { readonly type: 'failed'; readonly cause: unknown };

const TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 64 * 1024;
const SIZE = /^(?:0|[1-9]\d{0,15})\n$/u;

/** Speaks C2SP tlog-witness to one witness. */
export class WitnessClient {
  private readonly address: string;

  /** @param url the witness's submission prefix */
  constructor(
    url: string,
    private readonly key: NoteKey,
    private readonly timeoutMs = TIMEOUT_MS,
  ) {
    this.address = `${url.replace(/\/+$/u, '')}/add-checkpoint`;
  }

  async submit(request: AddCheckpoint, signal: AbortSignal): Promise<Submitted> {
    try {
      const response = await fetch(this.address, {
        method: 'POST',
        body: formatAddCheckpoint(request),
        headers: { 'content-type': 'text/plain; charset=utf-8' },
        redirect: 'error',
        signal: AbortSignal.any([signal, AbortSignal.timeout(this.timeoutMs)]),
      });
      return this.read(response.status, await bodyOf(response), request.checkpoint);
    } catch (cause) {
      return { type: 'failed', cause };
    }
  }

  private read(status: number, body: string, checkpoint: string): Submitted {
    if (status === 409 && SIZE.test(body)) return { type: 'conflict', size: Number(body) };
    if (status !== 200) return { type: 'refused', status };
    const line = cosignatureIn(body, checkpoint, this.key);
    if (line !== undefined) return { type: 'cosigned', line };
    return { type: 'failed', cause: new Error('the answer holds no cosignature that verifies') };
  }
}

async function bodyOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > MAX_ANSWER_BYTES) throw new Error('the answer is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
