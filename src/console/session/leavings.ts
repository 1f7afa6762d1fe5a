/** What a reader leaves on a device. */
export type Leaving = 'key' | 'copies' | 'session';

/** Removes each by itself, whatever becomes of the others. @returns those that could not be removed */
export async function leavings(
  removals: Readonly<Record<Leaving, () => Promise<void>>>,
): Promise<readonly Leaving[]> {
  const left: Leaving[] = [];
  for (const what of ['key', 'copies', 'session'] as const) {
    try {
      await removals[what]();
    } catch {
      left.push(what);
    }
  }
  return left;
}
