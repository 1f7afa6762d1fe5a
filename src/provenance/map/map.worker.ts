import { nativeSha256 } from '../../ledger/native-sha256.js';
import { answerTasks } from '../../platform/threads/answer-tasks.js';
import {
  decodeMapPage,
  encodeMapPage,
  mapInputOf,
  proveVrf,
  updateMap,
  type VrfKey,
  vrfKeyOf,
} from '../../protocol/index.js';
import type { MapAnswer, MapTask } from './map-messages.js';
import { QuickVrf } from './quick-vrf.js';

/** The map's thread: elliptic curves and hashes, which the event loop has no time for. */
const keys = new Map<string, { readonly key: VrfKey; readonly quick: QuickVrf }>();

answerTasks(answerTo);

function answerTo(task: MapTask): MapAnswer {
  switch (task.type) {
    case 'outputs': {
      const { quick } = keyOf(task.seed);
      return {
        type: 'outputs',
        outputs: task.subjects.map((subject) => quick.output(mapInputOf(subject))),
      };
    }
    case 'proof': {
      const { key, quick } = keyOf(task.seed);
      const input = mapInputOf(task.subject);
      return { type: 'proof', proof: proveVrf(key, input), output: quick.output(input) };
    }
    default: {
      const known = new Map([...task.pages].map(([at, bytes]) => [at, decodeMapPage(bytes)]));
      const { pages, root } = updateMap(known, task.leaves, nativeSha256);
      const encoded = new Map([...pages].map(([at, page]) => [at, encodeMapPage(page)]));
      return { type: 'update', pages: encoded, root };
    }
  }
}

function keyOf(seed: Uint8Array): { readonly key: VrfKey; readonly quick: QuickVrf } {
  const name = Buffer.from(seed).toString('hex');
  const known = keys.get(name);
  if (known !== undefined) return known;
  const key = vrfKeyOf(seed);
  const made = { key, quick: new QuickVrf(key) };
  keys.set(name, made);
  return made;
}
