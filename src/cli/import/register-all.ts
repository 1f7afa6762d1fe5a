import { registration } from '../../custody/vocabulary/registration.js';
import { type Envelope, type JsonValue, signStatement } from '../../protocol/index.js';
import { readKeyFile } from '../key-file.js';
import { misfit } from '../misfit.js';
import { clientOf, type ServerOptions } from '../server.js';
import { startProgress } from '../terminal.js';

export interface RegisterAllOptions extends ServerOptions {
  registrar: string;
}

export interface NewFact {
  readonly kind: 'place' | 'screening';
  /** Of the registration. The same id and member are the same statement, which the ledger takes once. */
  readonly id: string;
  readonly member: object;
}

export interface Registered {
  readonly registered: number;
  /** Statements that the ledger had already. */
  readonly known: number;
}

/** Registrations under way at once: the ledger commits what arrives together in one go. */
const AT_ONCE = 16;

/** Signs each fact as registrar and posts it. Stops at the first refusal; what was posted before it stays. */
export async function registerAll(
  facts: readonly NewFact[],
  options: RegisterAllOptions,
): Promise<Registered> {
  const client = clientOf(options);
  const { origin } = await client.wellKnown();
  const { secretKey } = readKeyFile(options.registrar);
  const progress = startProgress('registering', facts.length);
  let registered = 0;
  let done = 0;
  try {
    for (let start = 0; start < facts.length; start += AT_ONCE) {
      const answers = await Promise.all(
        facts
          .slice(start, start + AT_ONCE)
          .map((fact) => client.postRegistration(envelopeOf(fact, origin, secretKey))),
      );
      registered += answers.filter(({ isNew }) => isNew).length;
      done += answers.length;
      progress.update(done);
    }
  } finally {
    progress.stop();
  }
  return { registered, known: done - registered };
}

function envelopeOf({ kind, id, member }: NewFact, ledger: string, key: Uint8Array): Envelope {
  const payload = {
    schema: 'custody-registration/1',
    ledger,
    registrationId: id,
    kind,
    [kind]: member,
  };
  const parsed = registration.safeParse(payload);
  if (!parsed.success) throw misfit(`${id} would be refused`, parsed.error);
  return signStatement('registration', payload as JsonValue, [key]);
}
