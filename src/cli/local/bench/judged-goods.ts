import type { RecordedEvent } from '../../../custody/lineage.js';
import { custodyEvent } from '../../../custody/vocabulary/event.js';

/** Events as the log would hold them, made without signatures or a log: for measuring what is done after those. */
export class JudgedGoods {
  readonly events: RecordedEvent[] = [];

  /** @param start when the first event happens, epoch milliseconds; each later one an hour after */
  constructor(
    private readonly start: number,
    private readonly everyMs = 3_600_000,
  ) {}

  add(type: string, actor: string, members: Readonly<Record<string, unknown>>): RecordedEvent {
    const index = this.events.length;
    const occurredAt = this.start + index * this.everyMs;
    const event = custodyEvent.parse({
      schema: 'custody-event/1',
      ledger: 'custody.example/bench',
      eventId: `E-${index}`,
      type,
      actor,
      occurredAt: new Date(occurredAt).toISOString(),
      ...members,
    });
    const recorded: RecordedEvent = {
      index,
      hash: index.toString(16).padStart(64, '0'),
      recordedAt: occurredAt,
      occurredAt,
      event,
      ...(event.ucr !== undefined && { consignment: `${event.ucr};2026` }),
    };
    this.events.push(recorded);
    return recorded;
  }

  /** @returns both halves */
  handOver(
    items: readonly object[],
    from: string,
    to: string,
    members: object = {},
  ): RecordedEvent[] {
    const handover = `H-${this.events.length}`;
    const expectedBy = new Date(this.start + this.events.length * this.everyMs + 86_400_000);
    const place = { locode: 'RWKGL' };
    const offer = { handover, to, expectedBy: expectedBy.toISOString(), place, items, ...members };
    return [
      this.add('DISPATCH', from, offer),
      this.add('RECEIVE', to, { handover, place, items, ...members }),
    ];
  }
}

/** A lot of tantalum ore with its assay. */
export function oreLot(itemId: string): object {
  return {
    itemId,
    hs: '261590',
    qty: { value: '500', unit: 'KGM' },
    assay: { analyte: 'Ta2O5', pct: '20' },
  };
}
