/** One event of a `text/event-stream` (WHATWG HTML, section 9.2). */
export interface ServerSentEvent {
  /** The last `id:` seen, which an event without its own keeps; empty before the first. */
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

const MAX_EVENT_LENGTH = 1_048_576;

/**
 * Reads a stream until it ends. Comments (heartbeats) are dropped, and so is an event the stream breaks off in.
 *
 * @throws RangeError for an event larger than 1 MiB: it is not one of ours
 */
export async function* readEvents(
  stream: ReadableStream<Uint8Array>,
  lastId = '',
): AsyncGenerator<ServerSentEvent, void, undefined> {
  const parser = new EventParser(lastId);
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      // Chunks come one after the other.
      const { done, value } = await reader.read();
      if (done) return;
      yield* parser.take(decoder.decode(value, { stream: true }));
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

class EventParser {
  private rest = '';
  private id: string;
  private event = '';
  private data: string[] = [];

  constructor(lastId: string) {
    this.id = lastId;
  }

  *take(chunk: string): Generator<ServerSentEvent> {
    this.rest += chunk;
    if (this.rest.length > MAX_EVENT_LENGTH)
      throw new RangeError('the event stream holds a line above 1 MiB');
    for (;;) {
      const end = /\r\n|\n|\r(?=[^])/u.exec(this.rest);
      if (end === null) return;
      const line = this.rest.slice(0, end.index);
      this.rest = this.rest.slice(end.index + end[0].length);
      const complete = this.line(line);
      if (complete !== undefined) yield complete;
    }
  }

  private line(line: string): ServerSentEvent | undefined {
    if (line === '') return this.dispatch();
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /u, '');
    if (field === 'data') this.data.push(value);
    if (field === 'event') this.event = value;
    if (field === 'id' && !value.includes('\0')) this.id = value;
    return undefined;
  }

  private dispatch(): ServerSentEvent | undefined {
    const { id, event, data } = this;
    this.event = '';
    this.data = [];
    if (data.length === 0) return undefined;
    return { id, event: event === '' ? 'message' : event, data: data.join('\n') };
  }
}
