import { until } from '../support/until.js';

export interface StreamEvent {
  readonly id: number;
  readonly data: any;
}

/** Follows `/v1/alerts/stream` as a browser would: fields of the HTML standard, nothing else. */
export class SseClient {
  readonly events: StreamEvent[] = [];
  /** What a browser would send back as `Last-Event-ID`. */
  lastEventId = '';
  isEnded = false;
  private readonly stop = new AbortController();

  private constructor(readonly response: Response) {}

  static async open(url: string, token: string, lastEventId?: string): Promise<SseClient> {
    const stop = new AbortController();
    const response = await fetch(`${url}/v1/alerts/stream`, {
      signal: stop.signal,
      headers: {
        accept: 'text/event-stream',
        authorization: `Bearer ${token}`,
        ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
      },
    });
    const client = new SseClient(response);
    client.stop.signal.addEventListener('abort', () => {
      stop.abort();
    });
    void client.read();
    return client;
  }

  close(): void {
    this.stop.abort();
  }

  /** Waits for an event that fits; all that came are kept. */
  async event(fits: (data: any) => boolean, limitMs = 60_000): Promise<StreamEvent> {
    return until(() => this.events.find(({ data }) => fits(data)), limitMs);
  }

  private async read(): Promise<void> {
    let buffer = '';
    const decoder = new TextDecoder();
    try {
      for await (const chunk of this.response.body as AsyncIterable<Uint8Array>) {
        buffer += decoder.decode(chunk, { stream: true });
        const blocks = buffer.split('\n\n');
        buffer = blocks.pop() ?? '';
        for (const block of blocks) this.take(block);
      }
    } catch {
      // Cut, by either side: what came before it counts.
    }
    this.isEnded = true;
  }

  private take(block: string): void {
    const fields = new Map(
      block.split('\n').map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon), line.slice(colon + 1).trimStart()];
      }),
    );
    this.lastEventId = fields.get('id') ?? this.lastEventId;
    const data = fields.get('data');
    if (data !== undefined)
      this.events.push({ id: Number(this.lastEventId), data: JSON.parse(data) });
  }
}
