import { existsSync, readFileSync } from 'node:fs';

const HERE = new URL('./', import.meta.url);
/** Public test suites too large to keep here; beside the repository where they are present. */
const SHARED = new URL('../../../shared/vectors/', import.meta.url);

/** One of the frozen vectors of this folder; the caller names its shape. */
export function readVector(file: string): any {
  return JSON.parse(readFileSync(new URL(file, HERE), 'utf8'));
}

/** URL of a public test suite, or `undefined`, said aloud, where it is absent. */
export function findSharedVectors(folder: string): URL | undefined {
  const found = new URL(`${folder}/`, SHARED);
  if (existsSync(found)) return found;
  process.stderr.write(`vectors: ${found.pathname} is absent, its cases are not run\n`);
  return undefined;
}
