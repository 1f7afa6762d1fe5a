import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { countersignedBy } from '../client/key-request.js';
import { signerOfJwk } from '../client/signer.js';
import { registration, REGISTRATION_KINDS } from '../custody/vocabulary/registration.js';
import {
  jwkOfPublicKey,
  jwkOfSecretKey,
  signStatement,
  type JsonValue,
} from '../protocol/index.js';
import { CommandError, EXIT } from './exit-codes.js';
import { readJsonObject } from './json-file.js';
import { readKeyFile, type KeyPair } from './key-file.js';
import { readKeyRequest } from './key-request.js';
import { misfit } from './misfit.js';
import { repeated } from './repeated.js';
import { noticeUnread } from './rule-set-file.js';
import { clientOf, withServer, type ServerOptions } from './server.js';
import { printJson, printLine } from './terminal.js';

interface RegisterOptions extends ServerOptions {
  registrar: string;
  json?: boolean;
}

export function addRegister(program: Command): void {
  const register = program
    .command('register')
    .description(
      'register parties, keys, sites and the rest; each is a signed statement in the log',
    );
  addParty(register);
  addKey(register);
  addKeyRequest(register);
  addRevocation(register);
  addFile(register);
}

function subcommand(register: Command, name: string): Command {
  return withServer(register.command(name))
    .option('--registrar <file>', "the registrar's secret key", 'data/keys/registrar.jwk.json')
    .option('--json', 'print one JSON object');
}

function addParty(register: Command): void {
  subcommand(register, 'party')
    .description('a party, or a new version of it')
    .requiredOption('--id <id>')
    .requiredOption('--name <name>')
    .requiredOption('--country <code>', 'ISO 3166-1 alpha-2')
    .requiredOption('--role <role>', 'repeatable', repeated, [])
    .option('--offline', 'it often works without a network: longer allowances', false)
    .action(
      async (
        options: RegisterOptions & {
          id: string;
          name: string;
          country: string;
          role: string[];
          offline: boolean;
        },
      ) => {
        const { id, name, country, role: roles } = options;
        const offline = options.offline ? { offlineRegistered: true } : {};
        await post(options, 'party', { id, name, country, roles, ...offline });
      },
    );
}

function addKey(register: Command): void {
  subcommand(register, 'key')
    .description('binds a key to a party; the new key signs too, as proof of possession')
    .requiredOption('--party <id>')
    .requiredOption('--new-key <file>', 'secret key of the party')
    .action(async (options: RegisterOptions & { party: string; newKey: string }) => {
      const pair = readKeyFile(options.newKey);
      await post(
        options,
        'key',
        { party: options.party, jwk: jwkOfPublicKey(pair.publicKey) },
        pair,
      );
    });
}

function addKeyRequest(register: Command): void {
  subcommand(register, 'key-request')
    .description('binds a key that was made in a browser: its holder has signed, you sign too')
    .argument('<file>', 'the request that the console saved')
    .action(async (file: string, options: RegisterOptions) => {
      const request = readKeyRequest(file);
      const client = clientOf(options);
      const { origin } = await client.wellKnown();
      if (request.registration.ledger !== origin) {
        throw new CommandError(
          `the request is for ${request.registration.ledger}, this ledger is ${origin}`,
          EXIT.usage,
        );
      }
      const { secretKey } = readKeyFile(options.registrar);
      const envelope = await countersignedBy(request, signerOfJwk(jwkOfSecretKey(secretKey)));
      const { receipt } = await client.postRegistration(envelope);
      if (options.json) return printJson({ kind: 'key', receipt });
      const { party } = request.registration.key;
      printLine(`registered a key of ${party} as entry ${receipt.index} (${receipt.recordedAt})`);
    });
}

function addRevocation(register: Command): void {
  subcommand(register, 'revocation')
    .description('revokes a key from now on')
    .requiredOption('--keyid <id>')
    .requiredOption('--reason <text>')
    .option(
      '--compromised-since <time>',
      'RFC 3339: what the key signed since then becomes suspect',
    )
    .action(
      async (
        options: RegisterOptions & { keyid: string; reason: string; compromisedSince?: string },
      ) => {
        const { keyid, reason, compromisedSince } = options;
        const since = compromisedSince === undefined ? {} : { compromisedSince };
        await post(options, 'key-revocation', { keyid, reason, ...since });
      },
    );
}

function addFile(register: Command): void {
  subcommand(register, 'file')
    .description(`any other kind, its member as JSON: ${REGISTRATION_KINDS.join(', ')}`)
    .argument('<kind>')
    .argument('<file>')
    .action(async (kind: string, file: string, options: RegisterOptions) => {
      await post(options, kind, readJsonObject(file, `a ${kind}`));
    });
}

/** What holds the fact, where it is not called as the kind is. */
const MEMBERS: Readonly<Record<string, string>> = {
  'key-revocation': 'revocation',
  'rule-set': 'ruleSet',
};

async function post(
  options: RegisterOptions,
  kind: string,
  member: object,
  newKey?: KeyPair,
): Promise<void> {
  const client = clientOf(options);
  const payload = {
    schema: 'custody-registration/1',
    ledger: (await client.wellKnown()).origin,
    registrationId: randomUUID(),
    kind,
    [MEMBERS[kind] ?? kind]: member,
  };
  const parsed = registration.safeParse(payload);
  if (!parsed.success) {
    throw misfit('the registration would be refused', parsed.error);
  }
  if (parsed.data.kind === 'rule-set') noticeUnread(parsed.data.ruleSet);
  const keys = [readKeyFile(options.registrar), ...(newKey ? [newKey] : [])].map(
    (pair) => pair.secretKey,
  );
  const { receipt } = await client.postRegistration(
    signStatement('registration', payload as JsonValue, keys),
  );
  if (options.json) return printJson({ kind, receipt });
  printLine(`registered ${kind} as entry ${receipt.index} (${receipt.recordedAt})`);
}
