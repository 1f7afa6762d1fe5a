import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits until a condition holds; what it throws counts as "not yet".
 * @returns what the condition gave
 */
export async function until<T>(
  condition: () => T | Promise<T>,
  limitMs = 10_000,
): Promise<NonNullable<T>> {
  const deadline = Date.now() + limitMs;
  let failure: unknown;
  while (Date.now() < deadline) {
    try {
      const value = await condition();
      if (value) return value;
    } catch (error) {
      failure = error;
    }
    await pause(20);
  }
  throw new Error(`the condition did not hold within ${limitMs} ms`, { cause: failure });
}
