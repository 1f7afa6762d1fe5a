import { describe, expect, it } from '@jest/globals';
import { IN_BUNDLE, story } from '../../../test/conformance/story.js';
import { parseEvidence, verifyEvidence } from '../../protocol/index.js';
import { eventProofsOf } from './event-proofs.js';

const log = story();
const bundle = log.bundle(log.draft(IN_BUNDLE));

function proofsOf(bytes: Uint8Array) {
  return eventProofsOf(bytes, verifyEvidence(bytes, { vkey: log.vkey }));
}

describe('the proof of each event', () => {
  it('holds step by step where the file verifies', () => {
    const proofs = proofsOf(bundle);

    expect(proofs.map(({ index }) => index)).toEqual([...IN_BUNDLE]);
    for (const proof of proofs)
      expect(proof).toMatchObject({ isOfStatement: true, signatures: 'hold', isIncluded: true });
  });

  it('names the entry whose path leads elsewhere, and no other', () => {
    const draft = parseEvidence(bundle);
    const entries = draft.entries.map((entry, at) =>
      at === 2 ? { ...entry, proof: entry.proof.toReversed() } : entry,
    );
    const proofs = proofsOf(log.bundle({ ...draft, entries }));

    expect(proofs.filter(({ isIncluded }) => !isIncluded).map(({ index }) => index)).toEqual([
      IN_BUNDLE[2],
    ]);
  });

  it('names the statement that is signed badly, and says that none after it was judged', () => {
    const draft = parseEvidence(bundle);
    const entries = draft.entries.map((entry, at) => {
      const { statement } = entry;
      const signatures = statement.signatures.map((each) => ({
        ...each,
        signature: each.signature.map((byte, place) => (place === 3 ? byte ^ 1 : byte)),
      }));
      return at === 2 ? { ...entry, statement: { ...statement, signatures } } : entry;
    });
    const proofs = proofsOf(log.bundle({ ...draft, entries }));

    expect(proofs.slice(0, 4).map(({ signatures }) => signatures)).toEqual([
      'hold',
      'hold',
      'fail',
      'unseen',
    ]);
    expect(proofs[2]?.isOfStatement).toBe(false);
  });

  it('is none of a file that cannot be read', () => {
    expect(proofsOf(bundle.slice(1))).toEqual([]);
  });
});
