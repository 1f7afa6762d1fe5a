import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AppendStatement } from '../../src/ledger/append-statement.js';
import { SIGNER_DIRECTORY, type SignerDirectory } from '../../src/ledger/signer-directory.js';
import { Registry } from '../../src/registry/registry.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { checkLedger } from '../support/ledger.js';
import { makeKey, Parties, type Answer, type TestParty } from '../support/parties.js';
import { until } from '../support/until.js';

function ruleSet(version: string, effectiveFrom: string, parameters = {}) {
  return { ruleSet: { version, effectiveFrom, parameters } };
}

/** No rule can read it. */
const UNREADABLE = { ORPHAN_RECEIPT: { pairHours: 'two days' } };

/** Ids of the items of a list. */
function idsOf(answer: Answer): string[] {
  const items: readonly { id: string }[] = answer.body.items;
  return items.map((item) => item.id);
}

/** The envelope with the signature at `at` replaced by one that holds for nothing. */
function spoiled(envelope: Uint8Array, at: number): Buffer {
  const json: { signatures: { sig: string }[] } = JSON.parse(Buffer.from(envelope).toString());
  json.signatures.splice(at, 1, {
    ...json.signatures[at],
    sig: Buffer.alloc(64, 9).toString('base64'),
  });
  return Buffer.from(JSON.stringify(json));
}

/** A busy machine takes its time to start PostgreSQL, migrate and begin a ledger. */
const START_MS = 60_000;

let app: TestApp;
let parties: Parties;
let mine: TestParty;
let auditor: TestParty;

beforeAll(async () => {
  app = await startTestApp();
  parties = new Parties(app);
  mine = await parties.party('P-MINE', ['producer'], {
    beneficialOwner: 'BO-1',
    identifiers: [{ scheme: 'LEI', value: '5493001KJTIIGC8Y1R12' }],
    licences: [{ type: 'mining', validTo: '2030-01-01' }],
  });
  auditor = await parties.party('A-ONE', ['auditor'], { country: 'BE' });
}, START_MS);

afterAll(async () => {
  await checkLedger(app);
  await app.close();
}, START_MS);

describe('POST /v1/registrations', () => {
  it('appends once and gives the same receipt for the same bytes for ever', async () => {
    const envelope = parties.registration('embargo', {
      embargo: { country: 'KP', commodity: 'ARMS' },
    });

    const first = await parties.post('/v1/registrations', envelope);
    const second = await parties.post('/v1/registrations', envelope);

    expect(first.status).toBe(201);
    expect(second.status).toBe(200);
    expect(second.body).toEqual(first.body);
    expect(first.body.statementHash).toMatch(/^[0-9a-f]{64}$/u);
  });

  it('refuses the same registrationId with other bytes', async () => {
    const first = parties.sign(
      'registration',
      {
        schema: 'custody-registration/1',
        ledger: parties.origin,
        registrationId: 'same-id',
        kind: 'embargo',
        embargo: { country: 'LY', commodity: 'ARMS' },
      },
      [parties.registrar],
    );
    const second = parties.sign(
      'registration',
      {
        schema: 'custody-registration/1',
        ledger: parties.origin,
        registrationId: 'same-id',
        kind: 'embargo',
        embargo: { country: 'SS', commodity: 'ARMS' },
      },
      [parties.registrar],
    );

    expect((await parties.post('/v1/registrations', first)).status).toBe(201);
    expect(await parties.post('/v1/registrations', second)).toMatchObject({
      status: 409,
      body: { code: 'event-id-reused' },
    });
  });

  it('refuses a rule set that does not fit, and says where and how to mend it', async () => {
    const refused = await parties.tryRegister('rule-set', ruleSet('X', '2026-01-01', UNREADABLE), [
      parties.registrar,
    ]);

    expect(refused).toMatchObject({
      status: 400,
      body: {
        code: 'schema',
        errors: [
          {
            pointer: '/ruleSet/parameters/ORPHAN_RECEIPT/pairHours',
            detail: 'ruleSet.parameters.ORPHAN_RECEIPT.pairHours must be of type number',
          },
        ],
      },
    });
  });

  it('names what of a rule set no rule reads, and appends it all the same', async () => {
    const mistyped = { MASS_GIAN: {}, ORPHAN_RECEIPT: { pairHour: 24, pairHours: 24 } };
    const told = await parties.tryRegister('rule-set', ruleSet('M', '2031-01-01', mistyped));
    const plain = await parties.tryRegister('rule-set', ruleSet('N', '2031-01-01', {}));

    expect(told.status).toBe(201);
    expect(told.headers.get('custody-unread')).toBe(
      '/ruleSet/parameters/MASS_GIAN, /ruleSet/parameters/ORPHAN_RECEIPT/pairHour',
    );
    expect(plain.headers.get('custody-unread')).toBeNull();
  });

  it('refuses what is not a registrar’s', async () => {
    const party = { id: 'P-X', name: 'X', country: 'RW', roles: ['carrier'] };
    const nobody = makeKey();

    expect(await parties.tryRegister('party', { party }, [mine.key])).toMatchObject({
      status: 422,
      body: { code: 'role' },
    });
    expect(await parties.tryRegister('party', { party }, [nobody])).toMatchObject({
      status: 422,
      body: { code: 'unknown-key' },
    });
  });

  it('refuses a statement for another ledger, of an unknown kind and of another type', async () => {
    const foreign = parties.sign(
      'registration',
      {
        schema: 'custody-registration/1',
        ledger: 'elsewhere/0123456789ab',
        registrationId: 'foreign',
        kind: 'embargo',
        embargo: { country: 'KP', commodity: 'ARMS' },
      },
      [parties.registrar],
    );

    expect(await parties.post('/v1/registrations', foreign)).toMatchObject({
      status: 422,
      body: { code: 'wrong-ledger' },
    });
    expect(await parties.tryRegister('galaxy', { galaxy: {} })).toMatchObject({
      status: 400,
      body: { code: 'schema' },
    });
    const event = parties.sign('event', { schema: 'custody-event/1' }, [parties.registrar]);
    expect(await parties.post('/v1/registrations', event)).toMatchObject({
      status: 400,
      body: { code: 'unsupported-payload-type' },
    });
  });

  it('refuses the ledger kind', async () => {
    const entry0 = {
      ledgerKey: {
        origin: parties.origin,
        vkey: 'x',
        registrarKeys: [mine.key.jwk],
        profile: 'ed25519/strict-1',
      },
    };

    expect(await parties.tryRegister('ledger', entry0)).toMatchObject({
      status: 422,
      body: { code: 'role' },
    });
  });

  it('refuses a known key, also a revoked one and for another party', async () => {
    const gone = await parties.party('P-GONE', ['carrier']);
    await parties.revoke(gone.key.keyid);

    for (const key of [mine.key, gone.key, parties.registrar]) {
      const answer = await parties.tryRegister('key', { key: { party: 'A-ONE', jwk: key.jwk } }, [
        parties.registrar,
        key,
      ]);
      expect(answer.body.code).toMatch(/^(key-in-use|signature-set)$/u);
      expect(answer.status).toBe(422);
    }
  });

  it('refuses a key of small order, with the reason in words', async () => {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.alloc(32).toString('base64url') };

    const answer = await parties.tryRegister('key', { key: { party: 'P-MINE', jwk } }, [
      parties.registrar,
      makeKey(),
    ]);

    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'schema', errors: [{ pointer: '/key/jwk/x' }] },
    });
    expect(JSON.stringify(answer.body)).toContain('small order');
  });

  it('refuses a proof of possession that is missing, another’s, or does not hold', async () => {
    const fresh = makeKey();
    const body = { key: { party: 'P-MINE', jwk: fresh.jwk } };

    const missing = await parties.tryRegister('key', body);
    const another = await parties.tryRegister('key', body, [parties.registrar, mine.key]);
    const whole = parties.registration('key', body, [parties.registrar, fresh]);
    const bad = await parties.post('/v1/registrations', spoiled(whole, 1));

    expect([missing, another, bad].map(({ body: { code } }) => String(code))).toEqual([
      'signature-set',
      'signature-set',
      'bad-signature',
    ]);
  });

  it('refuses a key and a delegation for a party nobody registered', async () => {
    const fresh = makeKey();
    const delegation = {
      principal: 'P-MINE',
      agent: 'P-NOBODY',
      types: ['DISPATCH'],
      validFrom: '2026-01-01',
      validTo: '2026-12-31',
    };

    expect(
      await parties.tryRegister('key', { key: { party: 'P-NOBODY', jwk: fresh.jwk } }, [
        parties.registrar,
        fresh,
      ]),
    ).toMatchObject({ status: 422, body: { code: 'unknown-reference' } });
    expect(await parties.tryRegister('delegation', { delegation })).toMatchObject({
      status: 422,
      body: { code: 'unknown-reference', errors: [{ pointer: '/delegation/agent' }] },
    });
  });

  it('takes a revocation by the key itself, and not by a stranger', async () => {
    const party = await parties.party('P-LOSER', ['carrier']);
    const revocation = { keyid: party.key.keyid, reason: 'stolen' };

    expect(await parties.tryRegister('key-revocation', { revocation }, [mine.key])).toMatchObject({
      status: 422,
      body: { code: 'role' },
    });
    expect((await parties.tryRegister('key-revocation', { revocation }, [party.key])).status).toBe(
      201,
    );
    expect(await parties.tryRegister('key-revocation', { revocation }, [party.key])).toMatchObject({
      status: 422,
      body: { code: 'key-revoked' },
    });
  });

  it('lets a registrar party register', async () => {
    const office = await parties.party('G-OFFICE', ['registrar']);

    const answer = await parties.tryRegister(
      'party',
      { party: { id: 'P-BY-OFFICE', name: 'By the office', country: 'RW', roles: ['carrier'] } },
      [office.key],
    );

    expect(answer.status).toBe(201);
  });
});

describe('GET /v1/parties and /v1/sites', () => {
  it('shows everybody names, roles and keys, and papers only officials and the party itself', async () => {
    const other = await parties.party('P-CURIOUS', ['carrier']);
    const [asOther, asSelf, asAuditor] = await Promise.all(
      [other, mine, auditor].map(async (party) =>
        parties.get('/v1/parties/P-MINE', await parties.logIn(party)),
      ),
    );

    expect(asOther?.body).toEqual({
      id: 'P-MINE',
      name: 'Party P-MINE',
      country: 'RW',
      roles: ['producer'],
      entry: expect.any(Number),
      keys: [
        {
          keyid: mine.key.keyid,
          jwk: mine.key.jwk,
          registeredAt: expect.any(Number),
          revokedAt: null,
          compromisedSince: null,
        },
      ],
    });
    for (const answer of [asSelf, asAuditor]) {
      expect(answer?.body).toMatchObject({ beneficialOwner: 'BO-1' });
      expect(answer?.body.licences).toHaveLength(1);
      expect(answer?.body.identifiers).toHaveLength(1);
    }
  });

  it('shows a revocation with its entry and compromise', async () => {
    const party = await parties.party('P-STOLEN', ['carrier']);
    const index = await parties.revoke(party.key.keyid, { compromisedSince: '2026-05-01' });

    const { body } = await parties.get('/v1/parties/P-STOLEN', await parties.logIn(auditor));

    expect(body.keys).toEqual([
      expect.objectContaining({ revokedAt: index, compromisedSince: '2026-05-01T00:00:00.000Z' }),
    ]);
  });

  it('hides where a site lies and what it yields from other companies', async () => {
    const other = await parties.party('P-RIVAL', ['producer']);
    await parties.site('RW-S-1', 'P-MINE', { capacityPerMonth: 1200, unit: 'KGM' });

    const asRival = await parties.get('/v1/sites/RW-S-1', await parties.logIn(other));
    const asSelf = await parties.get('/v1/sites/RW-S-1', await parties.logIn(mine));

    expect(Object.keys(asRival.body).toSorted()).toEqual([
      'entry',
      'id',
      'kind',
      'operator',
      'status',
    ]);
    expect(asSelf.body).toMatchObject({ lat: -2, lon: 29.6, capacityPerMonth: 1200, unit: 'KGM' });
  });

  it('walks the pages while the log grows, each party of the beginning once', async () => {
    const token = await parties.logIn(auditor);
    const whole = await parties.get('/v1/parties?limit=1000', token);
    const expected = idsOf(whole);
    const seen: string[] = [];
    let path = '/v1/parties?limit=2';
    for (;;) {
      const answer = await parties.get(path, token);
      const { body, headers } = answer;
      seen.push(...idsOf(answer));
      if (body.next === null) break;
      expect(headers.get('link')).toContain(`cursor=${body.next}`);
      path = `/v1/parties?limit=2&cursor=${body.next}`;
      if (seen.length === 2) await parties.party('P-LATE', ['carrier']);
    }

    expect(seen).toEqual(expected);
  });

  it('answers 404 for what is not there and 400 for a wrong limit, cursor or member', async () => {
    const token = await parties.logIn(auditor);

    expect((await parties.get('/v1/parties/P-NOBODY', token)).status).toBe(404);
    expect((await parties.get('/v1/sites/NOWHERE', token)).status).toBe(404);
    for (const query of ['limit=0', 'limit=1001', 'limit=x', 'cursor=zzz', 'colour=red']) {
      expect((await parties.get(`/v1/parties?${query}`, token)).status).toBe(400);
    }
  });

  it('is shut without a token', async () => {
    for (const path of ['/v1/parties', '/v1/parties/P-MINE', '/v1/sites', '/v1/sites/RW-S-1']) {
      expect((await parties.get(path)).status).toBe(401);
    }
  });
});

describe('the registry', () => {
  it('gives the facts as of any entry, with the built-in places', async () => {
    const registry = app.app.get(Registry, { strict: false });
    const before = registry.index;
    await parties.site('RW-S-2', 'P-MINE', { capacityPerMonth: 10 });

    expect(registry.facts().sites.get('RW-S-2')).toMatchObject({ capacityPerMonth: 10 });
    expect(registry.facts(before).sites.has('RW-S-2')).toBe(false);
    expect(registry.facts().places.get('TZDAR')?.name).toBe('Dar es Salaam');
    expect(registry.facts()).toBe(registry.facts());
    expect(registry.facts().openedAt).toBeLessThanOrEqual(Date.now());
  });

  it('gives the rule set that came into effect last', async () => {
    const registry = app.app.get(Registry, { strict: false });
    await parties.register('rule-set', ruleSet('2', '2026-06-01'));
    await parties.register('rule-set', ruleSet('1', '2026-01-01'));

    expect(registry.ruleSet(Date.UTC(2025, 0))).toBeUndefined();
    expect(registry.ruleSet(Date.UTC(2026, 2))?.version).toBe('1');
    expect(registry.ruleSet(Date.UTC(2026, 8))?.version).toBe('2');
  });

  it('passes over a rule set in the log that the rules cannot read', async () => {
    const registry = app.app.get(Registry, { strict: false });
    const append = app.app.get(AppendStatement, { strict: false });
    const directory = app.app.get<SignerDirectory>(SIGNER_DIRECTORY, { strict: false });
    const readable = ruleSet('2', '2026-06-01', { ORPHAN_RECEIPT: { pairHours: 24 } });
    await parties.register('rule-set', readable);
    // As another version of the program would have admitted them: a new one, and the same version with other words.
    for (const version of ['3', '2']) {
      const body = ruleSet(version, '2026-07-01', UNREADABLE);
      const result = await append.append(parties.registration('rule-set', body), 'registration');
      expect(result.status).toBe(201);
      await directory.catchUp('index' in result ? result.index : 0);
    }

    expect(registry.ruleSet(Date.UTC(2026, 8))).toEqual(readable.ruleSet);
  });

  it(
    'reaches every other process, and one that starts later',
    async () => {
      const shared = { database: app.testDatabase, dataDir: app.dataDir };
      const second = await startTestApp(shared);
      try {
        const registry = second.app.get(Registry, { strict: false });
        expect(registry.party('P-MINE')?.name).toBe('Party P-MINE');

        const party = await parties.party('P-ELSEWHERE', ['carrier']);
        await until(() => registry.key(party.key.keyid));
        await parties.revoke(party.key.keyid);
        await until(() => registry.key(party.key.keyid)?.revokedAt !== undefined);
      } finally {
        await second.close();
      }
    },
    START_MS,
  );

  it('tells a listener the keys folded in before and after it began to listen', async () => {
    const directory = app.app.get<SignerDirectory>(SIGNER_DIRECTORY, { strict: false });
    const heard: string[] = [];
    directory.onKey((key) => heard.push(key.keyid));

    expect(heard).toContain(mine.key.keyid);
    const party = await parties.party('P-HEARD', ['carrier']);
    expect(heard.filter((keyid) => keyid === party.key.keyid)).toHaveLength(1);
  });

  it('catches up with many callers at once and folds each entry once', async () => {
    const directory = app.app.get<SignerDirectory>(SIGNER_DIRECTORY, { strict: false });
    const registry = app.app.get(Registry, { strict: false });

    const [index] = await Promise.all([
      parties.register('party', {
        party: { id: 'P-BUSY', name: 'Busy', country: 'RW', roles: ['carrier'] },
      }),
      ...Array.from({ length: 20 }, async () => directory.catchUp(registry.index)),
    ]);
    await Promise.all(Array.from({ length: 20 }, async () => directory.catchUp(index)));

    expect(registry.state.parties.versions('P-BUSY')).toHaveLength(1);
    expect(directory.index).toBe(index);
  });
});
