/** One change of something that was right, with words for the message of a failing test. */
export interface Mutation<T> {
  readonly what: string;
  readonly value: T;
}

/** Each single bit flipped. */
export function* flippedBits(bytes: Uint8Array): Generator<Mutation<Uint8Array>> {
  for (let bit = 0; bit < 8 * bytes.length; bit++)
    yield { what: `bit ${bit} flipped`, value: withFlipped(bytes, bit) };
}

/** Every bit of a hash, and other lengths. */
export function* mutatedHash(hash: Uint8Array): Generator<Mutation<Uint8Array>> {
  yield* flippedBits(hash);
  yield { what: 'zeros', value: new Uint8Array(hash.length) };
  yield { what: 'a byte short', value: hash.slice(0, -1) };
  yield { what: 'a byte long', value: Uint8Array.of(...hash, 0) };
  yield { what: 'nothing', value: new Uint8Array() };
}

/** Every bit of every hash; hashes dropped, doubled, added in front, between and behind, swapped, turned round. */
export function* mutatedProof(
  proof: readonly Uint8Array[],
  others: readonly Uint8Array[],
): Generator<Mutation<readonly Uint8Array[]>> {
  for (const [at, hash] of proof.entries()) {
    for (const { what, value } of mutatedHash(hash))
      yield { what: `hash ${at}: ${what}`, value: proof.with(at, value) };
    yield { what: `hash ${at} dropped`, value: proof.toSpliced(at, 1) };
    yield { what: `hash ${at} doubled`, value: proof.toSpliced(at, 0, hash) };
    for (let other = at + 1; other < proof.length; other++) {
      const swapped = proof.with(at, proof[other]!).with(other, hash);
      yield { what: `hashes ${at} and ${other} swapped`, value: swapped };
    }
  }
  for (let at = 0; at <= proof.length; at++)
    for (const [i, surplus] of others.entries()) {
      yield { what: `surplus ${i} at ${at}`, value: proof.toSpliced(at, 0, surplus) };
      if (at < proof.length) yield { what: `${i} for hash ${at}`, value: proof.with(at, surplus) };
    }
  yield { what: 'turned round', value: proof.toReversed() };
  yield { what: 'twice', value: [...proof, ...proof] };
  yield { what: 'none', value: [] };
  yield { what: '64 more', value: [...proof, ...Array.from({ length: 64 }, () => others[0]!)] };
}

/** Neighbours, halves and doubles, nothing, and what no counter of the log can be. */
export function* mutatedNumber(n: number): Generator<Mutation<number>> {
  const neighbours = [n - 1, n + 1, n - 2, n + 2, n ^ 1, n ^ 2];
  const multiples = [2 * n, 2 * n + 1, Math.floor(n / 2), 0, 1];
  const huge = [n + 2 ** 31, n + 2 ** 32, n + 2 ** 52, Number.MAX_SAFE_INTEGER, 2 ** 53, 2 ** 64];
  const absurd = [-1, -n, n + 0.5, Number.NaN, Number.POSITIVE_INFINITY];
  const others = neighbours.concat(multiples, huge, absurd);
  for (const value of new Set(others)) if (value !== n) yield { what: `${value}`, value };
}

/**
 * A bit of every byte; the bit wanders, so that every place of the text is changed and every bit somewhere.
 * @param step where each verdict is dear: only every n-th byte
 */
export function* mutatedText(text: string, step = 1): Generator<Mutation<string>> {
  for (const change of changedText(text, step)) if (change.value !== text) yield change;
}

function* changedText(text: string, step: number): Generator<Mutation<string>> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += step) {
    const changed = withFlipped(bytes, 8 * at + (at % 8));
    yield { what: `byte ${at}`, value: new TextDecoder().decode(changed) };
  }
  const lines = text.split('\n');
  for (const at of lines.keys()) {
    yield { what: `line ${at} dropped`, value: lines.toSpliced(at, 1).join('\n') };
    yield { what: `line ${at} doubled`, value: lines.toSpliced(at, 0, lines[at]!).join('\n') };
  }
  yield { what: 'nothing', value: '' };
  yield { what: 'cut', value: text.slice(0, -1) };
  yield { what: 'CRLF', value: text.replaceAll('\n', '\r\n') };
}

/** Every number, text, list and object of a JSON value, changed one at a time in every way above. */
export function* mutatedJson(
  json: unknown,
  { path = '', step = 1 } = {},
): Generator<Mutation<unknown>> {
  for (const { what, value } of changesOf(json, step))
    yield { what: `${path || 'all'}: ${what}`, value };
  if (Array.isArray(json))
    for (const [at, member] of json.entries())
      for (const { what, value } of mutatedJson(member, { path: `${path}/${at}`, step }))
        yield { what, value: (json as unknown[]).with(at, value) };
  else if (typeof json === 'object' && json !== null)
    for (const [name, member] of Object.entries(json))
      for (const { what, value } of mutatedJson(member, { path: `${path}/${name}`, step }))
        yield { what, value: { ...json, [name]: value } };
}

function* changesOf(json: unknown, step: number): Generator<Mutation<unknown>> {
  if (typeof json === 'number') yield* mutatedNumber(json);
  if (typeof json === 'string') yield* mutatedText(json, step);
  if (json !== null) yield { what: 'null', value: null };
  if (Array.isArray(json)) {
    const list: unknown[] = json;
    for (const at of list.keys()) {
      yield { what: `${at} dropped`, value: list.toSpliced(at, 1) };
      yield { what: `${at} doubled`, value: list.toSpliced(at, 0, list[at]) };
    }
    if (list.length > 1 && list.at(0) !== list.at(-1))
      yield { what: 'turned round', value: list.toReversed() };
  } else if (typeof json === 'object' && json !== null) {
    for (const name of Object.keys(json))
      yield {
        what: `${name} left out`,
        value: Object.fromEntries(Object.entries(json).filter(([other]) => other !== name)),
      };
    yield { what: 'a surplus member', value: { ...json, surplus: 1 } };
  }
}

function withFlipped(bytes: Uint8Array, bit: number): Uint8Array {
  const at = Math.floor(bit / 8);
  return bytes.with(at, bytes[at]! ^ (1 << (bit % 8)));
}
