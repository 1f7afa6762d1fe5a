/**
 * Lets a worker thread run the TypeScript source: Jest compiles modules for its own threads only. Registers hooks that
 * resolve `./x.js` to `./x.ts` and compile with swc.
 */
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
