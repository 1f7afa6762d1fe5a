import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES } from '../../src/custody/vocabulary/roles.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { checkLedger } from '../support/ledger.js';
import { Parties } from '../support/parties.js';

const START_MS = 60_000;

/** Open to everybody: a signature is the authority, or there is nothing to hide. Whatever is not listed is shut. */
const OPEN = new Set([
  'post /v1/events',
  'post /v1/registrations',
  'post /v1/alerts/{id}/decisions',
  'post /v1/login/challenge',
  'post /v1/login',
  'get /.well-known/custody-ledger',
  'post /v1/verify',
  'get /log/checkpoint',
  'get /log/consistency',
  'get /log/recoveries',
  'get /log/tile/{path}',
  'get /health/live',
  'get /health/ready',
  'get /metrics',
]);

/** Roles that may call a route at all; a route not listed is for every logged-in reader. */
const WATCHERS = ['customs', 'inspector', 'auditor'];
const RESPONDERS = ['customs', 'inspector'];
const ONLY_FOR: readonly (readonly [prefix: string, roles: readonly string[]])[] = [
  ['/v1/alerts/stream', RESPONDERS],
  ['/v1/alerts', WATCHERS],
  ['/v1/webhooks', RESPONDERS],
];

interface Route {
  readonly method: string;
  readonly path: string;
}

let app: TestApp;
let parties: Parties;
let shut: readonly Route[];

beforeAll(async () => {
  app = await startTestApp();
  parties = new Parties(app);
  const { body } = await parties.get('/openapi.json');
  const paths: Record<string, object> = body.paths;
  shut = Object.entries(paths)
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => ({ method, path })))
    .filter(({ method, path }) => !OPEN.has(`${method} ${path}`));
}, START_MS);

afterAll(async () => {
  await checkLedger(app);
  await app.close();
}, START_MS);

async function call({ method, path }: Route, token?: string): Promise<Response> {
  // A stream that is let in would not end by itself.
  const signal = AbortSignal.timeout(10_000);
  const response = await fetch(`${app.url}${path.replaceAll(/\{[^}]+\}/gu, 'X-1')}`, {
    method: method.toUpperCase(),
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    signal,
  });
  await response.body?.cancel();
  return response;
}

describe('every route that is not listed as open', () => {
  it('exists', () => {
    expect(shut.length).toBeGreaterThan(8);
  });

  it('answers 401 without a token and with a dead one', async () => {
    for (const route of shut) {
      for (const token of [undefined, `custody_${'A'.repeat(43)}`]) {
        const response = await call(route, token);
        expect([route, response.status]).toEqual([route, 401]);
        expect(response.headers.get('www-authenticate')).toMatch(/^Bearer /u);
      }
    }
  });

  it.each(ROLES)(
    'lets a %s call what his role may, and answers 403 to the rest',
    async (role) => {
      const token = await parties.logIn(await parties.party(`R-${role}`, [role]));

      for (const route of shut) {
        const roles = ONLY_FOR.find(([prefix]) => route.path.startsWith(prefix))?.[1];
        const isRefused = roles !== undefined && !roles.includes(role);
        const { status } = await call(route, token);
        expect([route, status === 403]).toEqual([route, isRefused]);
        expect([route, status]).not.toEqual([route, 401]);
      }
    },
    START_MS,
  );
});
