/** Of when the oldest of that is which is shown without a network; ISO 8601, nothing where all of it is of now. */
let shownOf: string | undefined;
const listeners = new Set<() => void>();

export function copyShownOf(): string | undefined {
  return shownOf;
}

export function tellCopy(seenAt: string): void {
  if (shownOf === undefined || seenAt < shownOf) change(seenAt);
}

/** All of it was asked for anew. */
export function tellCurrent(): void {
  if (shownOf !== undefined) change(undefined);
}

export function onCopyShown(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function change(next: string | undefined): void {
  shownOf = next;
  for (const listener of listeners) listener();
}
