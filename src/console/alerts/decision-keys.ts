import type { FINDINGS } from './alert-words.js';
import type { HandOn } from './hand-on-form.js';

export type Finding = keyof typeof FINDINGS;

/** Buttons that sign and send a decision at once, by their letters. */
export type QuickKey = 'a' | 'i' | 'n';

/** Where a key brings the focus. None presses a button: a letter that went astray would sign a decision for good. */
export type KeyAim =
  | { readonly to: 'button'; readonly key: QuickKey }
  | { readonly to: 'handOn'; readonly action: HandOn }
  /** The form, where the finding may be chosen already. */
  | { readonly to: 'resolve'; readonly finding: Finding | undefined };

const AIMS: ReadonlyMap<string, KeyAim> = new Map<string, KeyAim>([
  ['a', { to: 'button', key: 'a' }],
  ['i', { to: 'button', key: 'i' }],
  ['n', { to: 'button', key: 'n' }],
  ['t', { to: 'handOn', action: 'assign' }],
  ['w', { to: 'handOn', action: 'wait' }],
  ['e', { to: 'handOn', action: 'escalate' }],
  ['r', { to: 'resolve', finding: undefined }],
  ['1', { to: 'resolve', finding: 'confirmed-illicit' }],
  ['2', { to: 'resolve', finding: 'duplicate' }],
  ['3', { to: 'resolve', finding: 'unfounded' }],
]);

/** Of what can be decided in the inbox. */
export type BarKey = 'a' | 'i' | 't';

/** What the inbox decides on the spot; the rest takes the alert's own page. */
export function barKeyOf(aim: KeyAim): BarKey | undefined {
  if (aim.to === 'handOn' && aim.action === 'assign') return 't';
  return aim.to === 'button' && aim.key !== 'n' ? aim.key : undefined;
}

/** The alert's own page, and there what the key leads to. */
export function alertAddress(id: string, key: string): string {
  return `/alerts/${id}?key=${key}`;
}

/** What a key pressed on the page of an alert leads to. */
export function aimOf({
  key,
  ctrlKey,
  metaKey,
  altKey,
}: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): KeyAim | undefined {
  return ctrlKey || metaKey || altKey ? undefined : aimOfKey(key);
}

export function aimOfKey(key: string): KeyAim | undefined {
  return AIMS.get(key);
}
