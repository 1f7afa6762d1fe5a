import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  checkReceipt,
  decodeBase64,
  envelopeOfJson,
  toHex,
  statementHash,
  storedBytes,
} from '../../src/protocol/index.js';
import { checkLedger } from '../support/ledger.js';
import { until } from '../support/until.js';
import { expectProblem, START_MS, type TextAnswer } from './desk.js';
import { Shipment } from './shipment.js';
import { SseClient } from './sse-client.js';

const LIMIT_MS = 60_000;

let shipment: Shipment;
let inspectorToken: string;
let vkey: string;

beforeAll(async () => {
  shipment = await Shipment.start();
  inspectorToken = await shipment.desk.parties.logIn(shipment.cast.inspector);
  vkey = (await shipment.desk.ask('/.well-known/custody-ledger')).body.vkey;
}, START_MS);

afterAll(async () => {
  if (shipment) await checkLedger(shipment.desk.service);
  await shipment?.close();
}, START_MS);

async function decide(
  alert: { id: string; version: number },
  body: object,
  hasWitness = false,
): Promise<TextAnswer> {
  const { desk, cast } = shipment;
  const payload = {
    schema: 'custody-decision/1',
    ledger: desk.origin,
    decisionId: desk.nextId('d'),
    actor: cast.inspector.id,
    alert: alert.id,
    alertVersion: alert.version,
    ...(hasWitness && { witness: cast.colleague.id }),
    ...body,
  };
  const keys = hasWitness ? [cast.inspector.key, cast.colleague.key] : [cast.inspector.key];
  return desk.post(
    desk.parties.sign('decision', payload, keys),
    `/v1/alerts/${alert.id}/decisions`,
  );
}

/** One journey: the steps follow each other. */
describe('from the exporter’s post to the inspector’s decision', () => {
  let stream: SseClient;
  let resumeAt: string;
  let alert: { id: string; version: number };

  it('the exporter posts and holds a receipt that anybody can check', async () => {
    stream = await SseClient.open(shipment.desk.service.url, inspectorToken);
    expect(stream.response.headers.get('content-type')).toMatch(/^text\/event-stream/u);
    await shipment.play();

    const { hashes, cast } = shipment;
    const token = await shipment.desk.parties.logIn(cast.mine);
    const { body } = await shipment.get(`/v1/statements/${hashes['consign']}`, token);
    const envelope = envelopeOfJson(body.envelope);

    expect(toHex(statementHash(storedBytes(envelope)))).toBe(hashes['consign']);
    expect(checkReceipt({ receipt: body.receipt, envelope, vkey })).toMatchObject({ ok: true });
    expect(decodeBase64(body.entry)).toBeInstanceOf(Uint8Array);
  });

  it('customs see the break, in a sentence, with the statements it rests on', async () => {
    const token = await shipment.desk.parties.logIn(shipment.cast.customs);
    const answer = await until(async () => {
      const { body } = await shipment.get(`/v1/consignments/${shipment.ucr}`, token);
      return body.gaps?.some(({ rule }: { rule: string }) => rule === 'CUSTODY_BREAK') && body;
    }, LIMIT_MS);

    expect(['ALERT', 'BROKEN']).toContain(answer.verdict);
    const gap = answer.gaps.find(({ rule }: { rule: string }) => rule === 'CUSTODY_BREAK');
    expect(gap.sentence).toMatch(/\S+ \S+ \S+/u);
    expect(gap.sentence).not.toMatch(/stolen|thief|smuggl/iu);
    expect(gap.evidence).toContain(shipment.hashes['grab']);
    const newest = Math.max(...answer.timeline.map(({ index }: { index: number }) => index));
    expect(answer.integrity.treeSize).toBeGreaterThan(newest);
    expect(answer.integrity.proofs).toHaveLength(answer.timeline.length);
  });

  it('the inspector is told by the stream, and by nothing twice', async () => {
    const { id, data } = await stream.event(({ rule }) => rule === 'CUSTODY_BREAK');

    expect(data).toMatchObject({ change: 'opened', state: 'OPEN', version: 1, index: id });
    alert = { id: data.alert, version: data.version };
    const ids = stream.events.map((event) => event.id);
    expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => a - b));
    const { body } = await shipment.get(data.url.replace(/^https?:\/\/[^/]+/u, ''), inspectorToken);
    expect(body).toMatchObject({ id: alert.id, rule: 'CUSTODY_BREAK', state: 'OPEN' });
  });

  it('a stream that was cut goes on where it ended', async () => {
    resumeAt = stream.lastEventId;
    stream.close();
    const decided = await decide(alert, { action: 'acknowledge' });
    expect(decided.status).toBe(201);

    const resumed = await SseClient.open(shipment.desk.service.url, inspectorToken, resumeAt);
    const { data } = await resumed.event(({ change }) => change === 'acknowledge');

    expect(data).toMatchObject({ alert: alert.id, version: 2, state: 'ACKNOWLEDGED' });
    expect(resumed.events.every(({ id }) => id > Number(resumeAt))).toBe(true);
    const again = await SseClient.open(shipment.desk.service.url, inspectorToken, '0');
    await again.event(({ change }) => change === 'acknowledge');
    const seen = again.events.map(({ id }) => id).filter((id) => id <= data.index);
    const told = new Set([...stream.events, ...resumed.events].map(({ id }) => id));
    expect(seen.filter((id) => !told.has(id))).toEqual([]);
    resumed.close();
    again.close();
    alert = { ...alert, version: 2 };
  });

  it('a break of custody is not resolved by one person alone', async () => {
    const body = {
      action: 'resolve',
      finding: 'confirmed-irregular',
      reason: 'No papers for the last leg.',
    };

    expectProblem(await decide(alert, body), 422, 'witness-required');
    expectProblem(await decide({ ...alert, version: 1 }, body, true), 409, 'alert-changed');
    expectProblem(await decide(alert, { ...body, finding: 'boredom' }, true), 400, 'schema');
    const answer = await decide(alert, body, true);

    expect(answer.status).toBe(201);
    const { body: detail } = await shipment.get(`/v1/alerts/${alert.id}`, inspectorToken);
    expect(detail).toMatchObject({ state: 'RESOLVED', version: 3, finding: 'confirmed-irregular' });
    expect(detail.history.map(({ change }: { change: string }) => change)).toEqual([
      'opened',
      'acknowledge',
      'resolve',
    ]);
    expectProblem(
      await decide({ ...alert, version: 3 }, { action: 'acknowledge' }),
      409,
      'not-open',
    );
  });

  it('the answer as of then is as it was then', async () => {
    const { body: list } = await shipment.get('/v1/feed?limit=500', inspectorToken);
    const opened = list.items.find(
      ({ kind, envelope }: { kind: string; envelope: { payload: string } }) =>
        kind === 'finding' && Buffer.from(envelope.payload, 'base64').toString().includes(alert.id),
    );
    const path = `/v1/consignments/${shipment.ucr}`;
    const stateAt = async (index: number): Promise<string | undefined> => {
      const { body } = await shipment.get(`${path}?asOf=${index}`, inspectorToken);
      return body.gaps.find((gap: { alert: string }) => gap.alert === alert.id)?.state;
    };

    expect(await stateAt(opened.index - 1)).toBeUndefined();
    expect(await stateAt(opened.index)).toBe('OPEN');
    const before = await shipment.get(`${path}?asOf=${opened.index}`, inspectorToken);
    const after = await shipment.get(`${path}?asOf=${opened.index}`, inspectorToken);
    expect(after.body.timeline).toEqual(before.body.timeline);
    expect(after.body.verdict).toBe(before.body.verdict);
  });
});

describe('a stream', () => {
  it('ends when the key of its reader is revoked, and the old token opens no other', async () => {
    const { desk } = shipment;
    const leaver = await desk.party('I-LEAVER', ['inspector']);
    const token = await desk.parties.logIn(leaver);
    const stream = await SseClient.open(desk.service.url, token);
    expect(stream.response.status).toBe(200);

    await desk.parties.revoke(leaver.key.keyid);
    await until(() => stream.isEnded, LIMIT_MS);

    const again = await shipment.get('/v1/alerts/stream', token);
    expectProblem(again, 401, 'unauthenticated');
  });

  it('tells only what concerns its reader', async () => {
    const { desk, cast } = shipment;
    const abroad = await SseClient.open(
      desk.service.url,
      await desk.parties.logIn(cast.customsAbroad),
      '0',
    );
    const home = await SseClient.open(
      desk.service.url,
      await desk.parties.logIn(cast.customs),
      '0',
    );
    await home.event(({ change }) => change === 'resolve');

    expect(abroad.events).toEqual([]);
    abroad.close();
    home.close();
  });
});

describe('pages', () => {
  /** Walks a list by its cursors; the Link header must say the same as the body. */
  async function walk(path: string, limit: number, grow: () => Promise<unknown>): Promise<any[]> {
    const items: any[] = [];
    let next: string | null = `${path}?limit=${limit}`;
    while (next !== null) {
      const { status, body, headers }: TextAnswer = await shipment.get(next, inspectorToken);
      expect(status).toBe(200);
      expect(body.items.length).toBeLessThanOrEqual(limit);
      items.push(...body.items);
      const link: string | null =
        /^<(?<to>[^>]+)>; rel="next"$/u.exec(headers.get('link') ?? '')?.groups?.['to'] ?? null;
      expect(link === null).toBe(body.next === null);
      next = link;
      await grow();
    }
    return items;
  }

  it('of alerts and parties are whole while the log grows', async () => {
    const { desk } = shipment;
    const before = await walk('/v1/parties', 1000, async () => undefined);
    const parties = await walk('/v1/parties', 2, async () =>
      desk.party(desk.nextId('P-NEW'), ['carrier']),
    );
    expect(parties).toEqual(before);

    const alerts = await walk('/v1/alerts', 200, async () => undefined);
    const paged = await walk('/v1/alerts', 1, async () =>
      desk.party(desk.nextId('P-NEW'), ['carrier']),
    );
    expect(alerts.length).toBeGreaterThan(0);
    expect(paged.map(({ id }) => id).slice(-alerts.length)).toEqual(alerts.map(({ id }) => id));
  });
});
