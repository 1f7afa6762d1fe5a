import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { encodeUtf8 } from '../protocol/index.js';
import { readEvents, type ServerSentEvent } from './server-sent-events.js';

async function eventsOf(text: string, cuts: readonly number[] = []): Promise<ServerSentEvent[]> {
  const bytes = encodeUtf8(text);
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].toSorted(
        (a, b) => a - b,
      );
      places.slice(1).forEach((end, at) => controller.enqueue(bytes.slice(places[at], end)));
      controller.close();
    },
  });
  const events: ServerSentEvent[] = [];
  for await (const event of readEvents(stream)) events.push(event);
  return events;
}

describe('readEvents', () => {
  it('reads id, event and data, and keeps the last id', async () => {
    expect(await eventsOf('id: 1\nevent: alert\ndata: a\ndata: b\n\ndata:c\n\n')).toEqual([
      { id: '1', event: 'alert', data: 'a\nb' },
      { id: '1', event: 'message', data: 'c' },
    ]);
  });

  it('drops comments, events without data, and one that is cut off', async () => {
    expect(await eventsOf(': hello\n\nevent: ping\n\ndata: a')).toEqual([]);
  });

  it.each(['\n', '\r\n', '\r'])('ends lines at %j', async (end) => {
    expect(await eventsOf(['id: 1', 'data: a', '', 'x'].join(end))).toEqual([
      { id: '1', event: 'message', data: 'a' },
    ]);
  });

  it('reads the same however the network cuts it', async () => {
    const text =
      'id: 7\r\nevent: alert\r\ndata: {"where":"Zürich — 東京"}\r\n\r\n: beat\n\nid: 8\ndata: x\n\n';
    const whole = await eventsOf(text);

    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 200 }), { maxLength: 12 }), async (cuts) => {
        expect(await eventsOf(text, cuts)).toEqual(whole);
      }),
    );
  });

  it('refuses a line above one mebibyte', async () => {
    await expect(eventsOf(`data: ${'x'.repeat(1_100_000)}`)).rejects.toThrow(RangeError);
  });
});
