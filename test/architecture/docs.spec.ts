import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = resolve(import.meta.dirname, '../..');
const pages = [
  join(root, 'README.md'),
  join(root, 'CHANGELOG.md'),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => join(root, 'docs', path)),
];

function textOf(path: string): string {
  return readFileSync(path, 'utf8').replaceAll(/^( *)```.*?^\1```$/gmsu, '');
}

/** Anchors as code forges make them of headings. */
function anchorsOf(path: string): string[] {
  return [...textOf(path).matchAll(/^#+ (?<heading>.+)$/gmu)].map(({ groups }) =>
    (groups?.['heading'] ?? '')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('the documentation', () => {
  it('has no link that leads nowhere', () => {
    const broken: string[] = [];
    for (const page of pages) {
      for (const [, target = ''] of textOf(page).matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/gu)) {
        const [path = '', anchor] = target.split('#');
        const file = path === '' ? page : resolve(dirname(page), path);
        const isThere =
          existsSync(file) && (anchor === undefined || anchorsOf(file).includes(anchor));
        if (!isThere) broken.push(`${relative(root, page)}: ${target}`);
      }
    }

    expect(broken).toEqual([]);
  });

  it('lists every page in its index', () => {
    const index = readFileSync(join(root, 'docs/README.md'), 'utf8');
    const listed = pages
      .map((page) => relative(join(root, 'docs'), page))
      .filter((page) => /^(?:tutorial|how-to|reference|explanation)\//u.test(page));

    expect(listed.length).toBeGreaterThan(15);
    expect(listed.filter((page) => !index.includes(`](${page})`))).toEqual([]);
  });

  it('says on the first lines of each page what it is', () => {
    for (const page of pages) expect(readFileSync(page, 'utf8')).toMatch(/^# \S.*\n\n\S/u);
  });
});
