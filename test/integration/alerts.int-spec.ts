import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { alertId } from '../../src/alerts/alert-id.js';
import { AlertsRebuild } from '../../src/alerts/alerts-rebuild.js';
import { JudgeAnew } from '../../src/alerts/judge-anew.js';
import { FindingWriter } from '../../src/alerts/finding-writer.js';
import { envelopeJsonOf, findingOf } from '../../src/provenance/log-statement.js';
import type { FindingStatement } from '../../src/custody/vocabulary/finding.js';
import { LogReader } from '../../src/ledger/log-reader.js';
import { SimulatedClock } from '../../src/platform/clock.js';
import { ProvenanceRebuild } from '../../src/provenance/provenance-rebuild.js';
import type { TestParty } from '../support/parties.js';
import { AlertsFixture, DAY, lot } from './alerts-fixture.js';

const START = Date.parse('2026-06-01T08:00:00Z');

let clock: SimulatedClock;
let fixture: AlertsFixture;

beforeAll(async () => {
  clock = new SimulatedClock(START);
  fixture = await AlertsFixture.start({ clock });
}, 60_000);

afterAll(async () => {
  await fixture?.close();
}, 60_000);

/** The findings in the log, oldest first. */
async function findings(): Promise<FindingStatement[]> {
  const log = fixture.service.app.get(LogReader, { strict: false });
  const entries = await log.entriesOf(['finding'], 0, await log.size());
  return entries.map(({ statement }) => findingOf(envelopeJsonOf(statement)));
}

async function advance(ms: number): Promise<void> {
  const target = clock.now() + ms;
  for (;;) {
    const due = await fixture.deadlines.nextDue();
    if (due === undefined || due > target) break;
    clock.advanceTo(Math.max(due, clock.now()));
    await fixture.deadlines.sweepDue();
    await fixture.rest();
  }
  clock.advanceTo(target);
}

describe('judging', () => {
  it('writes a finding of the ledger and shows it as an alert', async () => {
    await fixture.breakCustody('A');
    await fixture.rest();

    const [alert] = await fixture.alerts(fixture.parties.inspector, '?rule=CUSTODY_BREAK');

    expect(alert).toMatchObject({
      rule: 'CUSTODY_BREAK',
      severity: 'HIGH',
      state: 'OPEN',
      version: 1,
      items: ['LOT-A'],
      countries: ['RW'],
    });
    expect(alert.id).toBe(alertId(alert.rule, alert.subject, alert.anchor));
    const [finding] = (await findings()).filter((each) => each.alert === alert.id);
    expect(finding).toMatchObject({
      schema: 'custody-finding/1',
      ledger: fixture.act.origin,
      findingId: `${alert.id}.1`,
      version: 1,
      change: 'opened',
      sentence: alert.sentence,
      evidence: alert.evidence,
    });
  });

  it('says each thing once, however often it is judged', async () => {
    const before = await findings();
    await fixture.service.database.query(
      `insert into judgement_outbox (up_to, items, consignments)
       select 0, array['LOT-A'], '{}' from generate_series(1, 20)`,
    );
    await fixture.rest();

    expect(await findings()).toEqual(before);
  });

  it('drops the copy of a second worker and sees that the alert has moved on', async () => {
    const [finding] = await findings();
    if (finding === undefined) throw new Error('there is no finding');
    const writer = fixture.service.app.get(FindingWriter, { strict: false });
    const size = (await findings()).length;

    const copy = await writer.append([finding], finding.ruleSet);
    const other = await writer.append([{ ...finding, sentence: 'Another sentence.' }], 'draft-1');

    expect([copy, other]).toEqual([true, false]);
    expect(await findings()).toHaveLength(size);
  });

  it('groups what is found on the same goods within two days, and shows children under their parent', async () => {
    const [opened] = await findings();
    if (opened === undefined) throw new Error('there is no finding');
    const told = (rule: string, at: number): FindingStatement => {
      const alert = alertId(rule, 'H-A', String(at));
      const findingId = `${alert}.1`;
      return { ...opened, rule, alert, findingId, subject: 'H-A', anchor: String(at) };
    };
    const writer = fixture.service.app.get(FindingWriter, { strict: false });
    const child = told('ITEM_SET_MISMATCH', 1);
    const parent = told('QTY_HANDOVER_VARIANCE', 1);
    await writer.append([child, parent], opened.ruleSet);
    clock.advanceTo(clock.now() + 2 * DAY + 1);
    const later = told('ITEM_SET_MISMATCH', 2);
    await writer.append([later], opened.ruleSet);
    await fixture.rest();

    const grouped = await fixture.alerts(fixture.parties.inspector, `?incident=${opened.alert}`);
    expect(grouped.map((each) => ({ alert: each.id, parent: each.parent })).toReversed()).toEqual([
      { alert: opened.alert, parent: null },
      { alert: child.alert, parent: parent.alert },
      { alert: parent.alert, parent: null },
    ]);
    const [alone] = await fixture.alerts(fixture.parties.inspector, `?incident=${later.alert}`);
    expect(alone).toMatchObject({ id: later.alert, parent: null });
  });

  it('opens when a deadline has passed, changes when it gets worse, and is cured by a late receipt', async () => {
    const unconfirmed = async () => {
      await fixture.rest();
      const { inspector } = fixture.parties;
      const alerts = await fixture.alerts(inspector, '?rule=HANDOVER_UNCONFIRMED');
      // The goods of the tests before have a deadline of their own.
      return alerts.filter(({ subject }) => subject === 'H-B');
    };
    await fixture.commission('LOT-B');
    await fixture.dispatch('LOT-B', 'H-B', clock.now() + DAY);
    expect(await unconfirmed()).toEqual([]);

    await advance(3 * DAY);
    const [open] = await unconfirmed();
    expect(open).toMatchObject({ subject: 'H-B', state: 'OPEN' });

    await fixture.receive(fixture.parties.truck, 'LOT-B', 'H-B');
    const [cured] = await unconfirmed();
    expect(cured).toMatchObject({ id: open.id, state: 'CURED_LATE' });
    expect(cured.version).toBeGreaterThan(open.version);
    expect(cured.sentence).toContain('Cured late');
  });

  it.each([
    { within: 'in time', days: 1, state: 'CURED_LATE' },
    { within: 'too late', days: 3, state: 'OPEN' },
  ])('tells a contradiction at once, explained $within: $state', async ({ days, state }) => {
    const { mine, stranger, inspector } = fixture.parties;
    const [item, handover] = [`LOT-P${days}`, `H-P${days}`];
    const goods = { items: [lot(item)], place: { locode: 'RWKGL' } };
    const breakOf = async () => {
      await fixture.rest();
      const alerts = await fixture.alerts(inspector, '?rule=CUSTODY_BREAK');
      return alerts.find(({ items }) => items.includes(item));
    };
    await fixture.commission(item);
    const given = new Date(clock.now() + 60_000).toISOString();
    clock.advanceTo(clock.now() + 3_600_000);
    await fixture.post(stranger, {
      ...goods,
      type: 'DEPART',
      toPlace: { locode: 'TZDAR' },
      eta: new Date(clock.now() + 9 * DAY).toISOString(),
      transport: { mode: 'road' },
    });
    expect(await breakOf()).toMatchObject({ state: 'OPEN', version: 1 });

    await advance(days * DAY);
    await fixture.post(mine, {
      ...goods,
      type: 'DISPATCH',
      handover,
      to: stranger.id,
      expectedBy: new Date(clock.now() + DAY).toISOString(),
      occurredAt: given,
    });
    await fixture.post(stranger, { ...goods, type: 'RECEIVE', handover, occurredAt: given });
    expect(await breakOf()).toMatchObject({ state });
  });

  it('lets a break stand although a correction takes its cause away', async () => {
    await fixture.commission('LOT-C');
    await fixture.dispatch('LOT-C', 'H-C');
    const { body } = await fixture.receive(fixture.parties.stranger, 'LOT-C', 'H-C');
    await fixture.rest();
    // A correction of the same instant cannot be told from one that came before the alert.
    clock.advanceTo(clock.now() + 1000);
    await fixture.post(fixture.parties.stranger, {
      type: 'CORRECT',
      refs: [body.statementHash],
      reason: 'Signed by mistake.',
      annul: true,
    });
    await fixture.rest();

    const alerts = await fixture.alerts(fixture.parties.inspector, '?rule=CUSTODY_BREAK');
    expect(alerts.find(({ items }) => items.includes('LOT-C'))).toMatchObject({ state: 'OPEN' });
  });
});

describe('reading', () => {
  it('shows alerts to authorities of the country and to auditors, and to nobody else', async () => {
    const { inspector, customs, auditor, foreign, truck } = fixture.parties;
    const seen = await fixture.alerts(inspector);

    expect(seen.length).toBeGreaterThan(0);
    expect(await fixture.alerts(customs)).toEqual(seen);
    expect(await fixture.alerts(auditor)).toEqual(seen);
    expect(await fixture.alerts(foreign)).toEqual([]);
    const token = await fixture.act.logIn(truck);
    expect((await fixture.act.get('/v1/alerts', token)).status).toBe(403);
    expect((await fixture.act.get('/v1/alerts')).status).toBe(401);
  });

  it('gives the same answer for what is not yours and what is not there', async () => {
    const [alert] = await fixture.alerts(fixture.parties.inspector);
    const token = await fixture.act.logIn(fixture.parties.foreign);
    const other = createHash('sha256').update('no such').digest('hex').slice(0, 32);
    const answers = [];
    for (const id of [alert.id, other, 'nonsense']) {
      const { status, body } = await fixture.act.get(`/v1/alerts/${id}`, token);
      answers.push({ status, ...body, instance: undefined });
    }
    expect(answers[0]).toMatchObject({ status: 404, code: 'not-found' });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  it('tells what the rule looks for, what may explain it and what would close it', async () => {
    const token = await fixture.act.logIn(fixture.parties.inspector);
    const [alert] = await fixture.alerts(fixture.parties.inspector, '?state=CURED_LATE');
    const { body } = await fixture.act.get(`/v1/alerts/${alert.id}`, token);

    expect(body.explanation).toBeTruthy();
    expect(body.innocentExplanations.length).toBeGreaterThan(0);
    expect(body.closedBy).toBeTruthy();
    expect(body.history.map(({ version }: { version: number }) => version)).toEqual(
      Array.from({ length: alert.version }, (_, at) => at + 1),
    );
    expect(body.history.at(-1)).toMatchObject({ change: 'cured', state: 'CURED_LATE' });
  });

  it('pages through the list without loss or repeats while alerts are added', async () => {
    const token = await fixture.act.logIn(fixture.parties.inspector);
    const all = (await fixture.alerts(fixture.parties.inspector)).map(({ id }) => id);
    const seen: string[] = [];
    let path: string | undefined = '/v1/alerts?limit=1';
    while (path !== undefined) {
      const { body, headers } = await fixture.act.get(path, token);
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      if (seen.length === 1) {
        await fixture.breakCustody('D');
        await fixture.rest();
      }
      const link = /^<(?<next>[^>]+)>; rel="next"$/u.exec(headers.get('link') ?? '');
      expect(link !== null).toBe(body.next !== null);
      path = link?.groups?.['next'];
    }
    expect(seen).toEqual(all);
  });

  it.each(['?limit=0', '?limit=1e3', '?cursor=xyz', '?state=SHUT', '?country=rw', '?colour=red'])(
    'refuses the query %s',
    async (query) => {
      const token = await fixture.act.logIn(fixture.parties.inspector);
      const { status, body } = await fixture.act.get(`/v1/alerts${query}`, token);
      expect([status, body.code]).toEqual([400, 'schema']);
    },
  );

  it('filters', async () => {
    const { inspector } = fixture.parties;
    const breaks = await fixture.alerts(inspector, '?rule=CUSTODY_BREAK&severity=HIGH,CRITICAL');
    expect(breaks.length).toBeGreaterThan(0);
    expect(new Set(breaks.map(({ rule }) => rule))).toEqual(new Set(['CUSTODY_BREAK']));
    expect(await fixture.alerts(inspector, '?country=BE')).toEqual([]);
    expect(await fixture.alerts(inspector, '?assignee=I-RW')).toEqual([]);
    expect(await fixture.alerts(inspector, '?consignment=6RW-NONE')).toEqual([]);
    expect(await fixture.alerts(inspector, '?about=6RW-NONE')).toEqual([]);
  });
});

describe('the finding behind an alert', () => {
  it('is read by whoever may read the alert, also where its goods are not his, and by nobody else', async () => {
    const { auditor, foreign, inspector, mine } = fixture.parties;
    const [alert] = await fixture.alerts(auditor, '?rule=CUSTODY_BREAK');
    const log = fixture.service.app.get(LogReader, { strict: false });
    const entries = await log.entriesOf(['finding'], 0, await log.size());
    const finding = entries.find(
      ({ statement }) => findingOf(envelopeJsonOf(statement)).alert === alert?.id,
    );
    const hash = Buffer.from(finding?.statementHash ?? []).toString('hex');
    const read = async (party: TestParty) => {
      const token = await fixture.act.logIn(party);
      return (await fixture.act.get(`/v1/statements/${hash}`, token)).status;
    };
    expect(await Promise.all([inspector, auditor, foreign, mine].map(read))).toEqual([
      200, 200, 404, 404,
    ]);

    // As where the places of its evidence, but not the goods, are in his country.
    await fixture.service.database.query(
      `update alerts set countries = countries || '{BE}' where id = $1`,
      [alert?.id],
    );

    expect(await Promise.all([foreign, mine].map(read))).toEqual([200, 404]);
    await fixture.service.database.query(
      `update alerts set countries = array_remove(countries, 'BE') where id = $1`,
      [alert?.id],
    );
  });
});

describe('rebuild', () => {
  it('makes the same alerts again from the log and appends nothing', async () => {
    const before = await fixture.alerts(fixture.parties.auditor);
    const log = fixture.service.app.get(LogReader, { strict: false });
    const size = await log.size();
    const history = 'select * from alert_history order by idx';
    const steps = await fixture.service.database.query(history);
    const seen: number[] = [];

    await fixture.service.app.get(ProvenanceRebuild, { strict: false }).rebuild();
    await fixture.service.app
      .get(AlertsRebuild, { strict: false })
      .rebuild((next) => seen.push(next));
    await fixture.rest();

    expect(seen.at(-1)).toBe(size);
    expect(await log.size()).toBe(size);
    expect(await fixture.alerts(fixture.parties.auditor)).toEqual(before);
    expect(await fixture.service.database.query(history)).toEqual(steps);
  });

  it('judges all that is on record again: deadlines are kept again, and the log says all findings already', async () => {
    const { app, database } = fixture.service;
    const deadlines = async () =>
      database.query('select rule, subject, due_at from alert_deadlines order by rule, subject');
    await fixture.commission('LOT-WAITS');
    await fixture.dispatch('LOT-WAITS', 'H-WAITS', clock.now() + DAY);
    await fixture.rest();
    const [kept, alerts] = [await deadlines(), await fixture.alerts(fixture.parties.auditor)];
    expect(kept).toContainEqual(expect.objectContaining({ subject: 'H-WAITS' }));
    await database.query('delete from alert_deadlines');
    const seen: number[][] = [];

    const told = await app
      .get(JudgeAnew, { strict: false })
      .run((judged, total) => seen.push([judged, total]));

    expect(told).toMatchObject({ parked: 0, appended: 0 });
    expect(told.judged).toBeGreaterThan(1);
    expect(seen.at(-1)).toEqual([told.judged, told.judged]);
    expect(await deadlines()).toEqual(kept);
    expect(await fixture.alerts(fixture.parties.auditor)).toEqual(alerts);
  });
});
