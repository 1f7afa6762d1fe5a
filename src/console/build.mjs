/** Builds the console: `npm run build:console [folder]`, by default into `dist/console`. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';
import { makeVerifier } from '../verifier/build.mjs';
import { moduleOf, PART_NAMES, partOf, splitTexts, TAGS } from './language/split-texts.mjs';

/** Comes with whoever has a key. */
const CONNECTION = 'console/session/connection.ts';
/** What every page loads first, with what it says in the language that takes most; bytes, gzipped. */
const MOST_ENTRY_BYTES = 95_000;
/**
 * What is wanted together comes in one file, with all it needs: the first page, then what asks the ledger, then what
 * consignments and alerts have in common, then what shows a consignment, with its map and its figures. Each file of its own
 * costs a telephone a request, and what a page does without costs it the time to read it.
 */
const FILES = [
  { name: 'first', test: /src\/console\/main\.tsx$/u, priority: 4 },
  {
    name: 'ledger',
    test: /src\/console\/(asking\.tsx|session\/connection\.ts|offline\/needs-network\.tsx|proof\/use-evidence\.ts)$/u,
    priority: 3,
  },
  {
    name: 'findings',
    test: /src\/(console\/(check\/file-drop|frame\/save-file|frame\/section|provenance\/severity-badge|provenance\/event-words|alerts\/alert-words)|messages\/rules\/rule-titles)\.tsx?$/u,
    priority: 2,
  },
  { name: 'consignment', test: /src\/console\/provenance\/consignment\.tsx$/u, priority: 1 },
];
/** What a page starts with beside the first file, by the routes of the service (`src/shell`). */
const ROUTES = {
  '/alerts': 'alerts/alerts-page.tsx',
  '/alerts/:id': 'alerts/alert-page.tsx',
  '/c/:ucr': 'provenance/consignment.tsx',
  '/c/:ucr/label': 'provenance/label-page.tsx',
  '/developers': 'developers/developers-page.tsx',
  '/file': 'check/file-page.tsx',
  '/health': 'health/health-page.tsx',
  '/log': 'log/log-page.tsx',
  '/login': 'session/login-page.tsx',
  '/parties': 'parties/parties-page.tsx',
  '/parties/:id': 'parties/party-page.tsx',
  '/post': 'post/post-page.tsx',
  '/registry': 'parties/registry-page.tsx',
  '/rules': 'rules/rules-page.tsx',
  '/webhooks': 'webhooks/webhooks-page.tsx',
  '/webhooks/:id': 'webhooks/webhook-page.tsx',
};
/** Where the service writes them into a page. */
const PRELOADS = '<!--preloads-->';
const PACKABLE = /\.(js|css|json|svg)$/u;

// A test that builds the console sets another one, and React would bring its checks along.
process.env.NODE_ENV = 'production';
const outDir = resolve(process.argv[2] ?? 'dist/console');
const { output } = await build({
  root: import.meta.dirname,
  configFile: false,
  logLevel: 'warn',
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2023',
    // Everything is a file of its own: the content security policy allows nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: { codeSplitting: { groups: FILES }, chunkFileNames: nameOf },
      // `use client` is for servers that render React; here everything is client.
      onwarn: (warning, warn) => {
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
  worker: { format: 'es' },
  plugins: [
    await splitTexts(),
    { name: 'styles-first', transformIndexHtml: { order: 'post', handler: stylesFirst } },
  ],
});
pack(join(outDir, 'assets'));
checkEntry(output);
await buildServiceWorker(output.map(({ fileName }) => fileName));
writeManifest(output);
writePreloads(output);
// What a reader of the console takes along to verify evidence without it.
writeFileSync(join(outDir, 'custody-verifier.html'), await makeVerifier());

/**
 * What the service wrote into a page is drawn as soon as its styles are there. Behind a dozen scripts they would wait for
 * a connection of HTTP/1.1, of which a browser opens six, and beside them share a thin line.
 */
function stylesFirst(html) {
  const [styles] = /<link rel="stylesheet"[^>]*>/u.exec(html) ?? [];
  if (styles === undefined) throw new Error('the built page has no styles');
  return html
    .replace(styles, '')
    .replace('<title>', `${styles}\n    <title>`)
    .replace(PRELOADS, '')
    .replace('</head>', `  ${PRELOADS}\n  </head>`)
    .replaceAll(/<(script type="module"|link rel="modulepreload")/gu, '<$1 fetchpriority="low"');
}

/** A file of its own at the root: from `/assets/` it could serve nothing but files. */
async function buildServiceWorker(files) {
  const assets = files.filter((name) => name.startsWith('assets/')).map((name) => `/${name}`);
  const digest = createHash('sha256').update(assets.join()).digest('hex').slice(0, 16);
  await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'warn',
    define: { ASSETS: JSON.stringify(assets), BUILD: JSON.stringify(digest) },
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2023',
      modulePreload: false,
      rolldownOptions: {
        input: join(import.meta.dirname, 'offline/service-worker.ts'),
        output: { entryFileNames: 'service-worker.js', format: 'iife' },
      },
    },
  });
}

function writeManifest(files) {
  const mark = files.find(({ fileName }) => /^assets\/mark-.*\.svg$/u.test(fileName));
  const manifest = JSON.parse(readFileSync(join(import.meta.dirname, 'manifest.json'), 'utf8'));
  const icons = [
    { src: `/${mark.fileName}`, sizes: 'any', type: 'image/svg+xml' },
    icon('icon-192', 192),
    icon('icon-512', 512),
    { ...icon('maskable-512', 512), purpose: 'maskable' },
  ];
  writeFileSync(join(outDir, 'manifest.webmanifest'), JSON.stringify({ ...manifest, icons }));
}

/**
 * Which files the service asks a browser to fetch at once: it knows where a page leads before a script has run, and each
 * round trip of scripts that ask for scripts costs a telephone a fifth of a second.
 */
function writePreloads(chunks) {
  const entry = new Set(
    withImports(namedBy(readFileSync(join(outDir, 'index.html'), 'utf8'), chunks), chunks),
  );
  const filesOf = (modules) => {
    const files = modules.map((module) => {
      // A module that is imported by name may have a file that only leads to the one it is in.
      const own = chunks.filter(({ facadeModuleId, moduleIds = [] }) =>
        [facadeModuleId, ...moduleIds].some((id) => id?.endsWith(`/src/${module}`) === true),
      );
      if (own.length === 0) throw new Error(`no file holds ${module}`);
      return own;
    });
    const all = withImports(files.flat(), chunks).filter((chunk) => !entry.has(chunk));
    return all.map(({ fileName }) => `/${fileName}`);
  };
  const texts = TAGS.map((tag) => [
    tag,
    Object.fromEntries(
      PART_NAMES.map((part) => [part, `/${textsFile(tag, part, chunks).fileName}`]),
    ),
  ]);
  const routes = Object.entries(ROUTES).map(([route, page]) => {
    const modules = [`console/${page}`, 'console/asking.tsx', CONNECTION];
    const part = partOf(page);
    return [
      route,
      { files: filesOf(modules), texts: ['common', ...(part === undefined ? [] : [part])] },
    ];
  });
  const preloads = { texts: Object.fromEntries(texts), routes: Object.fromEntries(routes) };
  writeFileSync(join(outDir, 'preloads.json'), JSON.stringify(preloads));
}

function textsFile(tag, part, chunks) {
  const file = chunks.find(({ moduleIds = [] }) => moduleIds.includes(moduleOf(tag, part)));
  if (file === undefined) throw new Error(`no file holds the part ${part} of ${tag}`);
  return file;
}

/** The scripts that a page names itself. */
function namedBy(page, chunks) {
  const names = [...page.matchAll(/"\/(assets\/[^"]+\.js)"/gu)].map(([, name]) => name);
  return chunks.filter(({ fileName }) => names.includes(fileName));
}

/** These, with all they cannot start without. */
function withImports(starts, chunks) {
  const wanted = new Set();
  const add = (chunk) => {
    if (chunk === undefined || wanted.has(chunk)) return;
    wanted.add(chunk);
    for (const name of chunk.imports) add(chunks.find(({ fileName }) => fileName === name));
  };
  for (const chunk of starts) add(chunk);
  return [...wanted];
}

/** Drawn by `npm run icons`; like every file of the console it never changes under its name. */
function icon(name, size) {
  const bytes = readFileSync(join(import.meta.dirname, `icons/${name}.png`));
  const digest = createHash('sha256').update(bytes).digest('base64url').slice(0, 8);
  const path = `assets/${name}-${digest}.png`;
  writeFileSync(join(outDir, path), bytes);
  return { src: `/${path}`, sizes: `${size}x${size}`, type: 'image/png' };
}

/** Compressed once here instead of at every request. */
function pack(folder) {
  for (const name of readdirSync(folder).filter((file) => PACKABLE.test(file))) {
    const bytes = readFileSync(join(folder, name));
    writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes, { params }));
  }
}

/** The scripts that the page itself names, with all that these cannot start without, and with what it says. */
function checkEntry(chunks) {
  const page = readFileSync(join(outDir, 'index.html'), 'utf8');
  const wanted = withImports(namedBy(page, chunks), chunks);
  if (wanted.length === 0) throw new Error('the built page names no scripts');
  const texts = TAGS.map((tag) => packed(textsFile(tag, 'first', chunks)));
  const scripts = wanted.reduce((sum, chunk) => sum + packed(chunk), 0);
  const bytes = scripts + Math.max(...texts);
  if (bytes > MOST_ENTRY_BYTES)
    throw new Error(`the console's entry has ${bytes} bytes gzipped; ${MOST_ENTRY_BYTES} at most`);
  process.stderr.write(`console: entry ${bytes} bytes gzipped, ${bytes - scripts} of them texts\n`);
}

function packed({ code }) {
  return gzipSync(code, { level: 9 }).length;
}

/** A text says in its name whose it is, for who looks at what a page fetches. */
function nameOf({ facadeModuleId }) {
  const [, tag, part] = /^virtual:texts\/([\w-]+)\/(\w+)$/u.exec(facadeModuleId ?? '') ?? [];
  return `assets/${tag === undefined ? '[name]' : `${tag}-${part}`}-[hash].js`;
}
