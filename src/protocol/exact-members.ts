import { isJsonObject } from './canonical-json.js';

/**
 * The members of a JSON object that has exactly these names.
 *
 * @returns `undefined` for anything else: a member missing or surplus, a list, not an object at all
 */
export function exactMembers(
  value: unknown,
  names: readonly string[],
): Readonly<Record<string, unknown>> | undefined {
  if (!isJsonObject(value) || Object.keys(value).length !== names.length) return undefined;
  return names.every((name) => Object.hasOwn(value, name)) ? value : undefined;
}
