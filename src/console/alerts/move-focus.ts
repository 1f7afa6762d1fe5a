/** Is somebody typing there? Then letters are letters. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('input, select, textarea, dialog') !== null
  );
}

/** Moves the focus among the elements that match. @returns whether there was anything to do */
export function moveFocus(target: EventTarget | null, selector: string, step: number): boolean {
  if (isTyping(target)) return false;
  const elements = [...document.querySelectorAll<HTMLElement>(selector)];
  const at = elements.findIndex((element) => element === document.activeElement);
  const next = at < 0 ? 0 : Math.min(elements.length - 1, Math.max(0, at + step));
  elements[next]?.focus();
  return elements.length > 0;
}
