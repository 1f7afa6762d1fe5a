import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SimulatedClock } from '../../src/platform/clock.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { checkLedger } from '../support/ledger.js';
import { until } from '../support/until.js';
import { makeKey, Parties, type Answer, type TestParty } from '../support/parties.js';

const MINUTE_MS = 60_000;

/** A busy machine takes its time to start PostgreSQL, migrate and begin a ledger. */
const START_MS = 60_000;

let app: TestApp;
let parties: Parties;
let mine: TestParty;
let customs: TestParty;

beforeAll(async () => {
  app = await startTestApp();
  parties = new Parties(app);
  mine = await parties.party('P-MINE', ['producer'], { beneficialOwner: 'BO-1' });
  customs = await parties.party('C-RW', ['customs']);
}, START_MS);

afterAll(async () => {
  await checkLedger(app);
  await app.close();
}, START_MS);

describe('POST /v1/login', () => {
  it('gives a token for a signed challenge, with party and roles', async () => {
    const answer = await parties.post('/v1/login', await parties.loginOf(mine.id, mine.key));

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ party: 'P-MINE', roles: ['producer'] });
    expect(Date.parse(String(answer.body.expiresAt)) - Date.now()).toBeGreaterThan(14 * MINUTE_MS);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('gives a challenge of 32 bytes that ends within a minute', async () => {
    const { status, body } = await parties.post('/v1/login/challenge');

    expect(status).toBe(200);
    expect(Buffer.from(String(body.challenge), 'base64')).toHaveLength(32);
    expect(Date.parse(String(body.expiresAt)) - Date.now()).toBeLessThanOrEqual(MINUTE_MS);
  });

  it('takes a challenge once, however many ask at the same moment', async () => {
    const login = await parties.loginOf(mine.id, mine.key);

    const answers = await Promise.all(
      Array.from({ length: 8 }, async () => parties.post('/v1/login', login)),
    );

    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([
      200,
      ...Array.from({ length: 7 }, () => 401),
    ]);
  });

  it('stores neither challenge nor token as they are', async () => {
    const challenge = await parties.challenge();
    const token = await parties.logIn(mine);

    const [row] = await app.database.query<{ all: string }>(
      `select coalesce((select string_agg(encode(challenge_hash, 'hex'), ' ') from login_challenges), '')
         || coalesce((select string_agg(s::text, ' ') from login_sessions s), '') as all`,
    );

    expect(row?.all).not.toContain(Buffer.from(challenge, 'base64').toString('hex'));
    expect(row?.all).not.toContain(token);
    expect(row?.all).not.toContain(Buffer.from(token).toString('hex'));
  });

  it.each([
    ['a statement for another ledger', { ledger: 'elsewhere/0123456789ab' }],
    ['a statement for another service', { audience: 'https://evil.example' }],
    ['a challenge nobody gave', { challenge: Buffer.alloc(32, 7).toString('base64') }],
    ['a statement made an hour ago', { issuedAt: new Date(Date.now() - 3_600_000).toISOString() }],
    ['a statement of tomorrow', { issuedAt: new Date(Date.now() + 86_400_000).toISOString() }],
  ])('refuses %s', async (_, over) => {
    const login = await parties.loginOf(mine.id, mine.key, over);

    const answer = await parties.post('/v1/login', login);

    expect(answer.status).toBe(401);
    expect(answer.body.code).toBe('login-refused');
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer /u);
  });

  it('answers alike for an unknown party, an unknown key, another party’s key and a bad signature', async () => {
    const stranger = makeKey();
    const spoiled = Buffer.from(await parties.loginOf(mine.id, mine.key))
      .toString()
      .replace(/"sig":"[^"]+"/u, `"sig":"${Buffer.alloc(64, 9).toString('base64')}"`);

    const answers = [
      await parties.post('/v1/login', await parties.loginOf('P-NOBODY', mine.key)),
      await parties.post('/v1/login', await parties.loginOf('P-NOBODY', stranger)),
      await parties.post('/v1/login', await parties.loginOf(mine.id, stranger)),
      await parties.post('/v1/login', await parties.loginOf(mine.id, customs.key)),
      await parties.post('/v1/login', await parties.loginOf(mine.id, parties.registrar)),
      await parties.post('/v1/login', Buffer.from(spoiled)),
    ];

    const shapes = answers.map(({ status, body }) => ({ status, ...body, instance: '' }));
    expect(new Set(shapes.map((shape) => JSON.stringify(shape))).size).toBe(1);
    expect(shapes[0]).toMatchObject({ status: 401, code: 'login-refused' });
  });

  it('refuses a second signature', async () => {
    const payload = {
      schema: 'custody-login/1',
      ledger: parties.origin,
      challenge: await parties.challenge(),
      actor: mine.id,
      audience: app.url,
      issuedAt: new Date().toISOString(),
    };
    const login = parties.sign('login', payload, [mine.key, customs.key]);

    expect((await parties.post('/v1/login', login)).status).toBe(401);
  });

  it.each([
    ['no JSON', Buffer.from('{'), 400, 'malformed-envelope'],
    ['an empty body', Buffer.from(' '), 400, 'malformed-envelope'],
    ['too long a body', Buffer.alloc(20_000, 0x20), 413, 'too-large'],
  ])('refuses %s', async (_, body, status, code) => {
    const answer = await parties.post('/v1/login', body);

    expect(answer).toMatchObject({ status, body: { code } });
  });

  it('refuses a statement of another kind and a payload with a surplus member', async () => {
    const wrongKind = parties.sign('registration', { schema: 'x' }, [mine.key]);
    const surplus = await parties.loginOf(mine.id, mine.key, { note: 'hello' });

    expect(await parties.post('/v1/login', wrongKind)).toMatchObject({
      status: 400,
      body: { code: 'unsupported-payload-type' },
    });
    expect(await parties.post('/v1/login', surplus)).toMatchObject({
      status: 400,
      body: { code: 'schema', errors: [{ pointer: '/note' }] },
    });
  });

  it(
    'stops one address that asks too often, and tells it when to come back',
    async () => {
      const other = await startTestApp();
      try {
        const crowd = new Parties(other);
        // In waves, because a slow machine gives some of the allowance back meanwhile.
        const answers: Answer[] = [];
        while (!answers.some((answer) => answer.status === 429) && answers.length < 5000) {
          answers.push(
            ...(await Promise.all(
              Array.from({ length: 100 }, async () => crowd.post('/v1/login/challenge')),
            )),
          );
        }

        const stopped = answers.filter((answer) => answer.status === 429);
        expect(stopped[0]?.body.code).toBe('too-many-logins');
        expect(Number(stopped[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
        expect(answers.filter((answer) => answer.status === 200).length).toBeGreaterThanOrEqual(
          300,
        );
      } finally {
        await other.close();
      }
    },
    START_MS,
  );
});

describe('a session', () => {
  it('opens nothing without a token, with a wrong one and with a wrong scheme', async () => {
    const token = await parties.logIn(mine);

    const answers = await Promise.all([
      parties.get('/v1/parties'),
      parties.get('/v1/parties', 'custody_'.padEnd(51, 'A')),
      parties.get('/v1/parties', `${token}x`),
      parties.get(`/v1/parties?access_token=${token}`),
    ]);

    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm=/u);
    }
  });

  it('dies the moment its key is revoked, while another key of the party goes on', async () => {
    const party = await parties.party('P-ROTATES', ['carrier']);
    const second = makeKey();
    await parties.register('key', { key: { party: party.id, jwk: second.jwk } }, [
      parties.registrar,
      second,
    ]);
    const old = await parties.logIn(party);
    const fresh = await parties.logIn({ id: party.id, key: second });
    expect((await parties.get('/v1/parties', old)).status).toBe(200);

    await parties.revoke(party.key.keyid);

    expect((await parties.get('/v1/parties', old)).status).toBe(401);
    expect((await parties.get('/v1/parties', fresh)).status).toBe(200);
    const again = await parties.post('/v1/login', await parties.loginOf(party.id, party.key));
    expect(again.status).toBe(401);
  });

  it('follows the roles of its party', async () => {
    const party = await parties.party('P-CHANGES', ['carrier']);
    const token = await parties.logIn(party);
    expect((await parties.get('/v1/parties/P-MINE', token)).body.beneficialOwner).toBeUndefined();

    await parties.register('party', {
      party: { id: 'P-CHANGES', name: 'Now an auditor', country: 'RW', roles: ['auditor'] },
    });

    expect((await parties.get('/v1/parties/P-MINE', token)).body.beneficialOwner).toBe('BO-1');
  });
});

describe('on a clock', () => {
  it(
    'ends challenges after a minute and sessions after a quarter of an hour, and sweeps both',
    async () => {
      const clock = new SimulatedClock(Date.UTC(2026, 5, 1));
      const timed = await startTestApp({ clock });
      try {
        const there = new Parties(timed);
        const party = await there.party('P-TIMED', ['auditor']);
        const late = await there.loginOf(party.id, party.key);
        clock.advanceTo(clock.now() + MINUTE_MS);
        expect((await there.post('/v1/login', late)).status).toBe(401);

        const token = await there.logIn(party);
        clock.advanceTo(clock.now() + 15 * MINUTE_MS - 1);
        expect((await there.get('/v1/parties', token)).status).toBe(200);
        clock.advanceTo(clock.now() + 1);
        expect((await there.get('/v1/parties', token)).status).toBe(401);

        await there.challenge();
        const [rows] = await timed.database.query<{ challenges: number; sessions: number }>(
          `select (select count(*) from login_challenges) as challenges,
                (select count(*) from login_sessions) as sessions`,
        );
        expect(rows).toEqual({ challenges: 1, sessions: 0 });
        await checkLedger(timed);
      } finally {
        await timed.close();
      }
    },
    START_MS,
  );

  it(
    'lets a second process use the challenges, sessions and revocations of the first',
    async () => {
      const second = await startTestApp({ database: app.testDatabase, dataDir: app.dataDir });
      try {
        const there = new Parties(second);
        const party = await parties.party('P-TWO', ['carrier']);
        const login = await parties.loginOf(party.id, party.key, { audience: second.url });
        const answer = await there.post('/v1/login', login);
        const token = String(answer.body.token);

        expect(answer.status).toBe(200);
        expect((await parties.get('/v1/parties', token)).status).toBe(200);
        expect((await there.get('/v1/parties', token)).status).toBe(200);

        await parties.revoke(party.key.keyid);
        await until(async () => (await there.get('/v1/parties', token)).status === 401, 5000);
      } finally {
        await second.close();
      }
    },
    START_MS,
  );
});
