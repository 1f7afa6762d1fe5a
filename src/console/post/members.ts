import type { JsonValue } from '../../protocol/index.js';

export type Members = Readonly<Record<string, JsonValue>>;

/** @param path names of members from the outermost on, with points between */
export function memberAt(of: Members, path: string): JsonValue | undefined {
  let found: JsonValue | undefined = of;
  for (const name of path.split('.')) found = insideOf(found, name);
  return found;
}

function insideOf(value: JsonValue | undefined, name: string): JsonValue | undefined {
  if (Array.isArray(value)) return value[Number(name)];
  return isMembers(value) ? value[name] : undefined;
}

/** A copy with this value there; `undefined` takes the member away, and what holds nothing else with it. */
export function withMember(of: Members, path: string, value: JsonValue | undefined): Members {
  const [name = '', ...rest] = path.split('.');
  const inner = rest.length === 0 ? value : innerOf(of[name], rest.join('.'), value);
  if (inner !== undefined) return { ...of, [name]: inner };
  return Object.fromEntries(Object.entries(of).filter(([each]) => each !== name));
}

function innerOf(
  held: JsonValue | undefined,
  path: string,
  value: JsonValue | undefined,
): JsonValue | undefined {
  const inner = withMember(isMembers(held) ? held : {}, path, value);
  return Object.keys(inner).length === 0 ? undefined : inner;
}

export function isMembers(value: JsonValue | undefined): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
