import { readFileSync, readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = resolve(import.meta.dirname, '../..');
const FEATURES = ['ledger', 'registry', 'access', 'provenance', 'alerts', 'health', 'shell'];

interface Rule {
  /** Folders, or files directly in `src`, that may be imported; the own folder always may. */
  readonly folders: readonly string[];
  /** Packages that may be imported. */
  readonly packages: RegExp;
}

const ANY = /./u;
const NODE = builtinModules.map((name) => name.split('/')[0]).join('|');
const NODE_ONLY = new RegExp(`^node:(${NODE})(/|$)`, 'u');

/** Who may import whom. What is not here may import nothing of ours. */
const RULES: Readonly<Record<string, Rule>> = {
  protocol: { folders: [], packages: /^@noble\//u },
  custody: { folders: [], packages: /^(zod|big\.js)$/u },
  client: { folders: ['custody', 'protocol'], packages: /^(zod|undici|node:.*)$/u },
  platform: { folders: [], packages: ANY },
  migrations: { folders: ['platform/database'], packages: /^typeorm$/u },
  ledger: { folders: ['platform', 'custody', 'protocol'], packages: ANY },
  registry: { folders: ['ledger', 'platform', 'custody', 'protocol'], packages: ANY },
  access: { folders: ['registry', 'ledger', 'platform', 'custody', 'protocol'], packages: ANY },
  provenance: {
    folders: ['access', 'registry', 'ledger', 'platform', 'custody', 'protocol'],
    packages: ANY,
  },
  alerts: {
    folders: ['provenance', 'access', 'registry', 'ledger', 'platform', 'custody', 'protocol'],
    packages: ANY,
  },
  health: { folders: ['ledger', 'platform', 'custody', 'protocol'], packages: ANY },
  cli: {
    folders: ['client', 'custody', 'protocol'],
    packages: /^(commander|cli-progress|saxes|jaro-winkler|any-ascii|zod|node:.*)$/u,
  },
  // Loaded only when called: what must run the service in its own process.
  'cli/local': {
    folders: [
      'cli',
      'client',
      'custody',
      'protocol',
      'platform',
      'app.module',
      'migrations',
      ...FEATURES,
    ],
    packages: ANY,
  },
  // The offline page: nothing but the pure cores.
  verifier: { folders: ['custody', 'protocol'], packages: /^$/u },
  // What people read, in every language; the service and the console say the same.
  messages: { folders: [], packages: /^$/u },
  console: {
    folders: ['client', 'custody', 'messages', 'protocol'],
    // `virtual:` is what the build of the console makes itself.
    packages: /^(react|react-dom|wouter|@tanstack|d3-|topojson-client|world-atlas|qr|virtual:)/u,
  },
  // Writes the pages of the console; the console itself is built apart.
  shell: {
    folders: ['provenance', 'access', 'messages', 'platform', 'custody', 'protocol'],
    packages: /^(@nestjs\/|@fastify\/static$|fastify$|node:)/u,
  },
  'app.module': {
    folders: [...FEATURES, 'platform', 'migrations'],
    packages: /^@nestjs\/common$/u,
  },
  'worker.module': {
    folders: [...FEATURES, 'platform', 'migrations', 'app.module'],
    packages: /^@nestjs\/common$/u,
  },
  main: {
    folders: ['app.module', 'jobs-thread', 'platform', 'start-worker'],
    packages: /^reflect-metadata$/u,
  },
  'jobs-thread': { folders: ['platform', 'start-worker'], packages: /^reflect-metadata$/u },
  worker: { folders: ['platform', 'start-worker'], packages: /^reflect-metadata$/u },
  'start-worker': {
    folders: ['worker.module', 'health', 'platform'],
    packages: /^@nestjs\/core$/u,
  },
  'data-source': { folders: ['platform', 'migrations'], packages: /^typeorm$/u },
};

/** What protocol and custody must not touch even through Node: they also run in a browser. */
const PURE = ['protocol', 'custody', 'client', 'console', 'messages', 'verifier'];

const files = sourcesBelow(join(root, 'src')).filter(({ file }) => !isSpec(file));
const specs = [...sourcesBelow(join(root, 'src')), ...sourcesBelow(join(root, 'test'))].filter(
  ({ file }) => isSpec(file),
);

interface Source {
  /** Path from `src` or `test`. */
  readonly file: string;
  readonly text: string;
}

function sourcesBelow(folder: string): Source[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/u.test(file))
    .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
}

function isSpec(file: string): boolean {
  return /[.-]spec\.tsx?$/u.test(file);
}

/** The longest rule a path falls under: `cli/local/audit.ts` is `cli/local`, `main.ts` is `main`. */
function roomOf(path: string): string {
  const parts = path.replace(/\.tsx?$/u, '').split('/');
  const two = parts.slice(0, 2).join('/');
  return two in RULES ? two : (parts[0] ?? '');
}

const IMPORTS = [
  /^(?:import|export)\b[^;'"]*?\bfrom '(?<specifier>[^']+)'/gmu,
  /^import '(?<specifier>[^']+)'/gmu,
  /\bimport\(\s*'(?<specifier>[^']+)'\s*\)/gu,
];

function specifiersOf(text: string): string[] {
  return IMPORTS.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => match.groups?.['specifier'] ?? ''),
  );
}

function mayImport(source: Source, specifier: string): boolean {
  const room = roomOf(source.file);
  const rule = RULES[room];
  if (!rule) return false;
  if (!specifier.startsWith('.')) return rule.packages.test(specifier);
  const target = relative(root, resolve(root, 'src', dirname(source.file), specifier)).replace(
    /^src\//u,
    '',
  );
  if (roomOf(target.replace(/\.js$/u, '.ts')) === room) return true;
  // Local commands are loaded by `import()` only, so that the others start without the service.
  if (room === 'cli' && target.startsWith('cli/local/')) return isDynamic(source, specifier);
  return rule.folders.some(
    (folder) => target === `${folder}.js` || target.startsWith(`${folder}/`),
  );
}

function isDynamic({ text }: Source, specifier: string): boolean {
  const statics = text.match(new RegExp(`^(import|export)[^;]*from '${specifier}'`, 'gmu')) ?? [];
  return statics.every((statement) => /^(import|export) type /u.test(statement));
}

describe('the rooms of the house', () => {
  it('has a rule for every room', () => {
    expect(
      [...new Set(files.map(({ file }) => roomOf(file)))].filter((room) => !(room in RULES)),
    ).toEqual([]);
  });

  it.each(files.map((source) => [source.file, source] as const))(
    '%s imports only what its room may',
    (_name, source) => {
      expect(
        specifiersOf(source.text).filter((specifier) => !mayImport(source, specifier)),
      ).toEqual([]);
    },
  );

  it('keeps Node out of what also runs in a browser', () => {
    const offenders = files
      .filter(({ file }) => PURE.includes(file.split('/')[0] ?? ''))
      .filter(({ text }) => specifiersOf(text).some((specifier) => NODE_ONLY.test(specifier)))
      .map(({ file }) => file);

    expect(offenders).toEqual([]);
  });

  it('writes `node:` before every module of Node', () => {
    const bare = new RegExp(`^(${NODE})(/|$)`, 'u');
    const offenders = files.filter(({ text }) =>
      specifiersOf(text).some((name) => bare.test(name)),
    );

    expect(offenders.map(({ file }) => file)).toEqual([]);
  });
});

describe('the style of the house', () => {
  it.each([...files, ...specs].map((source) => [source.file, source] as const))(
    '%s stays within 300 lines',
    (_name, { file, text }) => {
      // A language is one file, so that there is only one to write, and no code: every text there is, in order.
      if (file.startsWith('messages/languages/')) return;
      // A specification is a list, and may be as long as what it lists.
      expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(isSpec(file) ? 600 : 300);
    },
  );

  it('reads the environment in the configuration and the command line only', () => {
    const allowed =
      /^(platform\/config\/|platform\/embedded\/cluster\.ts|cli\/|main\.ts|worker\.ts|data-source\.ts)/u;
    const offenders = files.filter(
      ({ file, text }) => /\bprocess\.env\b/u.test(text) && !allowed.test(file),
    );

    expect(offenders.map(({ file }) => file)).toEqual([]);
  });

  it('has no default exports and no barrels but the door of the protocol', () => {
    const defaults = files.filter(({ text }) => /^export default\b/mu.test(text));
    const barrels = files.filter(
      ({ file }) => /(^|\/)index\.ts$/u.test(file) && !/^(protocol|migrations)\//u.test(file),
    );

    expect([...defaults, ...barrels].map(({ file }) => file)).toEqual([]);
  });

  it('has no folder for things without a name', () => {
    const offenders = files.filter(({ file }) =>
      /(^|\/)(utils?|common|helpers?|shared|misc)\//u.test(file),
    );

    expect(offenders.map(({ file }) => file)).toEqual([]);
  });

  it('has nothing but data in a language, and nothing there by another name', () => {
    const languages = files.filter(({ file }) => file.startsWith('messages/languages/'));
    const odd = languages.filter(
      ({ text }) =>
        /^import (?!type )|=>|\bfunction\b/mu.test(text) || !/^export const texts\b/mu.test(text),
    );

    expect(languages.length).toBeGreaterThan(2);
    expect(odd.map(({ file }) => file)).toEqual([]);
  });

  it('fetches parts of the console only with their texts', () => {
    const offenders = files.filter(
      ({ file, text }) => /\blazy\(/u.test(text) && file !== 'console/page-file.tsx',
    );

    expect(offenders.map(({ file }) => file)).toEqual([]);
  });

  it('skips and singles out no test', () => {
    const own = relative(join(root, 'test'), import.meta.filename);
    const offenders = specs.filter(
      ({ file, text }) =>
        file !== own &&
        /\b(it|test|describe)\.(skip|only|todo)\b|\bx(it|describe|test)\(|\bf(it|describe)\(/u.test(
          text,
        ),
    );

    expect(offenders.map(({ file }) => file)).toEqual([]);
  });
});
