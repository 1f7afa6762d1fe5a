import { inspect } from 'node:util';
import { AlertsRest } from '../../src/alerts/alerts-rest.js';
import { DeadlineSweep } from '../../src/alerts/deadline-sweep.js';
import { ProjectionProgress } from '../../src/provenance/projection-progress.js';
import { startTestApp, type TestApp, type TestAppOptions } from '../support/app.js';
import { type LogLine, recordingLogger } from '../support/logger.js';
import { checkLedger } from '../support/ledger.js';
import { type Answer, makeKey, Parties, type TestParty } from '../support/parties.js';
import { until } from '../support/until.js';

/** Members of an event that a test does not care about. */
type EventBody = Readonly<Record<string, unknown>> & { readonly type: string };

interface PartyList {
  readonly mine: TestParty;
  readonly truck: TestParty;
  readonly smelter: TestParty;
  readonly stranger: TestParty;
  readonly customs: TestParty;
  readonly inspector: TestParty;
  readonly colleague: TestParty;
  readonly foreign: TestParty;
  readonly auditor: TestParty;
}

/** The service with parties of two countries, and words to make gaps with. */
export class AlertsFixture {
  private count = 0;
  private lastOccurred = 0;

  private constructor(
    readonly service: TestApp,
    readonly act: Parties,
    readonly parties: PartyList,
    private readonly now: () => number,
    /** What the service said about itself. */
    readonly lines: readonly LogLine[],
  ) {}

  /** Warnings and errors of the service so far: why a test failed. */
  complaints(): string {
    const bad = this.lines.filter(({ level }) => level === 'warn' || level === 'error');
    return bad.map(({ message, fields }) => `${message} ${inspect(fields)}`).join('\n');
  }

  static async start(options: TestAppOptions = {}): Promise<AlertsFixture> {
    const logger = recordingLogger();
    const service = await startTestApp({ logger, ...options });
    const act = new Parties(service);
    const parties: PartyList = {
      mine: await act.party('P-MINE', ['producer']),
      truck: await act.party('P-TRUCK', ['carrier']),
      smelter: await act.party('P-SMELT', ['smelter']),
      stranger: await act.party('P-STRANGER', ['carrier']),
      customs: await act.party('C-RW', ['customs']),
      inspector: await act.party('I-RW', ['inspector']),
      colleague: await act.party('I-RW2', ['inspector']),
      foreign: await act.party('I-BE', ['inspector'], { country: 'BE' }),
      auditor: await act.party('A-1', ['auditor'], { country: 'CH' }),
    };
    const now = (): number => options.clock?.now() ?? Date.now();
    return new AlertsFixture(service, act, parties, now, logger.lines);
  }

  async post(party: TestParty, body: EventBody): Promise<Answer> {
    this.count += 1;
    // Strictly rising, so that no rule finds fault with the order.
    this.lastOccurred = Math.max(this.lastOccurred + 1, this.now() - 1000);
    const payload = {
      schema: 'custody-event/1',
      ledger: this.act.origin,
      eventId: `ev-${this.count}`,
      occurredAt: new Date(this.lastOccurred).toISOString(),
      actor: party.id,
      ...body,
    };
    const answer = await this.act.post('/v1/events', this.act.sign('event', payload, [party.key]));
    if (answer.status !== 201) {
      const told = JSON.stringify(answer.body);
      throw new Error(`cannot post ${body.type}: ${answer.status} ${told}\n${this.complaints()}`);
    }
    return answer;
  }

  /** A lot of the mine. */
  async commission(itemId: string): Promise<void> {
    await this.post(this.parties.mine, {
      type: 'COMMISSION',
      basis: 'mined',
      items: [lot(itemId)],
      place: { locode: 'RWKGL' },
    });
  }

  /** The mine releases a lot to the truck. @param expectedBy epoch milliseconds, default in a day */
  async dispatch(itemId: string, handover: string, expectedBy = this.now() + DAY): Promise<void> {
    await this.post(this.parties.mine, {
      type: 'DISPATCH',
      handover,
      to: this.parties.truck.id,
      expectedBy: new Date(expectedBy).toISOString(),
      items: [lot(itemId)],
      place: { locode: 'RWKGL' },
    });
  }

  async receive(party: TestParty, itemId: string, handover: string): Promise<Answer> {
    return this.post(party, { type: 'RECEIVE', handover, items: [lot(itemId)] });
  }

  /** A break in custody (CUSTODY_BREAK, HIGH): somebody else than the one named receives the lot. */
  async breakCustody(name: string): Promise<void> {
    await this.commission(`LOT-${name}`);
    await this.dispatch(`LOT-${name}`, `H-${name}`);
    await this.receive(this.parties.stranger, `LOT-${name}`, `H-${name}`);
  }

  /** Everything appended so far is projected, judged and on record. */
  async rest(): Promise<void> {
    const progress = this.service.app.get(ProjectionProgress, { strict: false });
    const alerts = this.service.app.get(AlertsRest, { strict: false });
    // Findings make the log grow, and so provenance has a little more to do.
    for (;;) {
      await until(async () => (await progress.lag()) === 0);
      await alerts.idle();
      if ((await progress.lag()) === 0) return;
    }
  }

  get deadlines(): DeadlineSweep {
    return this.service.app.get(DeadlineSweep, { strict: false });
  }

  /** Alerts as a reader sees them, after everything has come to rest. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  async alerts(reader: TestParty, query = ''): Promise<any[]> {
    const token = await this.act.logIn(reader);
    const { status, body } = await this.act.get(`/v1/alerts${query}`, token);
    if (status !== 200) throw new Error(`cannot list: ${status} ${JSON.stringify(body)}`);
    return body.items;
  }

  /** The answer to a decision signed by `party`, and by `witness` where one is given. */
  async decide(
    party: TestParty,
    alert: { id: string; version: number },
    body: Readonly<Record<string, unknown>> & { readonly action: string },
    witness?: TestParty,
  ): Promise<Answer> {
    this.count += 1;
    const payload = {
      schema: 'custody-decision/1',
      ledger: this.act.origin,
      decisionId: `d-${this.count}`,
      actor: party.id,
      alert: alert.id,
      alertVersion: alert.version,
      ...(witness && { witness: witness.id }),
      ...body,
    };
    const keys = witness ? [party.key, witness.key] : [party.key];
    const envelope = this.act.sign('decision', payload, keys);
    return this.act.post(`/v1/alerts/${alert.id}/decisions`, envelope);
  }

  /** The same party, signing with another key. */
  async secondKey({ id }: TestParty): Promise<TestParty> {
    const key = makeKey();
    const { registrar } = this.act;
    await this.act.register('key', { key: { party: id, jwk: key.jwk } }, [registrar, key]);
    return { id, key };
  }

  /** Verifies the whole log from outside, then stops. */
  async close(): Promise<void> {
    try {
      await checkLedger(this.service);
    } finally {
      await this.service.close();
    }
  }
}

export const DAY = 86_400_000;

export function lot(itemId: string, value = '1000') {
  return { itemId, hs: '261590', qty: { value, unit: 'KGM' } };
}
