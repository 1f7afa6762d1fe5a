import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Language } from '../messages/messages.js';

/** The built console: beside the compiled service, whether this runs compiled or from its sources. */
const FOLDER = resolve(import.meta.dirname, '../../dist/console');

export const ASSETS_FOLDER = join(FOLDER, 'assets');

export function isConsoleBuilt(): boolean {
  return existsSync(join(FOLDER, 'index.html'));
}

/** What serves the console offline; at the root, since it may serve only what stands below it. */
export function serviceWorker(): string {
  return readFileSync(join(FOLDER, 'service-worker.js'), 'utf8');
}

/** What a device needs to install the console. */
export function webManifest(): string {
  return readFileSync(join(FOLDER, 'manifest.webmanifest'), 'utf8');
}

/** The page that verifies evidence from a disk, as `npm run build:verifier` makes it. */
export function offlineVerifier(): string {
  return readFileSync(join(FOLDER, 'custody-verifier.html'), 'utf8');
}

/** Addresses of files that a page starts with. */
interface Preloads {
  /** By language, then by the part of its texts; every page wants `first`. */
  readonly texts: Readonly<Record<Language, Readonly<Record<string, string>>>>;
  /** By route: scripts, and which further parts of the texts. */
  readonly routes: Readonly<Partial<Record<string, RouteStart>>>;
}

interface RouteStart {
  readonly files: readonly string[];
  readonly texts: readonly string[];
}

/** What a page in this language will soon ask for. @param route that it draws at once; none where it is not told what it is about */
export function preloads(language: Language, route: string | undefined): readonly string[] {
  const { texts, routes }: Preloads = JSON.parse(
    readFileSync(join(FOLDER, 'preloads.json'), 'utf8'),
  );
  const { files = [], texts: parts = [] } = routes[route ?? ''] ?? {};
  return [...['first', ...parts].flatMap((part) => texts[language]?.[part] ?? []), ...files];
}

/** The page as built, with places for what the service writes into it. Read anew: it may be built anew. */
export function consolePage(): string {
  return readFileSync(join(FOLDER, 'index.html'), 'utf8');
}
