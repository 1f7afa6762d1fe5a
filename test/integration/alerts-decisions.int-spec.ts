import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, TestParty } from '../support/parties.js';
import { AlertsFixture, DAY } from './alerts-fixture.js';

let fixture: AlertsFixture;
let count = 0;

beforeAll(async () => {
  fixture = await AlertsFixture.start();
}, 60_000);

afterAll(async () => {
  await fixture?.close();
}, 60_000);

/** A fresh alert (CUSTODY_BREAK, HIGH), as its inspector sees it. */
async function freshAlert(): Promise<{ id: string; version: number }> {
  count += 1;
  await fixture.breakCustody(`D${count}`);
  await fixture.rest();
  const [alert] = await fixture.alerts(fixture.parties.inspector, '?rule=CUSTODY_BREAK');
  return alert;
}

async function read(id: string) {
  const token = await fixture.act.logIn(fixture.parties.inspector);
  const { body } = await fixture.act.get(`/v1/alerts/${id}`, token);
  return body;
}

function refusalOf({ status, body }: Answer) {
  return [status, body.code];
}

describe('POST /v1/alerts/{id}/decisions', () => {
  it('takes an alert from assignment to resolution and back, each step in the log', async () => {
    const { id } = await freshAlert();
    const { inspector, colleague } = fixture.parties;
    const steps = [
      { action: 'assign', assignee: inspector.id },
      { action: 'acknowledge' },
      { action: 'investigate' },
      { action: 'wait', reason: 'Asked the carrier.' },
      { action: 'escalate', reason: 'No answer.' },
      { action: 'resolve', finding: 'confirmed-irregular', reason: 'Sold on without papers.' },
      { action: 'reopen', reason: 'New evidence.' },
    ];
    const states: string[] = [];
    for (const [at, step] of steps.entries()) {
      const witness = step.action === 'resolve' ? colleague : undefined;
      const answer = await fixture.decide(inspector, { id, version: at + 1 }, step, witness);
      expect(answer.status).toBe(201);
      expect(answer.body.proof).toContain('c2sp.org/tlog-proof');
      states.push((await read(id)).state);
    }
    expect(states).toEqual([
      'ASSIGNED',
      'ACKNOWLEDGED',
      'INVESTIGATING',
      'WAITING_INFO',
      'ESCALATED',
      'RESOLVED',
      'REOPENED',
    ]);
    const { version, history } = await read(id);
    expect(version).toBe(8);
    expect(history.map(({ change }: { change: string }) => change)).toEqual([
      'opened',
      ...steps.map(({ action }) => action),
    ]);
    expect(history[6]).toMatchObject({
      actor: inspector.id,
      witness: colleague.id,
      finding: 'confirmed-irregular',
    });
  });

  it('clears goods that were found harmless, and not goods that were found illicit', async () => {
    const { id } = await freshAlert();
    const { inspector, colleague } = fixture.parties;
    const gapAfter = async (version: number, finding: string) => {
      const step = { action: 'resolve', finding, reason: 'Looked into.' };
      await fixture.decide(inspector, { id, version }, step, colleague);
      await fixture.rest();
      const token = await fixture.act.logIn(inspector);
      const { body } = await fixture.act.get(`/v1/items/LOT-D${count}`, token);
      return body.gaps.find(({ alert }: { alert: string }) => alert === id);
    };

    expect(await gapAfter(1, 'unfounded')).toMatchObject({
      state: 'RESOLVED',
      finding: 'unfounded',
      isStanding: false,
    });
    await fixture.decide(inspector, { id, version: 2 }, { action: 'reopen', reason: 'Seized.' });
    expect(await gapAfter(3, 'confirmed-illicit')).toMatchObject({
      state: 'RESOLVED',
      finding: 'confirmed-illicit',
      isStanding: true,
    });
  });

  it('is counted where the list of the same view shows it', async () => {
    const { customs, inspector, foreign } = fixture.parties;
    const dueBefore = new Date(Date.now() + 3 * DAY).toISOString();
    const steps = [
      { action: 'assign', assignee: customs.id },
      { action: 'escalate', reason: 'No answer.' },
      { action: 'wait', reason: 'Asked the carrier.' },
      { action: 'acknowledge' },
    ];
    for (const step of steps) await fixture.decide(inspector, await freshAlert(), step);
    const seen = async (query: string) =>
      (await fixture.alerts(customs, `?limit=200${query}`)).length;
    const open = '&state=OPEN,ASSIGNED,ACKNOWLEDGED,INVESTIGATING,WAITING_INFO,ESCALATED,REOPENED';
    const counts = async (reader: TestParty) => {
      const token = await fixture.act.logIn(reader);
      return (await fixture.act.get(`/v1/alerts/counts?dueBefore=${dueBefore}`, token)).body;
    };
    const told = await counts(customs);

    expect(told).toEqual({
      open: await seen(open),
      mine: await seen(`${open}&assignee=${customs.id}`),
      unassigned: await seen('&state=OPEN,REOPENED'),
      due: await seen(`&dueBefore=${dueBefore}`),
      escalated: await seen('&state=ESCALATED'),
      waiting: await seen('&state=WAITING_INFO'),
      closed: await seen('&state=RESOLVED,CURED_LATE'),
    });
    expect(told.due).toBeLessThan(told.open);
    expect(Object.values(told)).not.toContain(0);
    expect(Object.values(await counts(foreign)).every((each) => each === 0)).toBe(true);
  });

  it('gives the first receipt again for the same bytes', async () => {
    const alert = await freshAlert();
    const { inspector } = fixture.parties;
    const envelope = fixture.act.sign(
      'decision',
      {
        schema: 'custody-decision/1',
        ledger: fixture.act.origin,
        decisionId: 'same-bytes',
        actor: inspector.id,
        alert: alert.id,
        alertVersion: alert.version,
        action: 'acknowledge',
      },
      [inspector.key],
    );
    const first = await fixture.act.post(`/v1/alerts/${alert.id}/decisions`, envelope);
    const second = await fixture.act.post(`/v1/alerts/${alert.id}/decisions`, envelope);

    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body).toEqual(first.body);
  });

  it('lets one of two decisions on the same version win', async () => {
    const alert = await freshAlert();
    const { inspector, customs, colleague } = fixture.parties;
    const answers = await Promise.all(
      [inspector, customs, colleague].map(async (party) =>
        fixture.decide(party, alert, { action: 'acknowledge' }),
      ),
    );

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.map(refusalOf)).toEqual([
      [409, 'alert-changed'],
      [409, 'alert-changed'],
    ]);
    expect((await read(alert.id)).version).toBe(2);
  });

  it('refuses a decision on another version than the current one', async () => {
    const { id } = await freshAlert();
    for (const version of [2, 99]) {
      const answer = await fixture.decide(
        fixture.parties.inspector,
        { id, version },
        { action: 'acknowledge' },
      );
      expect(refusalOf(answer)).toEqual([409, 'alert-changed']);
    }
  });

  it('refuses an action that does not fit the state', async () => {
    const alert = await freshAlert();
    const { inspector, colleague } = fixture.parties;
    expect(refusalOf(await fixture.decide(inspector, alert, { action: 'reopen' }))).toEqual([
      409,
      'not-open',
    ]);

    const resolve = { action: 'resolve', finding: 'data-error', reason: 'Typing error.' };
    await fixture.decide(inspector, alert, resolve, colleague);
    const again = await fixture.decide(
      inspector,
      { id: alert.id, version: 2 },
      { action: 'acknowledge' },
    );
    expect(refusalOf(again)).toEqual([409, 'not-open']);
  });

  it('needs a second person to resolve what is HIGH', async () => {
    const alert = await freshAlert();
    const { inspector, truck } = fixture.parties;
    const resolve = { action: 'resolve', finding: 'unfounded', reason: 'Papers were late.' };

    const alone = await fixture.decide(inspector, alert, resolve);
    const withCarrier = await fixture.decide(inspector, alert, resolve, truck);
    const withSelf = await fixture.decide(inspector, alert, resolve, inspector);

    expect(refusalOf(alone)).toEqual([422, 'witness-required']);
    expect(refusalOf(withCarrier)).toEqual([422, 'witness-required']);
    expect(refusalOf(withSelf)).toEqual([422, 'signature-set']);
    expect((await read(alert.id)).version).toBe(1);
  });

  it('takes the same party with another key for a second person', async () => {
    const alert = await freshAlert();
    const { inspector } = fixture.parties;
    const second = await fixture.secondKey(inspector);
    const resolve = { action: 'resolve', finding: 'unfounded', reason: 'Papers were late.' };

    expect((await fixture.decide(inspector, alert, resolve, second)).status).toBe(201);
  });

  it('takes only findings of the closed list, and asks for reason and assignee', async () => {
    const alert = await freshAlert();
    const { inspector, colleague } = fixture.parties;
    const wrong = [
      { action: 'resolve', finding: 'because', reason: 'x' },
      { action: 'resolve', finding: 'unfounded' },
      { action: 'resolve', reason: 'x' },
      { action: 'assign' },
      { action: 'delete' },
      { action: 'acknowledge', colour: 'red' },
    ];
    for (const body of wrong) {
      expect(refusalOf(await fixture.decide(inspector, alert, body, colleague))).toEqual([
        400,
        'schema',
      ]);
    }
  });

  it('is open to inspector and customs of the country, and hides the alert from others', async () => {
    const alert = await freshAlert();
    const { foreign, auditor, truck, customs } = fixture.parties;
    const act = { action: 'acknowledge' };

    expect(refusalOf(await fixture.decide(foreign, alert, act))).toEqual([404, 'not-found']);
    expect(refusalOf(await fixture.decide(auditor, alert, act))).toEqual([422, 'role']);
    expect(refusalOf(await fixture.decide(truck, alert, act))).toEqual([422, 'role']);
    const none = { id: 'f'.repeat(32), version: 1 };
    expect(refusalOf(await fixture.decide(customs, none, act))).toEqual([404, 'not-found']);
    expect((await fixture.decide(customs, alert, act)).status).toBe(201);
  });

  it('lets a colleague abroad read and decide what was assigned to him', async () => {
    const alert = await freshAlert();
    const { inspector, foreign } = fixture.parties;
    await fixture.decide(inspector, alert, { action: 'assign', assignee: foreign.id });

    expect((await fixture.alerts(foreign)).map(({ id }) => id)).toEqual([alert.id]);
    const answer = await fixture.decide(
      foreign,
      { id: alert.id, version: 2 },
      { action: 'acknowledge' },
    );
    expect(answer.status).toBe(201);
  });

  it('puts an alert into the hands of an authority only', async () => {
    const alert = await freshAlert();
    const { inspector, truck } = fixture.parties;
    for (const assignee of ['nobody', truck.id]) {
      const answer = await fixture.decide(inspector, alert, { action: 'assign', assignee });
      expect(refusalOf(answer)).toEqual([422, 'unknown-reference']);
    }
  });

  it('refuses a decision posted under another alert than it names', async () => {
    const alert = await freshAlert();
    const { inspector } = fixture.parties;
    const envelope = fixture.act.sign(
      'decision',
      {
        schema: 'custody-decision/1',
        ledger: fixture.act.origin,
        decisionId: 'other-path',
        actor: inspector.id,
        alert: alert.id,
        alertVersion: alert.version,
        action: 'acknowledge',
      },
      [inspector.key],
    );
    const answer = await fixture.act.post(`/v1/alerts/${'0'.repeat(32)}/decisions`, envelope);
    expect(refusalOf(answer)).toEqual([400, 'schema']);
    expect(answer.body.errors).toMatchObject([{ pointer: '/alert' }]);
  });

  it('takes no other kind of statement and no bad token', async () => {
    const alert = await freshAlert();
    const path = `/v1/alerts/${alert.id}/decisions`;
    const { inspector } = fixture.parties;
    const event = fixture.act.sign('event', { schema: 'custody-event/1' }, [inspector.key]);

    expect(refusalOf(await fixture.act.post(path, event))).toEqual([
      400,
      'unsupported-payload-type',
    ]);
    expect(refusalOf(await fixture.act.post(path, event, 'custody_dead'))).toEqual([
      401,
      'unauthenticated',
    ]);
    const empty = await fetch(`${fixture.service.url}${path}`, { method: 'POST' });
    expect(empty.status).toBeGreaterThanOrEqual(400);
    expect(empty.status).toBeLessThan(500);
  });
});
