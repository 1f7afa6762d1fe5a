import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

/** What may wait in memory for a client that reads slowly. */
const MAX_BUFFERED_BYTES = 64 * 1024;

/** How long such a client has to catch up before it is cut off; it resumes with `Last-Event-ID`. */
const PATIENCE_MS = 20_000;

/** Writes server-sent events (HTML standard, section 9.2) and never keeps more than a little for the client. */
export class EventSink {
  constructor(private readonly response: ServerResponse) {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      connection: 'keep-alive',
      // Proxies of the nginx kind would hold events back.
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    });
  }

  get isOpen(): boolean {
    return !this.response.writableEnded && !this.response.destroyed;
  }

  /**
   * Tells the client how to come back and where it stands: an id without data is remembered by the client and starts
   * no event.
   */
  open(lastId: number, retryMs: number): void {
    this.write(`retry: ${retryMs}\n${lastId < 0 ? '' : `id: ${lastId}\n`}\n`);
  }

  event(id: number, data: object): void {
    this.write(`id: ${id}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  heartbeat(): void {
    this.write(': heartbeat\n\n');
  }

  /** Waits for a slow client; cuts it off when it does not catch up. */
  async settled(): Promise<void> {
    if (this.response.writableLength <= MAX_BUFFERED_BYTES || !this.isOpen) return;
    try {
      await once(this.response, 'drain', { signal: AbortSignal.timeout(PATIENCE_MS) });
    } catch {
      this.response.destroy();
    }
  }

  end(): void {
    if (this.isOpen) this.response.end();
  }

  private write(text: string): void {
    if (this.isOpen) this.response.write(text);
  }
}
