/** Why a body is not acceptable JSON; the message says it to the caller. */
export class StrictJsonError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StrictJsonError';
  }
}

const MAX_DEPTH = 32;

/**
 * Parses JSON that means the same to every reader: valid UTF-8 without a byte order mark, at most 32 levels,
 * no member twice, none named `__proto__`. Checked before anything is built, so that no body can exhaust the stack.
 * @throws StrictJsonError
 */
export function parseStrictJson(bytes: Uint8Array): unknown {
  const text = decode(bytes);
  new Scanner(text).scan();
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new StrictJsonError(`The body is not JSON: ${reasonOf(error)}.`);
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new StrictJsonError('The body is not valid UTF-8.');
  }
}

/** V8 quotes the text around the fault; only what kind of fault it is goes out. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  const position = /position (?<at>\d+)/u.exec(message)?.groups?.['at'];
  return position === undefined
    ? 'unexpected end or character'
    : `unexpected character at ${position}`;
}

/** One pass over the text: depth and member names. Everything else is left to JSON.parse. */
class Scanner {
  private at = 0;
  /** For each open object the names seen, for each open array `undefined`. */
  private readonly open: (Set<string> | undefined)[] = [];

  constructor(private readonly text: string) {}

  scan(): void {
    for (; this.at < this.text.length; this.at += 1) {
      const char = this.text[this.at];
      if (char === '"') this.string();
      else if (char === '{') this.enter(new Set());
      else if (char === '[') this.enter(undefined);
      else if (char === '}' || char === ']') this.open.pop();
    }
  }

  private enter(names: Set<string> | undefined): void {
    if (this.open.length === MAX_DEPTH) {
      throw new StrictJsonError(`The body is nested deeper than ${MAX_DEPTH} levels.`);
    }
    this.open.push(names);
  }

  /** Leaves `at` on the closing quote. */
  private string(): void {
    const start = this.at;
    this.at += 1;
    while (this.at < this.text.length && this.text[this.at] !== '"') {
      this.at += this.text[this.at] === '\\' ? 2 : 1;
    }
    const names = this.open.at(-1);
    if (names && this.isFollowedByColon()) this.name(names, this.text.slice(start, this.at + 1));
  }

  private isFollowedByColon(): boolean {
    let next = this.at + 1;
    while (/[ \t\r\n]/u.test(this.text[next] ?? '')) next += 1;
    return this.text[next] === ':';
  }

  private name(names: Set<string>, literal: string): void {
    const name = unescape(literal);
    if (name === '__proto__') throw new StrictJsonError('A member must not be named __proto__.');
    if (names.has(name)) {
      throw new StrictJsonError(`The member ${JSON.stringify(name.slice(0, 60))} stands twice.`);
    }
    names.add(name);
  }
}

function unescape(literal: string): string {
  if (!literal.includes('\\')) return literal.slice(1, -1);
  try {
    return String(JSON.parse(literal));
  } catch {
    throw new StrictJsonError('The body is not JSON: a string is not well formed.');
  }
}
