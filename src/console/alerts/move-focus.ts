import { isTyping } from '../frame/is-typing.js';

/** Moves the focus among the elements that match. @returns whether there was anything to do */
export function moveFocus(target: EventTarget | null, selector: string, step: number): boolean {
  if (isTyping(target)) return false;
  const elements = [...document.querySelectorAll<HTMLElement>(selector)];
  // A box of the row counts as the row.
  const row = document.activeElement?.closest('tr');
  const at = elements.findIndex(
    (element) => element === document.activeElement || (row != null && row.contains(element)),
  );
  const next = at < 0 ? 0 : Math.min(elements.length - 1, Math.max(0, at + step));
  elements[next]?.focus();
  return elements.length > 0;
}
