import { join } from 'node:path';
import {
  jwkOfPublicKey,
  type JsonValue,
  signStatement,
  storedBytes,
} from '../../../protocol/index.js';
import { readKeyFile, type KeyPair } from '../../key-file.js';
import { startService, type ServiceProcess } from './service-process.js';
import { EventMill, makeParties, type BenchParty } from './signed-events.js';

const PARTIES = 20;
const program = join(import.meta.dirname, '..', '..', '..', 'main.js');

/** This service in its own process, with parties registered and events ready to be posted. */
export class BenchLedger {
  private constructor(
    readonly service: ServiceProcess,
    readonly origin: string,
    readonly parties: readonly BenchParty[],
    readonly mill: EventMill,
    private readonly registrar: KeyPair,
  ) {}

  /** @param env settings of the service beside the defaults */
  static async start(env: Readonly<Record<string, string>> = {}): Promise<BenchLedger> {
    const service = await startService({ file: program, env });
    const known = (await (
      await fetch(`http://127.0.0.1:${service.port}/.well-known/custody-ledger`)
    ).json()) as { origin: string };
    const registrar = readKeyFile(join(service.dataDir, 'keys', 'registrar.jwk.json'));
    const parties = makeParties(PARTIES);
    const ledger = new BenchLedger(
      service,
      known.origin,
      parties,
      new EventMill(known.origin, parties),
      registrar,
    );
    for (const party of parties) await ledger.register(party, ['producer', 'exporter']);
    return ledger;
  }

  /** Registers a party and its key. */
  async register(party: BenchParty, roles: readonly string[]): Promise<void> {
    const about = { id: party.id, name: party.id, country: 'RW', roles };
    await this.postRegistration(`${party.id}-party`, { kind: 'party', party: about }, []);
    const jwk = jwkOfPublicKey(party.pair.publicKey);
    const key = { kind: 'key', key: { party: party.id, jwk } };
    await this.postRegistration(`${party.id}-key`, key, [party.pair.secretKey]);
  }

  async post(path: string, body: Uint8Array): Promise<unknown> {
    const answer = await fetch(`http://127.0.0.1:${this.service.port}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(body),
    });
    const content: unknown = await answer.json();
    if (!answer.ok)
      throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(content)}`);
    return content;
  }

  private async postRegistration(
    registrationId: string,
    content: object,
    proofKeys: readonly Uint8Array[],
  ): Promise<void> {
    const payload = {
      schema: 'custody-registration/1',
      ledger: this.origin,
      registrationId,
      ...content,
    } as JsonValue;
    const envelope = signStatement('registration', payload, [
      this.registrar.secretKey,
      ...proofKeys,
    ]);
    await this.post('/v1/registrations', storedBytes(envelope));
  }
}
