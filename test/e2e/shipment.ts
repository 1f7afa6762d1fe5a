import type { TestAppOptions } from '../support/app.js';
import type { TestKey, TestParty } from '../support/parties.js';
import { until } from '../support/until.js';
import { Desk, type TextAnswer } from './desk.js';

const HOUR = 3_600_000;
const LIMIT_MS = 60_000;

export type Body = Record<string, unknown> & { readonly type: string };

export interface Cast {
  readonly mine: TestParty;
  readonly truck: TestParty;
  readonly importer: TestParty;
  readonly smelter: TestParty;
  readonly stranger: TestParty;
  readonly customs: TestParty;
  readonly customsTransit: TestParty;
  readonly customsAbroad: TestParty;
  readonly inspector: TestParty;
  readonly colleague: TestParty;
  readonly auditor: TestParty;
}

/**
 * A shipment of tantalum ore from Rwanda through Tanzania to Belgium that goes wrong on the way: the carrier names
 * the importer, but a stranger signs for the goods.
 */
export class Shipment {
  readonly ucr = '6RW-ACCESS-1';
  readonly key = '6RW-ACCESS-1;2026';
  readonly item = 'LOT-ACCESS';
  readonly seal = 'SEAL-7788';
  readonly document = 'CERT-4711';
  /** Statement hashes by a name. */
  readonly hashes: Record<string, string> = {};
  private lastOccurred = 0;

  private constructor(
    readonly desk: Desk,
    readonly cast: Cast,
    private readonly now: () => number,
  ) {}

  static async start(options: TestAppOptions = {}): Promise<Shipment> {
    const desk = await Desk.open(options);
    const cast: Cast = {
      mine: await desk.party('P-MINE', ['producer', 'exporter']),
      truck: await desk.party('P-TRUCK', ['carrier'], 'TZ'),
      importer: await desk.party('P-IMPORT', ['importer'], 'BE'),
      smelter: await desk.party('P-SMELT', ['smelter'], 'BE'),
      stranger: await desk.party('P-STRANGER', ['carrier']),
      customs: await desk.party('C-RW', ['customs']),
      customsTransit: await desk.party('C-TZ', ['customs'], 'TZ'),
      customsAbroad: await desk.party('C-US', ['customs'], 'US'),
      inspector: await desk.party('I-RW', ['inspector']),
      colleague: await desk.party('I-RW2', ['inspector']),
      auditor: await desk.party('A-CH', ['auditor'], 'CH'),
    };
    return new Shipment(desk, cast, () => options.clock?.now() ?? Date.now());
  }

  goods(value = '1000'): object[] {
    return [{ itemId: this.item, hs: '261590', qty: { value, unit: 'KGM' } }];
  }

  /** Posts an event of the party, later than those before, and keeps its hash by `name`. */
  async put(party: TestParty, name: string, body: Body, witness?: TestKey): Promise<TextAnswer> {
    this.lastOccurred = Math.max(this.lastOccurred + 1, this.now() - 1000);
    const occurredAt = new Date(this.lastOccurred).toISOString();
    const payload = this.desk.event(party, { occurredAt, ...body });
    const signers = witness === undefined ? [party.key] : [party.key, witness];
    const answer = await this.desk.post(this.desk.sign(payload, ...signers));
    if (answer.status !== 201) throw new Error(`cannot post ${body.type}: ${answer.text}`);
    this.hashes[name] = answer.body.statementHash;
    return answer;
  }

  /** From the mine to the stranger. */
  async play(): Promise<void> {
    const { mine, truck, importer, smelter, stranger, customs } = this.cast;
    const { ucr } = this;
    const items = this.goods();
    const expectedBy = new Date(this.now() + HOUR).toISOString();
    const place = { locode: 'RWKGL' };
    await this.put(mine, 'commission', { type: 'COMMISSION', basis: 'mined', items, place });
    const plan = { countries: ['RW', 'TZ', 'BE'], transitCountries: ['TZ'] };
    const parties = { consignee: importer.id, endUser: smelter.id };
    await this.put(mine, 'consign', {
      type: 'CONSIGN',
      ucr,
      commodity: '3T',
      ...parties,
      plan,
      items,
    });
    await this.put(mine, 'seal', {
      type: 'SEAL',
      ucr,
      seals: { applied: [this.seal], class: 'H' },
    });
    const document = {
      docType: 'origin-certificate',
      number: this.document,
      issuer: 'RMB',
      issuedOn: '2026-01-01',
      expiresOn: '2027-01-01',
      singleUse: true,
      sha256: 'c'.repeat(64),
      fields: {},
    };
    await this.put(mine, 'document', { type: 'ATTACH_DOCUMENT', ucr, document });
    await this.put(mine, 'dispatch', {
      type: 'DISPATCH',
      ucr,
      handover: 'H-1',
      to: truck.id,
      expectedBy,
      items,
      place,
    });
    await this.put(truck, 'receive', { type: 'RECEIVE', ucr, handover: 'H-1', items });
    await this.put(customs, 'release', { type: 'CUSTOMS_RELEASE', ucr, procedure: 'export' });
    await this.put(truck, 'offer', {
      type: 'DISPATCH',
      ucr,
      handover: 'H-2',
      to: importer.id,
      expectedBy,
      items,
    });
    await this.put(stranger, 'grab', { type: 'RECEIVE', ucr, handover: 'H-2', items });
  }

  /** Waits until the break in custody is known. @returns the alert as the inspector sees it */
  async brokenAlert(): Promise<any> {
    const token = await this.desk.parties.logIn(this.cast.inspector);
    return until(async () => {
      const { body } = await this.get(
        `/v1/alerts?rule=CUSTODY_BREAK&consignment=${this.ucr}`,
        token,
      );
      return body.items[0];
    }, LIMIT_MS);
  }

  async get(path: string, token?: string, headers: object = {}): Promise<TextAnswer> {
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
    return this.desk.ask(path, { headers: { ...authorization, ...headers } });
  }

  async close(): Promise<void> {
    await this.desk.close();
  }
}
