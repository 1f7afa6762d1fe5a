import { request } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../support/until.js';
import { AlertsFixture } from './alerts-fixture.js';

interface StreamEvent {
  readonly id: number;
  readonly data: { readonly alert: string; readonly version: number; readonly change: string };
}

/** A client of the stream that keeps what it got. */
class StreamClient {
  readonly events: StreamEvent[] = [];
  status = 0;
  isOpen = false;
  isEnded = false;
  private text = '';
  private readonly call;

  constructor(url: string, bearer: string, lastId?: number) {
    const headers = {
      authorization: `Bearer ${bearer}`,
      ...(lastId !== undefined && { 'last-event-id': String(lastId) }),
    };
    this.call = request(`${url}/v1/alerts/stream`, { headers });
    this.call.on('response', (response) => {
      this.status = response.statusCode ?? 0;
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        this.isOpen = true;
        this.take(text);
      });
      response.on('close', () => {
        this.isEnded = true;
      });
    });
    this.call.on('error', () => {
      this.isEnded = true;
    });
    this.call.end();
  }

  get ids(): number[] {
    return this.events.map(({ id }) => id);
  }

  cut(): void {
    this.call.destroy();
  }

  private take(text: string): void {
    this.text += text;
    const blocks = this.text.split('\n\n');
    this.text = blocks.pop() ?? '';
    for (const block of blocks) {
      const id = /^id: (\d+)$/mu.exec(block)?.[1];
      const data = /^data: (.*)$/mu.exec(block)?.[1];
      if (id !== undefined && data !== undefined) {
        this.events.push({ id: Number(id), data: JSON.parse(data) });
      }
    }
  }
}

let fixture: AlertsFixture;
let clients: StreamClient[] = [];

beforeAll(async () => {
  fixture = await AlertsFixture.start();
}, 60_000);

afterEach(() => {
  for (const client of clients) client.cut();
  clients = [];
});

afterAll(async () => {
  await fixture?.close();
}, 60_000);

function connect(bearer: string, lastId?: number): StreamClient {
  const client = new StreamClient(fixture.service.url, bearer, lastId);
  clients.push(client);
  return client;
}

async function token(party = fixture.parties.inspector): Promise<string> {
  return fixture.act.logIn(party);
}

/** Log indexes of all steps of all alerts. */
async function allSteps(): Promise<number[]> {
  const rows = await fixture.service.database.query<{ idx: number }>(
    'select idx from alert_history order by idx',
  );
  return rows.map(({ idx }) => idx);
}

describe('GET /v1/alerts/stream', () => {
  it('tells findings and decisions as they happen, with the log index for id', async () => {
    const client = connect(await token());
    await until(() => client.isOpen);
    await fixture.breakCustody('S1');

    await until(() => client.events.length === 1);
    const [opened] = client.events;
    if (opened === undefined) throw new Error('no event');
    const alert = { id: opened.data.alert, version: opened.data.version };
    const decided = await fixture.decide(fixture.parties.customs, alert, { action: 'acknowledge' });
    await until(() => client.events.length === 2);

    expect(client.events[1]).toMatchObject({
      id: decided.body.index,
      data: { change: 'acknowledge', version: 2, state: 'ACKNOWLEDGED' },
    });
  });

  it('resumes without loss and without repeats, wherever it was cut', async () => {
    const bearer = await token();
    const seen: number[] = [];
    let lastId = 0;
    for (const name of ['S2', 'S3', 'S4']) {
      const client = connect(bearer, lastId);
      await until(() => client.isOpen);
      await fixture.breakCustody(name);
      // Cut at any moment: before, between or after what is new.
      if (name !== 'S3') await fixture.rest();
      client.cut();
      await until(() => client.isEnded);
      seen.push(...client.ids);
      lastId = seen.at(-1) ?? lastId;
    }
    await fixture.rest();
    const steps = await allSteps();
    const rest = connect(bearer, lastId);
    await until(() => (rest.ids.at(-1) ?? lastId) === steps.at(-1));
    seen.push(...rest.ids);

    expect(seen).toEqual(steps);
  });

  it('shows nobody what is not his', async () => {
    const foreign = connect(await token(fixture.parties.foreign), 0);
    const own = connect(await token(), 0);
    const steps = await allSteps();
    await until(() => own.ids.length === steps.length);

    expect(foreign.isOpen).toBe(true);
    expect(foreign.events).toEqual([]);
  });

  it('keeps auditors, carriers and strangers out', async () => {
    const auditor = connect(await token(fixture.parties.auditor));
    const carrier = connect(await token(fixture.parties.truck));
    const stranger = connect('custody_nonsense');
    await until(() => auditor.status && carrier.status && stranger.status);

    expect([auditor.status, carrier.status, stranger.status]).toEqual([403, 403, 401]);
  });

  it('refuses a Last-Event-ID it never gave', async () => {
    const response = await fetch(`${fixture.service.url}/v1/alerts/stream`, {
      headers: { authorization: `Bearer ${await token()}`, 'last-event-id': 'x' },
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'schema' });
  });

  it('ends when the key of its reader is revoked', async () => {
    const { inspector } = fixture.parties;
    const second = await fixture.secondKey(inspector);
    const client = connect(await token(second));
    const other = connect(await token());
    await until(() => client.isOpen && other.isOpen);

    await fixture.act.revoke(second.key.keyid);
    await until(() => client.isEnded);

    expect(other.isEnded).toBe(false);
  });
});
