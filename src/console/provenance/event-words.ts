import type { EventType } from '../../custody/vocabulary/event.js';
import type { MessageKey, Say } from '../../messages/messages.js';

/** Events in plain words; a type that the vocabulary gains is missing here at compile time. */
const NAMES: Readonly<Record<EventType, MessageKey>> = {
  COMMISSION: 'event.COMMISSION',
  CONSIGN: 'event.CONSIGN',
  AMEND_PLAN: 'event.AMEND_PLAN',
  PACK: 'event.PACK',
  UNPACK: 'event.UNPACK',
  SEAL: 'event.SEAL',
  DISPATCH: 'event.DISPATCH',
  RECEIVE: 'event.RECEIVE',
  REFUSE: 'event.REFUSE',
  WITHDRAW: 'event.WITHDRAW',
  DEPART: 'event.DEPART',
  ARRIVE: 'event.ARRIVE',
  ETA_UPDATE: 'event.ETA_UPDATE',
  CUSTOMS_DECLARE: 'event.CUSTOMS_DECLARE',
  CUSTOMS_HOLD: 'event.CUSTOMS_HOLD',
  CUSTOMS_RELEASE: 'event.CUSTOMS_RELEASE',
  INSPECT: 'event.INSPECT',
  OBSERVE: 'event.OBSERVE',
  TRANSFORM: 'event.TRANSFORM',
  SPLIT: 'event.SPLIT',
  MERGE: 'event.MERGE',
  RETAG: 'event.RETAG',
  REMARK: 'event.REMARK',
  ATTACH_DOCUMENT: 'event.ATTACH_DOCUMENT',
  REVOKE_DOCUMENT: 'event.REVOKE_DOCUMENT',
  ATTEST: 'event.ATTEST',
  REPORT_LOSS: 'event.REPORT_LOSS',
  SEIZE: 'event.SEIZE',
  RELEASE_SEIZED: 'event.RELEASE_SEIZED',
  RECOVER: 'event.RECOVER',
  DESTROY: 'event.DESTROY',
  CLOSE: 'event.CLOSE',
  CORRECT: 'event.CORRECT',
};

/** A type that is newer than this console keeps its code. */
export function eventName(type: string, say: Say): string {
  return isKnown(type) ? say(NAMES[type]) : type;
}

function isKnown(type: string): type is EventType {
  return Object.hasOwn(NAMES, type);
}
