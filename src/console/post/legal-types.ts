import type { ItemStateAnswer } from '../../client/provenance-answer.js';
import type { EventType } from '../../custody/vocabulary/event.js';
import type { MessageKey } from '../../messages/messages.js';

/** Why an event would be recorded and move nothing, or raise an alert at once. */
export interface Objection {
  readonly reason: MessageKey;
  /** Whom the reason names. */
  readonly who: string;
}

type State = Pick<ItemStateAnswer, 'custody' | 'control'>;

/** These need the goods in hand. */
const BY_HOLDER: readonly EventType[] = [
  'DISPATCH',
  'TRANSFORM',
  'SPLIT',
  'MERGE',
  'PACK',
  'UNPACK',
  'CLOSE',
  'REPORT_LOSS',
];
/** These move the goods or use them up, which nobody may while an authority holds them. */
const MOVES: readonly EventType[] = ['DISPATCH', 'DEPART', 'TRANSFORM', 'SPLIT', 'MERGE', 'CLOSE'];
/** These say something of goods that are no more, and change nothing. */
const AFTERWARDS: readonly EventType[] = [
  'CORRECT',
  'CUSTOMS_DECLARE',
  'AMEND_PLAN',
  'ETA_UPDATE',
  'OBSERVE',
  'INSPECT',
  'ATTACH_DOCUMENT',
  'REVOKE_DOCUMENT',
  'ATTEST',
];
// Goods closed as delivered go on living.
const GONE = { consumed: 'legal.consumed', destroyed: 'legal.destroyed' } as const;

/**
 * What speaks against an event on an item as it stands. Who may act for the holder is the ledger's to judge: a company of
 * his group, an agent with a mandate. So "somebody else has it" is no objection; see {@link holderBeside}.
 */
export function objectionTo(
  type: EventType,
  { custody, control }: State,
  party: string,
): Objection | undefined {
  const { state, by, to } = custody;
  if (type === 'COMMISSION') return state === 'none' ? undefined : because('legal.exists');
  if (AFTERWARDS.includes(type)) return undefined;
  if (state === 'consumed' || state === 'destroyed') return because(GONE[state], by);
  if (type === 'REFUSE' || type === 'WITHDRAW')
    return state === 'offered' ? undefined : because('legal.notOffered');
  if (type === 'DISPATCH' && state === 'offered') return because('legal.offered', to);
  if (type === 'RECEIVE' && state === 'held' && by === party) return because('legal.yours');
  if (type === 'RECOVER' && state === 'held' && by === party) return because('legal.yours');
  return objectionOfControl(type, control, party);
}

/** Who has it, where an event is for the holder and that is another: only who acts for him signs it. */
export function holderBeside(
  type: EventType,
  { custody }: State,
  party: string,
): string | undefined {
  const { by } = custody;
  return BY_HOLDER.includes(type) && by !== null && by !== party ? by : undefined;
}

function because(reason: MessageKey, who: string | null = ''): Objection {
  return { reason, who: who ?? '' };
}

function objectionOfControl(
  type: EventType,
  control: State['control'],
  party: string,
): Objection | undefined {
  const { state, by } = control ?? { state: 'free', by: [] };
  const who = by.join(', ');
  if (control !== null && type === 'CUSTOMS_RELEASE' && state !== 'held')
    return { reason: 'legal.notHeld', who };
  if (control !== null && type === 'RELEASE_SEIZED' && state !== 'seized')
    return { reason: 'legal.notSeized', who };
  if (!MOVES.includes(type) || state === 'free' || by.includes(party)) return undefined;
  return { reason: state === 'held' ? 'legal.held' : 'legal.seized', who };
}
