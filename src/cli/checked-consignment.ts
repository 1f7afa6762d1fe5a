import { signingRules } from '../custody/vocabulary/signing-rules.js';
import type { ProvenanceAnswer } from '../client/provenance-answer.js';
import {
  type Check,
  decodeUtf8,
  type Trust,
  type Verification,
  verificationOf,
  verifyFile,
} from '../protocol/index.js';

/** The answer as it stands in a bundle: its proofs are the bundle. */
export type AttestedAnswer = Omit<ProvenanceAnswer, 'integrity'>;

export interface CheckedConsignment extends Verification {
  /** Not to be believed unless the verdict of the verification is good; `undefined` when there is none to read. */
  readonly answer: AttestedAnswer | undefined;
}

/** What was asked for: a service might answer of something else. */
export interface Asked {
  readonly ucr: string;
  readonly asOf: string | undefined;
}

/**
 * The answer of an evidence bundle, verified: signatures of every event told, their place in the log, that none is left
 * out, and that the ledger stands for the conclusions.
 *
 * @throws ProtocolError for a vkey or a policy that cannot be read
 */
export function checkConsignment(
  bytes: Uint8Array,
  asked: Asked,
  trust: Trust,
): CheckedConsignment {
  const { checks } = verifyFile(bytes, trust, signingRules);
  const answer = answerIn(bytes);
  const all = answer === undefined ? checks : [...checks, askedCheck(answer, asked)];
  return { ...verificationOf(all, trust), answer };
}

function askedCheck({ ucr, key, asOf }: AttestedAnswer, asked: Asked): Check {
  const isIt = asked.ucr === ucr || asked.ucr === key;
  const isThen = !/^\d+$/u.test(asked.asOf ?? '') || Number(asked.asOf) === asOf.index;
  const ok = isIt && isThen;
  const detail = `the answer is of ${key} as of entry ${asOf.index}${ok ? '' : ', which was not asked for'}`;
  return { what: 'asked', ok, detail };
}

function answerIn(bytes: Uint8Array): AttestedAnswer | undefined {
  try {
    const { answer }: { answer?: AttestedAnswer } = JSON.parse(decodeUtf8(bytes));
    return answer;
  } catch {
    return undefined;
  }
}
