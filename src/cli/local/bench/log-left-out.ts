import { isMainThread } from 'node:worker_threads';
import { AppendConnection } from '../../../ledger/append/append-connection.js';
import { HeadSigner } from '../../../ledger/signing/head-signer.js';

/*
 * Loaded into a service before it starts (`node --import`), for measuring only: the service then appends entries, but
 * writes no tiles and, where `BENCH_LEAVE_OUT` says so, signs no heads beyond those of its first registrations. Its
 * receipts prove nothing.
 */
const SIGNED_ENTRIES = 64;

// Worker threads inherit the option, and append nothing.
if (isMainThread) {
  leaveOutTiles();
  if (process.env['BENCH_LEAVE_OUT'] === 'tiles and heads') leaveOutHeads();
}

function leaveOutTiles(): void {
  // oxlint-disable-next-line typescript/unbound-method -- called below with the object it is called on
  const writeBatch = AppendConnection.prototype.writeBatch;
  AppendConnection.prototype.writeBatch = async function writeEntriesOnly(batch) {
    await writeBatch.call(this, { ...batch, sizeBefore: batch.linked.head.size });
  };
}

function leaveOutHeads(): void {
  // oxlint-disable-next-line typescript/unbound-method -- called below with the object it is called on
  const sign = HeadSigner.prototype.sign;
  let last = { size: 0, note: '' };
  HeadSigner.prototype.sign = async function signTheFirst(head, window) {
    if (last.size < SIGNED_ENTRIES) {
      const signed = await sign.call(this, head, window);
      if (signed.isNew) last = { size: head.size, note: signed.note };
      return signed;
    }
    const previousSize = last.size;
    if (head.size <= previousSize) return { isNew: false };
    last = { ...last, size: head.size };
    return { isNew: true, note: last.note, previousSize };
  };
}
