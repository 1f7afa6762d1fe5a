import { join } from 'node:path';
import { encodeBase64Url } from '../../../protocol/index.js';
import { rawPost, runLoad } from './http-load.js';
import { rateOf, type Measurement } from './measurements.js';
import { startService } from './service-process.js';
import { EventMill, makeParties } from './signed-events.js';

const program = join(import.meta.dirname, 'naive-service.js');

export interface Baseline {
  readonly singles: Measurement;
  readonly batches: Measurement;
}

/** What a team writes first (see naive-service.ts), measured with the same events, requests and generator as ours. */
export async function measureBaseline(
  verifier: 'noble' | 'native',
  seconds: number,
): Promise<Baseline> {
  const parties = makeParties(20);
  const mill = new EventMill('custody.local/baseline', parties);
  const publicKeys = Object.fromEntries(
    parties.map(({ pair }) => [pair.keyid, encodeBase64Url(pair.publicKey)]),
  );
  const service = await startService({
    file: program,
    args: (place) => [JSON.stringify({ ...place, verifier, publicKeys })],
  });
  const how = verifier === 'noble' ? '@noble verify' : 'native verify';
  try {
    const single = () => rawPost('/v1/events', Buffer.from(mill.next()));
    const singles = await runLoad({ port: service.port, connections: 64, seconds, next: single });
    const batch = () => rawPost('/v1/events', batchOf(mill, 100));
    const batches = await runLoad({ port: service.port, connections: 4, seconds, next: batch });
    return {
      singles: rateOf(`baseline, ${how}: single posts, 64 connections`, singles),
      batches: rateOf(`baseline, ${how}: batches of 100`, batches, 100),
    };
  } finally {
    await service.stop();
  }
}

/** A JSON array of signed envelopes. */
export function batchOf(mill: EventMill, size: number): Buffer {
  const parts: Buffer[] = [];
  for (let position = 0; position < size; position += 1) {
    parts.push(Buffer.from(position === 0 ? '[' : ','), Buffer.from(mill.next()));
  }
  return Buffer.concat([...parts, Buffer.from(']')]);
}
