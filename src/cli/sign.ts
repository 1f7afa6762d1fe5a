import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import {
  decodeUtf8,
  envelopeOfJson,
  kindOfPayloadType,
  payloadTypeOf,
  preAuthEncoding,
  sign,
  signStatement,
  storedBytes,
  type Envelope,
  type JsonObject,
  type JsonValue,
} from '../protocol/index.js';
import { custodyEvent } from '../custody/vocabulary/event.js';
import { decision } from '../custody/vocabulary/decision.js';
import { registration } from '../custody/vocabulary/registration.js';
import { CommandError, EXIT } from './exit-codes.js';
import { readJson, readJsonObject } from './json-file.js';
import { readKeyFile } from './key-file.js';
import { misfit } from './misfit.js';
import { repeated } from './repeated.js';
import { clientOf, withServer, type ServerOptions } from './server.js';

interface SignOptions extends ServerOptions {
  key: string[];
  ledger?: string;
  out?: string;
  add?: boolean;
}

const schemaOfKind = { event: custodyEvent, registration, decision };
type SignedKind = keyof typeof schemaOfKind;

const kindOfSchema: Readonly<Record<string, SignedKind | undefined>> = {
  'custody-event/1': 'event',
  'custody-registration/1': 'registration',
  'custody-decision/1': 'decision',
};

export function addSign(program: Command): void {
  withServer(program.command('sign'))
    .argument('<file>', 'a payload as JSON (`-` reads standard input); with --add an envelope')
    .description('sign a custody event, registration or decision; prints the envelope')
    .requiredOption('--key <file>', 'secret key; repeat for actor then witness', repeated, [])
    .option(
      '--ledger <origin>',
      'origin of the ledger it is meant for; when neither this nor the payload says, the service at --url is asked',
    )
    .option('--add', "add a witness's signature to an envelope that is signed already")
    .option('--out <file>', 'write the envelope here instead of printing it')
    .action(async (file: string, options: SignOptions) => {
      if (options.key.length === 0) throw new CommandError('give at least one --key', EXIT.usage);
      const envelope = options.add
        ? addSignatures(readJson(file), options.key)
        : await signPayload(readJsonObject(file, 'a payload'), options);
      const text = `${decodeUtf8(storedBytes(envelope))}\n`;
      if (options.out) return writeFileSync(options.out, text);
      process.stdout.write(text);
    });
}

async function signPayload(input: JsonObject, options: SignOptions): Promise<Envelope> {
  const ledger = input['ledger'] ?? options.ledger ?? (await clientOf(options).wellKnown()).origin;
  const payload: JsonObject = { schema: 'custody-event/1', ...input, ledger };
  const schema = typeof payload['schema'] === 'string' ? payload['schema'] : '';
  const kind = kindOfSchema[schema];
  if (kind === undefined)
    throw new CommandError(`schema "${schema}" is not one that parties sign`, EXIT.usage);
  checkPayload(kind, payload);
  return signStatement(
    kind,
    payload,
    options.key.map((file) => readKeyFile(file).secretKey),
  );
}

/** Checks before signing what the ledger would refuse, so that a mistake costs no round trip. */
function checkPayload(kind: SignedKind, payload: JsonValue): void {
  const parsed = schemaOfKind[kind].safeParse(payload);
  if (parsed.success) return;
  throw misfit(`the ${kind} would be refused`, parsed.error);
}

function addSignatures(input: JsonValue, keyFiles: readonly string[]): Envelope {
  const envelope = envelopeOfJson(input);
  const kind = kindOfPayloadType(envelope.payloadType);
  if (!kind)
    throw new CommandError(`payloadType ${envelope.payloadType} is not of this ledger`, EXIT.usage);
  const message = preAuthEncoding(payloadTypeOf(kind), envelope.payload);
  const added = keyFiles.map((file) => {
    const { keyid, secretKey } = readKeyFile(file);
    return { keyid, signature: sign(message, secretKey) };
  });
  return { ...envelope, signatures: [...envelope.signatures, ...added] };
}
