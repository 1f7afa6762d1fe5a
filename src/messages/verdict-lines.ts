import type { MessageKey, Say } from './messages.js';

/** What the banner of a consignment says; the service writes it into the page, the console over it. */
export interface VerdictFacts {
  readonly ucr: string;
  /** Null for a commercial party, whom no verdict is told. */
  readonly verdict: 'UNKNOWN' | 'BROKEN' | 'ALERT' | 'REVIEW' | 'PENDING' | 'SUPPORTED' | null;
  readonly recommendedAction: string | null;
  readonly reasons: readonly string[] | null;
  /** What was found: reasons repeat the sentences of the gravest. */
  readonly gaps?: readonly { readonly rule: string; readonly sentence: string }[];
  readonly asOf: { readonly index: number; readonly time: string };
}

/** How a banner looks; never the colour alone, a sign and words stand beside it. */
export type Tone = 'good' | 'wait' | 'warn' | 'bad' | 'unknown';

/** Verdicts of the ledger, and `TAMPERED`: this browser's own, when evidence does not verify. */
export type ShownVerdict = NonNullable<VerdictFacts['verdict']> | 'PARTY' | 'TAMPERED';

export interface VerdictLines {
  readonly tone: Tone;
  readonly sign: string;
  readonly headline: string;
  readonly action: string;
}

const LOOKS: Readonly<Record<ShownVerdict, readonly [tone: Tone, sign: string]>> = {
  SUPPORTED: ['good', '✓'],
  PENDING: ['wait', '…'],
  REVIEW: ['warn', '!'],
  ALERT: ['warn', '!'],
  BROKEN: ['bad', '✕'],
  TAMPERED: ['bad', '✕'],
  UNKNOWN: ['unknown', '?'],
  PARTY: ['unknown', '–'],
};

const HEADLINES: Readonly<Record<ShownVerdict, MessageKey>> = {
  SUPPORTED: 'verdict.supported',
  PENDING: 'verdict.pending',
  REVIEW: 'verdict.review',
  ALERT: 'verdict.alert',
  BROKEN: 'verdict.broken',
  TAMPERED: 'verdict.tampered',
  UNKNOWN: 'verdict.unknown',
  PARTY: 'verdict.party',
};

const ACTIONS: Readonly<Record<ShownVerdict, MessageKey>> = {
  SUPPORTED: 'action.normal',
  PENDING: 'action.normal',
  REVIEW: 'action.documents',
  ALERT: 'action.inspect',
  BROKEN: 'action.detain',
  TAMPERED: 'action.tampered',
  UNKNOWN: 'action.unknown',
  PARTY: 'action.party',
};

export function verdictLines(verdict: ShownVerdict, say: Say): VerdictLines {
  const [tone, sign] = LOOKS[verdict];
  return { tone, sign, headline: say(HEADLINES[verdict]), action: say(ACTIONS[verdict]) };
}
