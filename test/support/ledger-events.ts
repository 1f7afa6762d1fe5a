import type { Parties, TestKey, TestParty } from './parties.js';

/** Makes signed events for tests of the log: small, valid, each with an id of its own. */
export class EventFactory {
  private count = 0;

  constructor(private readonly parties: Parties) {}

  /** A COMMISSION by the party; `over` replaces members. */
  commission(party: TestParty, over: object = {}): Uint8Array {
    return this.event(party, { ...this.commissionOf(party), ...over });
  }

  commissionOf(party: TestParty): object {
    this.count += 1;
    const id = `${party.id}-${this.count}`;
    return {
      schema: 'custody-event/1',
      ledger: this.parties.origin,
      eventId: id,
      type: 'COMMISSION',
      occurredAt: '2026-06-01T08:00:00+02:00',
      actor: party.id,
      basis: 'mined',
      place: { lat: -2.1, lon: 29.58 },
      items: [{ itemId: `I-${id}`, hs: '261590', qty: { value: '250.5', unit: 'KGM' } }],
    };
  }

  /** An annulment of the event with this statement hash. */
  correction(party: TestParty, hash: string): Uint8Array {
    this.count += 1;
    return this.event(party, {
      schema: 'custody-event/1',
      ledger: this.parties.origin,
      eventId: `C-${party.id}-${this.count}`,
      type: 'CORRECT',
      occurredAt: '2026-06-01T09:00:00+02:00',
      actor: party.id,
      refs: [hash],
      reason: 'entered twice',
      annul: true,
    });
  }

  event(party: TestParty, payload: object, signers: readonly TestKey[] = [party.key]): Uint8Array {
    return this.parties.sign('event', payload, signers);
  }

  /** The same envelope with a signature that holds for nothing. */
  spoiled(envelope: Uint8Array): Uint8Array {
    const json: { signatures: { sig: string }[] } = JSON.parse(Buffer.from(envelope).toString());
    const sig = Buffer.from(json.signatures[0]!.sig, 'base64');
    sig.writeUInt8(sig.readUInt8(40) ^ 1, 40);
    json.signatures[0]!.sig = sig.toString('base64');
    return Buffer.from(JSON.stringify(json));
  }

  array(envelopes: readonly Uint8Array[]): Uint8Array {
    return Buffer.from(`[${envelopes.map((one) => Buffer.from(one).toString()).join(',')}]`);
  }

  /** Posts and gives back the text itself: receipts must be equal byte for byte. */
  async postText(
    url: string,
    body: Uint8Array,
    type = 'application/json',
  ): Promise<{ status: number; text: string }> {
    const response = await fetch(`${url}/v1/events`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: Buffer.from(body),
    });
    return { status: response.status, text: await response.text() };
  }
}
