/**
 * The members of a JSON object that has exactly these names.
 *
 * @returns `undefined` for anything else: a member missing or surplus, a list, not an object at all
 */
export function exactMembers(
  value: unknown,
  names: readonly string[],
): Readonly<Record<string, unknown>> | undefined {
  if (!isObject(value) || Object.keys(value).length !== names.length) return undefined;
  return names.every((name) => Object.hasOwn(value, name)) ? value : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
