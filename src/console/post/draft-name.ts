import type { Say } from '../../messages/messages.js';
import { eventName } from '../provenance/event-words.js';
import type { Draft } from './draft.js';

/** The event in plain words; of a correction, also what it corrects. */
export function draftName({ type, corrects }: Draft, say: Say): string {
  const name = eventName(type, say);
  return corrects === undefined
    ? name
    : `${say('text.label', { name })} ${eventName(corrects, say)}`;
}
