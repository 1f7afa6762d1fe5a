import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeKey, type TestParty } from '../support/parties.js';
import { ApiClient } from '../support/openapi-client.js';
import { ApiDocument, explain } from '../support/openapi.js';
import { Receiver } from '../support/receiver.js';
import { until } from '../support/until.js';
import { Desk, parsed, START_MS } from './desk.js';

const UCR = '6RW555666777-DOC1';
const LOT = { itemId: 'DOC-LOT-1', hs: '261590', qty: { value: '500', unit: 'KGM' } };

/** One story that makes every kind of answer: a handover in which 60 kg vanish. */
describe('answers, as the OpenAPI document describes them', () => {
  let desk: Desk;
  let client: ApiClient;
  let receiver: Receiver;
  let mine: TestParty;
  let truck: TestParty;
  let customs: TestParty;
  let officer: string;
  let miner: string;

  beforeAll(async () => {
    desk = await Desk.open();
    receiver = await Receiver.start();
    const response = await fetch(`${desk.service.url}/openapi.json`);
    client = new ApiClient(desk.service.url, new ApiDocument(await response.json()));
    mine = await desk.party('D-MINE', ['producer', 'exporter']);
    truck = await desk.party('D-TRUCK', ['carrier']);
    customs = await desk.party('D-CUSTOMS', ['customs']);
    await desk.parties.site('D-SITE', mine.id);
    officer = await logIn(customs);
    miner = await logIn(mine);
  }, START_MS);

  afterAll(async () => {
    await receiver.close();
    await desk.close();
  });

  async function logIn(party: TestParty): Promise<string> {
    await client.call('createLoginChallenge', 200);
    const body = await desk.parties.loginOf(party.id, party.key);
    return (await client.call('logIn', 200, { body })).token;
  }

  it('what anybody may ask', async () => {
    await client.call('getLedger', 200);
    await client.call('getLiveness', 200);
    await client.call('getReadiness', 200);
    await client.call('getMetrics', 200);
    await client.call('getMetrics', 404, { headers: { authorization: 'Bearer no' } });
    await client.call('getCheckpoint', 200);
    await client.call('getRecoveries', 200);
    await client.call('getConsistencyProof', 200, { query: '?older=1&newer=2' });
    await client.call('getConsistencyProof', 400, { query: '?older=2&newer=1' });
    await client.call('getTile', 200, { path: { path: '0/000.p/1' } });
    await client.call('getTile', 404, { path: { path: '0/999' } });
    await client.call('verify', 200, { body: {} });
    await client.call('verify', 400, { body: {}, query: '?vkey=none' });
    await client.call('verify', 415, { body: '', headers: { 'content-type': 'text/plain' } });
  });

  it('registrations', async () => {
    const { parties } = desk;
    const body = parties.registration('place', { place: { locode: 'RWDOC', name: 'Doc Hill' } });
    await client.call('postRegistration', 201, { body });
    await client.call('postRegistration', 200, { body });
    const stranger = parties.registration('place', { place: { locode: 'RWDOC', name: '-' } }, [
      makeKey(),
    ]);
    await client.call('postRegistration', 422, { body: stranger });
    await client.call('postRegistration', 400, { body: '{' });
    await client.call('postRegistration', 415, { body, headers: { 'content-type': 'text/plain' } });
  });

  it('logins that are refused', async () => {
    const body = await desk.parties.loginOf(mine.id, truck.key);
    await client.call('logIn', 401, { body });
    await client.call('logIn', 400, { body: parsed(desk.sign(desk.commission(mine), mine.key)) });
    await client.call('listParties', 401);
  });

  it('the registry', async () => {
    const page = await client.call('listParties', 200, { token: miner, query: '?limit=1' });
    await client.call('listParties', 200, { token: officer, query: `?cursor=${page.next}` });
    await client.call('listParties', 400, { token: officer, query: '?limit=none' });
    await client.call('getParty', 200, { token: miner, path: { id: mine.id } });
    await client.call('getParty', 404, { token: miner, path: { id: 'D-NOBODY' } });
    await client.call('listSites', 200, { token: officer });
    await client.call('getSite', 200, { token: miner, path: { id: 'D-SITE' } });
    await client.call('getSite', 404, { token: miner, path: { id: 'D-NOWHERE' } });
  });

  it('events: taken, known, refused, in batches of either form', async () => {
    const webhook = await client.call('createWebhook', 201, {
      token: officer,
      body: { url: receiver.url, description: 'the test' },
    });
    expect(webhook.secret).toMatch(/^whsec_/u);

    const commission = desk.commission(mine, { items: [LOT], place: { locode: 'RWKGL' } });
    const body = desk.sign(commission, mine.key);
    await client.call('postEvents', 201, { body });
    await client.call('postEvents', 200, { body });
    const other = desk.sign({ ...commission, note: 'otherwise' }, mine.key);
    await client.call('postEvents', 409, { body: other });
    await client.call('postEvents', 422, { body: desk.sign(desk.commission(mine), truck.key) });
    await client.call('postEvents', 400, {
      body: desk.sign(desk.commission(mine, { items: undefined }), mine.key),
    });
    await client.call('postEvents', 415, { body, headers: { 'content-type': 'text/xml' } });
    await client.call('postEvents', 413, {
      body: `[${Array.from({ length: 1001 }, () => '{}').join(',')}]`,
    });

    const { results } = await client.call('postEvents', 200, {
      body: [...story(), parsed(body), {}],
    });
    expect(results.map(({ status }: { status: number }) => status)).toEqual([201, 201, 200, 400]);
    const receive = desk.sign(
      desk.event(truck, {
        type: 'RECEIVE',
        ucr: UCR,
        handover: 'DOC-H1',
        place: { locode: 'RWKGL' },
        items: [{ ...LOT, qty: { value: '440', unit: 'KGM' } }],
      }),
      truck.key,
    );
    const lines = `${Buffer.from(receive).toString('utf8')}\n\nnot json\n`;
    const ndjson = { body: lines, headers: { 'content-type': 'application/x-ndjson' } };
    const answered = await client.call('postEvents', 200, ndjson);
    expect(answered.results).toHaveLength(2);
  });

  function story(): object[] {
    const consign = desk.event(mine, {
      type: 'CONSIGN',
      ucr: UCR,
      commodity: '3T',
      consignee: truck.id,
      endUser: truck.id,
      plan: { countries: ['RW', 'TZ'], transitCountries: [] },
      items: [LOT],
    });
    const dispatch = desk.event(mine, {
      type: 'DISPATCH',
      ucr: UCR,
      handover: 'DOC-H1',
      to: truck.id,
      place: { locode: 'RWKGL' },
      expectedBy: new Date(Date.now() + 86_400_000).toISOString(),
      items: [LOT],
    });
    return [consign, dispatch].map((event) => parsed(desk.sign(event, mine.key)));
  }

  async function alertOf(): Promise<{ id: string; version: number }> {
    return until(async () => {
      const query = `?consignment=${UCR}&rule=QTY_HANDOVER_VARIANCE`;
      return (await client.call('listAlerts', 200, { token: officer, query })).items[0];
    }, 30_000);
  }

  it('provenance, whole for customs and in part for a party', async () => {
    await alertOf();
    const path = { ucr: UCR };
    const answer = await client.call('getConsignment', 200, { token: officer, path });
    expect(answer).toMatchObject({ view: 'authority', verdict: expect.any(String) });
    const part = await client.call('getConsignment', 200, { token: miner, path });
    expect(part).toMatchObject({ view: 'party', verdict: null });
    await client.call('getConsignment', 200, {
      token: officer,
      path,
      query: `?asOf=${answer.asOf.index}`,
    });
    await client.call('getConsignment', 400, { token: officer, path, query: '?asOf=yesterday' });
    await client.call('getConsignment', 404, { token: officer, path: { ucr: '6RW000-NONE' } });
    await client.call('getEvidence', 200, { token: officer, path });
    await client.call('getEvidence', 200, { token: miner, path });
    await client.call('getEvidence', 404, { token: officer, path: { ucr: '6RW000-NONE' } });
    await client.call('getItem', 200, { token: officer, path: { itemId: LOT.itemId } });
    await client.call('getItem', 404, { token: officer, path: { itemId: 'DOC-NONE' } });
    const found = await client.call('search', 200, { token: officer, query: `?q=${UCR}` });
    expect(found.items).toHaveLength(1);
    await client.call('search', 400, { token: officer });
    const feed = await client.call('getFeed', 200, { token: officer, query: '?limit=2' });
    await client.call('getFeed', 200, { token: officer, query: `?after=${feed.next}` });
    const hash = feed.items[0].statementHash;
    const statement = await client.call('getStatement', 200, { token: officer, path: { hash } });
    expect(statement.receipt.statementHash).toBe(hash);
    await client.call('getStatement', 404, { token: officer, path: { hash: '0'.repeat(64) } });
  });

  it('alerts and decisions', async () => {
    const { id, version } = await alertOf();
    await client.call('getAlert', 200, { token: officer, path: { id } });
    await client.call('getAlert', 404, { token: officer, path: { id: '0'.repeat(32) } });
    const dueBefore = `?dueBefore=${new Date(Date.now() + 7 * 86_400_000).toISOString()}`;
    await client.call('listAlerts', 200, { token: officer, query: dueBefore });
    await client.call('countAlerts', 200, { token: officer, query: dueBefore });
    await client.call('countAlerts', 400, { token: officer });
    await client.call('countAlerts', 403, { token: miner, query: dueBefore });
    await client.call('listAlerts', 403, { token: miner });
    await client.call('listAlerts', 400, { token: officer, query: '?state=asleep' });
    const decision = (over: object): Uint8Array =>
      desk.parties.sign(
        'decision',
        {
          schema: 'custody-decision/1',
          ledger: desk.origin,
          decisionId: desk.nextId('d'),
          actor: customs.id,
          alert: id,
          alertVersion: version,
          action: 'acknowledge',
          ...over,
        },
        [customs.key],
      );
    const taken = decision({});
    await client.call('postDecision', 201, { path: { id }, body: taken });
    await client.call('postDecision', 200, { path: { id }, body: taken });
    await client.call('postDecision', 409, { path: { id }, body: decision({}) });
    await client.call('postDecision', 400, { path: { id }, body: decision({ action: 'assign' }) });
    await client.call('postDecision', 401, { path: { id }, body: taken, token: 'dead' });
    const elsewhere = '0'.repeat(32);
    await client.call('postDecision', 404, {
      path: { id: elsewhere },
      body: decision({ alert: elsewhere }),
    });
  });

  it('the alert stream', async () => {
    await client.call('streamAlerts', 400, { token: officer, headers: { 'last-event-id': 'x' } });
    const { path } = client.document.operation('streamAlerts');
    const stop = new AbortController();
    const response = await fetch(`${desk.service.url}${path}`, {
      headers: { authorization: `Bearer ${officer}`, 'last-event-id': '0' },
      signal: stop.signal,
    });
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/u);
    let text = '';
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    while (!/^data: .*\n\n/mu.test(text)) text += (await reader.read()).value ?? '';
    stop.abort();
    const data: unknown = JSON.parse(/^data: (?<data>.*)$/mu.exec(text)?.groups?.['data'] ?? '');
    const validate = client.document.component('AlertEvent');
    validate(data);
    expect(explain(validate.errors)).toEqual([]);
    client.called.add('streamAlerts');
  });

  it('webhooks, and what they are sent', async () => {
    const token = officer;
    const { items } = await client.call('listWebhooks', 200, { token });
    const path = { id: items[0].id };
    await client.call('getWebhook', 200, { token, path });
    await client.call('getWebhook', 404, { token, path: { id: 'ep_none' } });
    await client.call('changeWebhook', 200, { token, path, body: { description: 'changed' } });
    await client.call('changeWebhook', 400, { token, path, body: {} });
    await client.call('createWebhook', 400, { token, body: { url: 'ftp://x' } });
    await client.call('createWebhook', 403, { token: miner, body: { url: receiver.url } });
    await until(() => receiver.received.length > 0, 30_000);
    const validate = client.document.component('WebhookMessage');
    for (const { body } of receiver.received) {
      validate(JSON.parse(body));
      expect(explain(validate.errors)).toEqual([]);
    }
    await client.call('testWebhook', 202, { token, path });
    await client.call('rotateWebhookSecret', 201, { token, path });
    const list = await client.call('listDeliveries', 200, { token, path, query: '?limit=1' });
    const delivery = { ...path, delivery: list.items[0].id };
    await client.call('redeliver', 202, { token, path: delivery });
    await client.call('deleteWebhook', 204, { token, path });
    await client.call('deleteWebhook', 404, { token, path });
  });

  it('of every operation there is', () => {
    const all = client.document.operations.map(({ operationId }) => operationId);
    expect([...client.called].toSorted()).toEqual(all.toSorted());
  });
});
