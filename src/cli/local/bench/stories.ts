import type { JsonValue } from '../../../protocol/index.js';
import type { BenchLedger } from './bench-ledger.js';
import { signEvent, type BenchParty } from './signed-events.js';

const hs = '261590';

/** Goods on their way, event by event, for the measurements that need a lineage and not only volume. */
export class Shipment {
  private count = 0;
  private readonly items: JsonValue;

  constructor(
    private readonly ledger: BenchLedger,
    private readonly name: string,
    private readonly giver: BenchParty,
    private readonly taker: BenchParty,
  ) {
    this.items = [{ itemId: `${name}-L`, hs, qty: { value: '100', unit: 'KGM' } }];
  }

  get ucr(): string {
    return `6RW${this.name.toUpperCase()}`;
  }

  async commission(): Promise<void> {
    await this.post(this.giver, {
      type: 'COMMISSION',
      basis: 'mined',
      place: { lat: -2.1, lon: 29.58 },
      items: this.items,
    });
  }

  async consign(): Promise<void> {
    await this.post(this.giver, {
      type: 'CONSIGN',
      ucr: this.ucr,
      commodity: '3T',
      consignee: this.taker.id,
      endUser: this.taker.id,
      plan: { countries: ['RW', 'TZ'], transitCountries: [] },
      items: this.items,
    });
  }

  /** A handover there (and, called again, back), each signed by both sides. */
  async handOver(from: BenchParty, to: BenchParty): Promise<void> {
    const handover = await this.dispatch(from, to);
    await this.post(to, this.receipt(handover, this.items));
  }

  async dispatch(from: BenchParty, to: BenchParty): Promise<string> {
    const handover = `${this.name}-h${this.count}`;
    await this.post(from, {
      type: 'DISPATCH',
      ucr: this.ucr,
      handover,
      to: to.id,
      expectedBy: this.now(24 * 3600 * 1000),
      place: { locode: 'RWKGL' },
      items: this.items,
    });
    return handover;
  }

  /** Signed but not posted: the receiver weighs far less than was released. */
  shortReceipt(handover: string): Uint8Array {
    const items = [{ itemId: `${this.name}-L`, hs, qty: { value: '60', unit: 'KGM' } }];
    return this.sign(this.taker, this.receipt(handover, items));
  }

  private receipt(handover: string, items: JsonValue): Record<string, JsonValue> {
    return { type: 'RECEIVE', ucr: this.ucr, handover, place: { locode: 'RWKGL' }, items };
  }

  private async post(actor: BenchParty, content: Record<string, JsonValue>): Promise<void> {
    await this.ledger.post('/v1/events', this.sign(actor, content));
  }

  private sign(actor: BenchParty, content: Record<string, JsonValue>): Uint8Array {
    this.count += 1;
    return signEvent(actor, {
      schema: 'custody-event/1',
      ledger: this.ledger.origin,
      eventId: `${this.name}-${this.count}`,
      occurredAt: this.now(0),
      actor: actor.id,
      ...content,
    });
  }

  private now(ahead: number): string {
    return new Date(Date.now() + ahead).toISOString();
  }
}
