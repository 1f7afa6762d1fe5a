import { parentPort } from 'node:worker_threads';
import { type KeyMessage, packDone, type WorkMessage } from './admission-messages.js';
import { admitAll } from './admit-bytes.js';
import { KeyRing } from './key-ring.js';

/** A thread of the admission pool: all it holds is the ring of known keys. */
const keys = new KeyRing();
const port = parentPort;
if (port === null) throw new Error('this file is a worker thread of the admission pool');

port.on('message', (message: KeyMessage | WorkMessage) => {
  if (message.type === 'key') {
    keys.add(message.keyid, message.publicKey);
    return;
  }
  const { id, envelopes, bytes } = message;
  let at = 0;
  const work = envelopes.map(({ kind, length }) => {
    at += length;
    return { kind, bytes: Buffer.from(bytes, at - length, length) };
  });
  const done = packDone(id, admitAll(work, keys));
  port.postMessage(done, [done.bytes]);
});
