/** Makes the offline verifier, one HTML file: `npm run build:verifier [file]`. Needs nothing else at run time. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { build } from 'esbuild';

/** A page opened from a disk must stay small enough to be read, mailed and printed on a data carrier. */
const MOST_BYTES = 40_000;

/** @returns {Promise<string>} the page */
export async function makeVerifier() {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'page.ts')],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2023',
    charset: 'utf8',
    legalComments: 'none',
    tsconfigRaw: {},
  });
  const script = outputFiles[0].text.trim();
  // Smaller blocks, each with a code of its own, pack this script by some 600 bytes better than the default of 8.
  const packed = deflateRawSync(script, { level: 9, memLevel: 6 }).toString('base64');
  const page = readFileSync(join(import.meta.dirname, 'page.html'), 'utf8').replace(
    '%PACKED%',
    () => packed,
  );
  const [, loader] = /<script>([^]*)<\/script>/u.exec(page);
  return checked(page.replace('%HASHES%', () => `${hashOf(loader)} ${hashOf(script)}`));
}

/** What the page's own policy lets run: these two texts, and nothing else. */
function hashOf(script) {
  return `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
}

function checked(page) {
  if (Buffer.byteLength(page) >= MOST_BYTES)
    throw new Error(
      `the verifier has ${Buffer.byteLength(page)} bytes, ${MOST_BYTES} are too many`,
    );
  return page;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const file = resolve(process.argv[2] ?? 'dist/custody-verifier.html');
  const page = await makeVerifier();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, page);
  process.stdout.write(`${file}: ${Buffer.byteLength(page)} bytes\n`);
}
