import { createHash } from 'node:crypto';
import { registration } from '../../custody/vocabulary/registration.js';
import {
  canonicalize,
  type Envelope,
  type JsonValue,
  signStatement,
} from '../../protocol/index.js';
import { CommandError, EXIT } from '../exit-codes.js';
import { readKeyFile } from '../key-file.js';
import { misfit } from '../misfit.js';
import { clientOf, type ServerOptions } from '../server.js';
import { printLine, startProgress } from '../terminal.js';

export interface RegisterAllOptions extends ServerOptions {
  registrar: string;
  /** Nothing is posted. */
  dryRun?: boolean;
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
  if (options.dryRun) return { registered: 0, known: 0 };
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

export function printRegistered(
  { registered, known }: Registered,
  { dryRun }: RegisterAllOptions,
): void {
  printLine(
    dryRun ? 'dry run: nothing was registered' : `${registered} registered, ${known} there already`,
  );
}

/** For the id of a fact: another for every other fact. */
export function digestOf(member: object): string {
  return createHash('sha256')
    .update(canonicalize({ ...member }))
    .digest('hex')
    .slice(0, 16);
}

/** @throws CommandError naming the file, for what `read` tells by a RangeError that it is not */
export function listIn<List>(file: string, read: () => List): List {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new CommandError(`${file}: ${error.message}`, EXIT.usage, { cause: error });
  }
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
