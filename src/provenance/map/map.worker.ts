import { parentPort } from 'node:worker_threads';
import { nativeSha256 } from '../../ledger/native-sha256.js';
import {
  decodeMapPage,
  encodeMapPage,
  mapInputOf,
  proveVrf,
  updateMap,
  type VrfKey,
  vrfKeyOf,
  vrfOutput,
} from '../../protocol/index.js';
import type { MapAnswer, MapReply, MapRequest, MapTask } from './map-messages.js';

/** The map's thread: elliptic curves and hashes, which the event loop has no time for. */
const port = parentPort;
if (port === null) throw new Error('this file is the worker thread of the map');

const keys = new Map<string, VrfKey>();

port.on('message', ({ id, task }: MapRequest) => {
  port.postMessage(replyTo(id, task), []);
});

function replyTo(id: number, task: MapTask): MapReply {
  try {
    return { id, answer: answerTo(task) };
  } catch (error) {
    return { id, fault: error instanceof Error ? error.message : String(error) };
  }
}

function answerTo(task: MapTask): MapAnswer {
  switch (task.type) {
    case 'outputs': {
      const key = keyOf(task.seed);
      return {
        type: 'outputs',
        outputs: task.subjects.map((subject) => vrfOutput(key, mapInputOf(subject))),
      };
    }
    case 'proof': {
      const [key, input] = [keyOf(task.seed), mapInputOf(task.subject)];
      return { type: 'proof', proof: proveVrf(key, input), output: vrfOutput(key, input) };
    }
    default: {
      const known = new Map([...task.pages].map(([at, bytes]) => [at, decodeMapPage(bytes)]));
      const { pages, root } = updateMap(known, task.leaves, nativeSha256);
      const encoded = new Map([...pages].map(([at, page]) => [at, encodeMapPage(page)]));
      return { type: 'update', pages: encoded, root };
    }
  }
}

function keyOf(seed: Uint8Array): VrfKey {
  const name = Buffer.from(seed).toString('hex');
  const known = keys.get(name) ?? vrfKeyOf(seed);
  keys.set(name, known);
  return known;
}
