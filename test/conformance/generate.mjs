/** Writes the kit anew: `node test/conformance/generate.mjs`. The same code gives the same bytes. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

await import('../support/typescript-loader.mjs');
const { makeKit } = await import('./kit.ts');
const folder = join(import.meta.dirname, 'files');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
const kit = makeKit();
for (const [name, bytes] of kit) writeFileSync(join(folder, name), bytes);
process.stdout.write(`${kit.size} files in ${folder}\n`);
