import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeKey, type TestKey, type TestParty } from '../support/parties.js';
import { Desk, parsed, START_MS, type TextAnswer } from './desk.js';

const DAY = 86_400_000;

let desk: Desk;
let mine: TestParty;
let trader: TestParty;
let inspector: TestParty;
let customs: TestParty;
let auditor: TestParty;

beforeAll(async () => {
  desk = await Desk.open();
  mine = await desk.party('P-MINE', ['producer']);
  trader = await desk.party('P-TRADER', ['exporter']);
  inspector = await desk.party('I-RW', ['inspector']);
  customs = await desk.party('C-RW', ['customs']);
  auditor = await desk.party('A-1', ['auditor']);
}, START_MS);

afterAll(async () => {
  await desk?.close();
}, START_MS);

const items = [{ itemId: 'LOT-R', hs: '261590', qty: { value: '5', unit: 'KGM' } }];

async function accepted(payload: object, ...signers: TestKey[]): Promise<TextAnswer> {
  const answer = await desk.post(desk.sign(payload, ...signers));
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 201 });
  return answer;
}

async function refused(
  code: string,
  payload: object,
  ...signers: readonly TestKey[]
): Promise<TextAnswer> {
  return desk.refuses(() => desk.post(desk.sign(payload, ...signers)), 422, code);
}

/** The envelope with one bit of one signature turned over. */
function flipped(envelope: Uint8Array, which: number, bit: number): string {
  const json = parsed(envelope);
  const sig = Buffer.from(json.signatures[which]!.sig, 'base64');
  sig.writeUInt8(sig.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
  json.signatures[which]!.sig = sig.toString('base64');
  return JSON.stringify(json);
}

describe('a statement for somebody else', () => {
  it('is refused when it names another ledger', async () => {
    for (const ledger of ['elsewhere.example/1', `${desk.origin} `, desk.origin.toUpperCase()]) {
      const answer = await refused('wrong-ledger', desk.commission(mine, { ledger }), mine.key);
      expect(answer.body.detail).toContain(desk.origin);
    }
  });
});

describe('keys', () => {
  it('nobody registered are refused, the witness’s too', async () => {
    const stranger = makeKey();
    await refused('unknown-key', desk.commission(mine), stranger);
    const witnessed = desk.commission(mine, { witness: inspector.id });
    await refused('unknown-key', witnessed, mine.key, stranger);
  });

  it('of nobody’s thumbprint are refused, whatever their name', async () => {
    const json = parsed(desk.sign(desk.commission(mine), mine.key));
    for (const keyid of [
      '',
      'x',
      '../../etc/passwd',
      "' or 1=1 --",
      '\u0000',
      mine.key.keyid.toLowerCase(),
    ]) {
      const body = JSON.stringify({ ...json, signatures: [{ ...json.signatures[0], keyid }] });
      await desk.refuses(() => desk.post(body), 422, 'unknown-key');
    }
  });

  it('of another party, of the registrar and of the ledger itself do not sign for an actor', async () => {
    for (const key of [trader.key, inspector.key, desk.parties.registrar])
      await refused('actor-key-mismatch', desk.commission(mine), key);
  });

  it('do not sign for a party that nobody registered', async () => {
    await refused('actor-key-mismatch', desk.commission({ id: 'P-NOBODY' }), mine.key);
  });

  it('that were revoked sign nothing new, but what they signed before keeps its first receipt', async () => {
    const party = await desk.party('P-REVOKED', ['producer']);
    const other = await desk.anotherKey(party);
    const envelope = desk.sign(desk.commission(party), party.key);
    const first = await desk.post(envelope);
    await desk.parties.revoke(party.key.keyid);

    const again = await desk.post(envelope);
    const answer = await refused('key-revoked', desk.commission(party), party.key);
    const byOther = await desk.post(desk.sign(desk.commission(party), other.key));

    expect(first.status).toBe(201);
    expect({ status: again.status, text: again.text }).toEqual({ status: 200, text: first.text });
    expect(answer.body.detail).toContain(party.key.keyid);
    expect(byOther.status).toBe(201);
  });

  it('that were revoked do not witness either', async () => {
    const witness = await desk.party('I-REVOKED', ['inspector']);
    await desk.parties.revoke(witness.key.keyid);
    const payload = desk.commission(mine, { witness: witness.id });

    await refused('key-revoked', payload, mine.key, witness.key);
  });
});

describe('what was taken keeps its first receipt', () => {
  it('after its actor lost the role, though nothing new is taken', async () => {
    const party = await desk.party('P-DEMOTED', ['producer']);
    const envelope = desk.sign(desk.commission(party), party.key);
    const first = await desk.post(envelope);
    await desk.parties.register('party', {
      party: { id: party.id, name: 'Now an auditor', country: 'RW', roles: ['auditor'] },
    });

    const again = await desk.post(envelope);

    expect({ status: again.status, text: again.text }).toEqual({ status: 200, text: first.text });
    await refused('role', desk.commission(party), party.key);
  });

  it('however its envelope is spelt', async () => {
    const envelope = desk.sign(desk.commission(mine), mine.key);
    const first = await desk.post(envelope);
    const { payload, payloadType, signatures } = parsed(envelope);
    const spelt = JSON.stringify({ signatures, payloadType, payload }, undefined, 2);

    const again = await desk.post(spelt.replace('payloadType', 'payload\\u0054ype'));

    expect({ status: again.status, text: again.text }).toEqual({ status: 200, text: first.text });
  });

  it('and nobody can make a second envelope of it', async () => {
    const payload = desk.commission(mine);
    const envelope = desk.sign(payload, mine.key);
    await desk.post(envelope);

    await refused('signature-set', payload, mine.key, mine.key);
    await refused('signature-set', payload, mine.key, inspector.key);
    await desk.refuses(() => desk.post(flipped(envelope, 0, 500)), 422, 'bad-signature');
  });
});

describe('the set of signatures', () => {
  const witnessed = (): Record<string, unknown> => desk.commission(mine, { witness: inspector.id });

  it('has neither one too many nor one too few', async () => {
    await refused('signature-set', desk.commission(mine), mine.key, inspector.key);
    await refused('signature-set', desk.commission(mine), mine.key, mine.key);
    await refused('signature-set', witnessed(), mine.key);
    await refused('signature-set', witnessed(), mine.key, inspector.key, customs.key);
    await refused('signature-set', witnessed(), mine.key, inspector.key, inspector.key);
    await refused('signature-set', witnessed(), mine.key, mine.key);
  });

  it('has another’s key neither in the witness’s place nor in another order', async () => {
    await refused('signature-set', witnessed(), mine.key, customs.key);
    await refused('signature-set', witnessed(), inspector.key, mine.key);
  });

  it('is taken when it is whole and in order', async () => {
    await accepted(witnessed(), mine.key, inspector.key);
  });
});

describe('a signature', () => {
  it('with any bit turned over is refused', async () => {
    const envelope = desk.sign(desk.commission(mine), mine.key);
    for (const bit of [0, 7, 100, 255, 256, 300, 503, 511])
      await desk.refuses(() => desk.post(flipped(envelope, 0, bit)), 422, 'bad-signature');
  });

  it('of the witness is checked like the actor’s', async () => {
    const payload = desk.commission(mine, { witness: inspector.id });
    const envelope = desk.sign(payload, mine.key, inspector.key);

    const answer = await desk.refuses(
      () => desk.post(flipped(envelope, 1, 3)),
      422,
      'bad-signature',
    );
    expect(answer.body.detail).toContain(inspector.key.keyid);
  });

  it.each([0, 1, 32, 63, 65, 4096])('of %d bytes is refused', async (length) => {
    const json = parsed(desk.sign(desk.commission(mine), mine.key));
    const sig = Buffer.alloc(length, 1).toString('base64');
    const body = JSON.stringify({ ...json, signatures: [{ ...json.signatures[0], sig }] });

    await desk.refuses(() => desk.post(body), 422, 'bad-signature');
  });

  it('of nothing but zeros, or of small order, is refused', async () => {
    const json = parsed(desk.sign(desk.commission(mine), mine.key));
    const neutral = Buffer.alloc(64);
    neutral[0] = 1;
    for (const bytes of [Buffer.alloc(64), Buffer.alloc(64, 0xff), neutral]) {
      const sig = bytes.toString('base64');
      const body = JSON.stringify({ ...json, signatures: [{ ...json.signatures[0], sig }] });
      await desk.refuses(() => desk.post(body), 422, 'bad-signature');
    }
  });

  it('over other bytes, or over another payload type, is refused', async () => {
    const one = parsed(desk.sign(desk.commission(mine), mine.key));
    const other = parsed(desk.sign(desk.commission(mine), mine.key));
    const asLogin = parsed(desk.parties.sign('login', desk.commission(mine), [mine.key]));
    const bodies = [
      { ...one, signatures: other.signatures },
      { ...asLogin, payloadType: one.payloadType },
    ];
    for (const body of bodies)
      await desk.refuses(() => desk.post(JSON.stringify(body)), 422, 'bad-signature');
  });

  it('with the order of the group added to its scalar is refused', async () => {
    const json = parsed(desk.sign(desk.commission(mine), mine.key));
    const sig = Buffer.from(json.signatures[0]!.sig, 'base64');
    const order = (1n << 252n) + 27742317777372353535851937790883648493n;
    const scalar =
      BigInt(`0x${Buffer.from(sig.subarray(32).toReversed()).toString('hex')}`) + order;
    sig.set(Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex').toReversed(), 32);
    json.signatures[0]!.sig = sig.toString('base64');

    await desk.refuses(() => desk.post(JSON.stringify(json)), 422, 'bad-signature');
  });
});

describe('roles', () => {
  it('decide which types a party may sign', async () => {
    const hold = { type: 'CUSTOMS_HOLD', ucr: '6RW-ROLE-1', reason: 'papers' };
    const release = { type: 'CUSTOMS_RELEASE', ucr: '6RW-ROLE-1', procedure: 'export' };
    await refused('role', desk.commission(inspector), inspector.key);
    await refused('role', desk.commission(customs), customs.key);
    await refused('role', desk.commission(auditor), auditor.key);
    await refused('role', desk.event(mine, hold), mine.key);
    await refused('role', desk.event(inspector, release), inspector.key);
    await accepted(desk.event(customs, release), customs.key);
  });

  it('of the principal count, not the agent’s', async () => {
    await refused('role', desk.commission(mine, { onBehalfOf: auditor.id }), mine.key);
    await refused('role', desk.commission(mine, { onBehalfOf: 'P-NOBODY' }), mine.key);
  });
});

describe('witnesses', () => {
  it('are required of acts that destroy, remark or begin from nothing', async () => {
    const marked = { items, addedMark: 'NEW-1' };
    const acts = [
      desk.event(mine, { type: 'DESTROY', items }),
      desk.event(mine, { type: 'RETAG', ...marked }),
      desk.event(mine, { type: 'REMARK', ...marked }),
      desk.commission(mine, { basis: 'opening-balance' }),
    ];
    for (const act of acts) {
      await refused('witness-required', act, mine.key);
      const byTrader = { ...act, eventId: desk.nextId(), witness: trader.id };
      await refused('witness-required', byTrader, mine.key, trader.key);
    }
  });

  it('have the role that the act asks for', async () => {
    const retag = { type: 'RETAG', items, addedMark: 'NEW-2' };
    const destroy = { type: 'DESTROY', items: [{ ...items[0], itemId: 'LOT-D' }] };
    const byCustoms = desk.event(mine, { ...retag, witness: customs.id });

    await refused('witness-required', byCustoms, mine.key, customs.key);
    await accepted(desk.event(mine, { ...retag, witness: inspector.id }), mine.key, inspector.key);
    await accepted(desk.event(mine, { ...destroy, witness: customs.id }), mine.key, customs.key);
  });
});

describe('delegations', () => {
  async function delegate(types: string[], from: number, to: number): Promise<void> {
    const now = Date.now();
    const delegation = {
      principal: trader.id,
      agent: mine.id,
      types,
      validFrom: new Date(now + from * DAY).toISOString(),
      validTo: new Date(now + to * DAY).toISOString(),
    };
    await desk.parties.register('delegation', { delegation });
  }

  it('are needed to act for another, in their dates and for their types', async () => {
    const forTrader = (): Record<string, unknown> =>
      desk.commission(mine, { onBehalfOf: trader.id });
    await refused('delegation', forTrader(), mine.key);
    await delegate(['SEAL'], -1, 1);
    await refused('delegation', forTrader(), mine.key);
    await delegate(['COMMISSION'], -9, -1);
    await refused('delegation', forTrader(), mine.key);
    await delegate(['COMMISSION'], 1, 9);
    await refused('delegation', forTrader(), mine.key);
    await delegate(['COMMISSION'], -1, 1);
    await accepted(forTrader(), mine.key);
    // It runs one way only.
    const back = desk.commission(trader, { onBehalfOf: mine.id });
    await refused('delegation', back, trader.key);
  });
});

describe('corrections', () => {
  const annulment = (party: TestParty, hash: string): Record<string, unknown> =>
    desk.event(party, { type: 'CORRECT', refs: [hash], reason: 'twice', annul: true });

  it('of what is not there and of another’s event get the same answer', async () => {
    const { body } = await accepted(desk.commission(mine), mine.key);
    const nothing = 'ab'.repeat(32);

    const missing = await refused('unknown-reference', annulment(trader, nothing), trader.key);
    const others = await refused(
      'unknown-reference',
      annulment(trader, body.statementHash),
      trader.key,
    );

    const plain = ({ body: { detail, title } }: TextAnswer, hash: string): string =>
      `${title} ${detail.replaceAll(hash, 'HASH')}`;
    expect(plain(others, body.statementHash)).toBe(plain(missing, nothing));
    await accepted(annulment(mine, body.statementHash), mine.key);
  });

  it('of a statement that is no event are refused', async () => {
    const registration = desk.parties.registration('range', {
      range: {
        kind: 'tags',
        prefix: 'T',
        from: 1,
        to: 9,
        issuedBy: mine.id,
        issuedTo: mine.id,
        issuedOn: '2026-01-01',
      },
    });
    const { body } = await desk.post(registration, '/v1/registrations');

    expect(body.statementHash).toMatch(/^[0-9a-f]{64}$/u);
    await refused('unknown-reference', annulment(mine, body.statementHash), mine.key);
  });
});

describe('ids', () => {
  it('are used once by an actor, by whichever of its keys; others may use the same', async () => {
    const other = await desk.anotherKey(mine);
    const eventId = desk.nextId('once');
    await accepted(desk.commission(mine, { eventId }), mine.key);

    for (const key of [mine.key, other.key]) {
      const again = desk.sign(desk.commission(mine, { eventId }), key);
      await desk.refuses(() => desk.post(again), 409, 'event-id-reused');
    }
    await accepted(desk.commission(trader, { eventId }), trader.key);
  });
});

describe('of several faults the first in the order of the contract answers', () => {
  const cases: [string, string, () => Uint8Array | string][] = [
    [
      'wrong-ledger',
      'before unknown-key',
      () => desk.sign(desk.commission(mine, { ledger: 'x/1' }), makeKey()),
    ],
    [
      'unknown-key',
      'before key-revoked and actor-key-mismatch',
      () => desk.sign(desk.commission(mine), trader.key, makeKey()),
    ],
    [
      'actor-key-mismatch',
      'before signature-set',
      () => desk.sign(desk.commission(mine), trader.key, customs.key),
    ],
    [
      'actor-key-mismatch',
      'before bad-signature',
      () => flipped(desk.sign(desk.commission(mine), trader.key), 0, 9),
    ],
    [
      'signature-set',
      'before bad-signature',
      () => flipped(desk.sign(desk.commission(mine), mine.key, customs.key), 1, 9),
    ],
    [
      'bad-signature',
      'before role',
      () => flipped(desk.sign(desk.commission(auditor), auditor.key), 0, 9),
    ],
    [
      'role',
      'before witness-required',
      () => desk.sign(desk.commission(auditor, { basis: 'opening-balance' }), auditor.key),
    ],
    [
      'witness-required',
      'before delegation',
      () =>
        desk.sign(
          desk.commission(trader, { basis: 'opening-balance', onBehalfOf: mine.id }),
          trader.key,
        ),
    ],
    [
      'delegation',
      'before unknown-reference',
      () =>
        desk.sign(
          desk.event(trader, {
            type: 'CORRECT',
            refs: ['0'.repeat(64)],
            reason: 'x',
            annul: true,
            onBehalfOf: mine.id,
          }),
          trader.key,
        ),
    ],
  ];
  it.each(cases)('%s %s', async (code, _, body) => {
    await desk.refuses(() => desk.post(body()), 422, code);
  });

  it('key-revoked before actor-key-mismatch', async () => {
    const gone = await desk.party('P-GONE', ['producer']);
    await desk.parties.revoke(gone.key.keyid);

    await refused('key-revoked', desk.commission(mine), gone.key);
  });

  it('unknown-reference before event-id-reused', async () => {
    const eventId = desk.nextId('both');
    await accepted(desk.commission(mine, { eventId }), mine.key);
    const body = { type: 'CORRECT', eventId, refs: ['0'.repeat(64)], reason: 'x', annul: true };

    await refused('unknown-reference', desk.event(mine, body), mine.key);
  });
});
