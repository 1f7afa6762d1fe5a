import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = resolve(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/reference/problems.md'), 'utf8');
const onPage = [...page.matchAll(/^\| `(?<code>[a-z\d-]+)` \| (?<status>\d{3}) \|/gmu)].map(
  ({ groups }) => ({ code: groups?.['code'] ?? '', status: groups?.['status'] ?? '' }),
);
const codesOnPage = onPage.map(({ code }) => code);

/** Where zod, not a problem, is given a code; commands do not answer requests. */
const ELSEWHERE = /^(?:custody|cli|client|console)\//u;

function sources(): string[] {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts') && !ELSEWHERE.test(path))
    .map((path) => readFileSync(join(root, 'src', path), 'utf8'));
}

function refusalCodes(): string[] {
  const text = readFileSync(join(root, 'src/ledger/refusal.ts'), 'utf8');
  const union = /type RefusalCode =(?<members>[^;]*);/u.exec(text)?.groups?.['members'] ?? '';
  return [...union.matchAll(/'(?<code>[a-z\d-]+)'/gu)].map(([, code]) => String(code));
}

/** Codes written where problems and refusals are made. */
function codesInSources(): Set<string> {
  const made =
    /(?:code: |refuse\(\s*|conflict\(\s*|_[A-Z]+: \[|\d{3}: \[)'(?<code>[a-z][a-z\d-]+)'/gu;
  return new Set(
    sources().flatMap((text) => [...text.matchAll(made)].map(([, code]) => String(code))),
  );
}

/** Codes the OpenAPI document names, each with its status. */
function codesInOpenApi(): { code: string; status: string }[] {
  const document: unknown = JSON.parse(
    readFileSync(join(root, 'docs/reference/openapi.json'), 'utf8'),
  );
  const found: { code: string; status: string }[] = [];
  const walk = (node: unknown, status: string): void => {
    if (typeof node !== 'object' || node === null) return;
    const { properties } = node as { properties?: { code?: { enum?: string[] } } };
    if ('$ref' in node && node.$ref === '#/components/schemas/Problem') {
      for (const code of properties?.code?.enum ?? []) found.push({ code, status });
    }
    for (const [key, value] of Object.entries(node)) {
      walk(value, /^[45](?:\d\d|XX)$/u.test(key) ? key : status);
    }
  };
  walk(document, '');
  return found;
}

describe('docs/reference/problems.md', () => {
  it('tells of every code once', () => {
    expect(codesOnPage.length).toBeGreaterThan(30);
    expect(codesOnPage.filter((code, at) => codesOnPage.indexOf(code) !== at)).toEqual([]);
  });

  it('tells of every refusal, in the order in which they are judged', () => {
    const refusals = refusalCodes();

    expect(refusals.length).toBeGreaterThan(20);
    expect(codesOnPage.slice(0, refusals.length)).toEqual(refusals);
  });

  it('tells of every problem the service makes', () => {
    const missing = [...codesInSources()].filter((code) => !codesOnPage.includes(code));

    expect(missing).toEqual([]);
  });

  it('tells of no problem that nobody makes', () => {
    const all = sources().join('\n');

    expect(
      codesOnPage.filter((code) => !all.includes(`'${code}'`) && !all.includes(`${code}:`)),
    ).toEqual([]);
  });

  it('gives each code the status that the OpenAPI document gives it', () => {
    for (const { code, status } of codesInOpenApi()) {
      const told = onPage.find((each) => each.code === code)?.status ?? 'not told';
      expect(`${code} ${told}`).toMatch(
        new RegExp(`^${code} ${status.replace('XX', '\\d\\d')}$`, 'u'),
      );
    }
  });
});
