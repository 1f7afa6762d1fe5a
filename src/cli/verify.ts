import type { Command } from 'commander';
import { signingRules } from '../custody/vocabulary/signing-rules.js';
import {
  attempt,
  type Check,
  decodeUtf8,
  encodeUtf8,
  envelopeOfJson,
  isAbsence,
  isJsonObject,
  namedKeysOf,
  parseJsonOnce,
  preAuthEncoding,
  publicKeyOfJwk,
  statementCheck,
  thumbprint,
  type Trust,
  verify,
  verifyFile,
  type Envelope,
  type JsonObject,
  type JsonValue,
} from '../protocol/index.js';
import { CommandError, EXIT } from './exit-codes.js';
import { readPublicJwk } from './key-file.js';
import { parseJson, readBytes } from './json-file.js';
import { repeated } from './repeated.js';
import { green, printJson, printLine, red } from './terminal.js';
import { type TrustOptions, trustOf, withTrust } from './trust.js';

interface VerifyOptions extends TrustOptions {
  statement?: string;
  signer: string[];
  json?: boolean;
}

export function addVerify(program: Command): void {
  withTrust(program.command('verify'))
    .argument(
      '<file>',
      'an evidence bundle, a statement with its receipt, a receipt, a statement, or an answer 404 with its proof (`-` reads standard input)',
    )
    .description('check a bundle, a receipt or a statement offline; asks no server')
    .option('--statement <file>', 'the statement, when the file holds a receipt alone')
    .option(
      '--signer <file>',
      "a signer's public key (JWK), to check the statement's signatures; repeatable",
      repeated,
      [],
    )
    .option('--json', 'print one JSON object')
    .action((file: string, options: VerifyOptions) => {
      const checks = checksOf(readBytes(file), file, options);
      const ok = checks.every((check) => check.ok);
      if (options.json) printJson({ ok, checks });
      else printChecks(checks, ok);
      process.exitCode = ok ? EXIT.ok : EXIT.negative;
    });
}

function checksOf(bytes: Buffer, file: string, options: VerifyOptions): readonly Check[] {
  if (options.statement === undefined && provesItself(bytes.toString('utf8')))
    return fileChecks(bytes, options);
  return partChecks(readPart(bytes, file), options);
}

/** A bundle, a statement with its receipt, and the answer that there is none are read by the protocol core alone, byte for byte. */
function provesItself(text: string): boolean {
  try {
    const value = JSON.parse(text) as JsonValue;
    if (!isJsonObject(value)) return true;
    return 'format' in value || isAbsence(value) || ('receipt' in value && 'envelope' in value);
  } catch {
    return true;
  }
}

/** A receipt or a statement by itself; as in the whole file, no member may stand twice. */
function readPart(bytes: Buffer, file: string): JsonObject {
  const value = ofFile(file, () => parseJsonOnce(bytes));
  if (isJsonObject(value)) return value;
  throw new CommandError(
    `${file} must hold a receipt, a statement, or both as a JSON object`,
    EXIT.usage,
  );
}

function fileChecks(bytes: Uint8Array, options: VerifyOptions): readonly Check[] {
  const { checks } = verifyFile(bytes, neededTrust(options), signingRules);
  if (options.signer.length === 0) return checks;
  const { envelope } = parseJson(decodeUtf8(bytes), 'the file') as JsonObject;
  if (envelope === undefined)
    throw new CommandError('the file holds no single statement: leave out --signer', EXIT.usage);
  return [
    ...checks,
    ...signatureChecks(
      ofFile('the statement', () => envelopeOfJson(envelope)),
      options.signer,
    ),
  ];
}

function neededTrust(options: VerifyOptions): Trust {
  const trust = trustOf(options);
  if (namedKeysOf(trust).length > 0) return trust;
  throw new CommandError(
    'it is checked against the ledger\'s key: give --vkey (see "vkey" in /.well-known/custody-ledger), or a --policy with a log line',
    EXIT.usage,
  );
}

function partChecks(input: JsonObject, options: VerifyOptions): readonly Check[] {
  const { statement } = options;
  const receipt = receiptIn(input);
  const envelope =
    statement === undefined ? statementIn(input) : readPart(readBytes(statement), statement);
  if (receipt === undefined) return statementChecks(envelope, options.signer);
  if (envelope === undefined)
    throw new CommandError(
      'a receipt alone proves nothing about a statement: give --statement <file>',
      EXIT.usage,
    );
  return fileChecks(encodeUtf8(JSON.stringify({ ...receipt, envelope })), options);
}

/** What stands beside the statement in a whole file. */
function receiptIn(input: JsonObject): JsonObject | undefined {
  if ('receipt' in input) return input;
  return 'proof' in input ? { receipt: input } : undefined;
}

function statementIn(input: JsonObject): JsonValue | undefined {
  return 'payload' in input ? input : input['envelope'];
}

function statementChecks(statement: JsonValue | undefined, signers: readonly string[]): Check[] {
  if (statement === undefined)
    throw new CommandError('the file holds neither a receipt nor a statement', EXIT.usage);
  if (signers.length === 0)
    throw new CommandError(
      'nothing to check a statement alone against: give --signer <public key> or its receipt',
      EXIT.usage,
    );
  const envelope = ofFile('the statement', () => envelopeOfJson(statement));
  return [statementCheck(envelope), ...signatureChecks(envelope, signers)];
}

/** @throws CommandError for what cannot be read: it does not hold */
function ofFile<T>(file: string, read: () => T): T {
  const outcome = attempt(read);
  if (outcome.ok) return outcome.value;
  throw new CommandError(`${file}: ${outcome.reason}`, EXIT.negative);
}

function signatureChecks(envelope: Envelope, signerFiles: readonly string[]): Check[] {
  const keys = new Map(
    signerFiles.map((file) => {
      const publicKey = publicKeyOfJwk(readPublicJwk(file));
      return [thumbprint(publicKey), publicKey] as const;
    }),
  );
  const message = preAuthEncoding(envelope.payloadType, envelope.payload);
  return envelope.signatures.map(({ keyid, signature }) => {
    const publicKey = keys.get(keyid);
    if (!publicKey)
      return {
        what: 'signature',
        ok: false,
        detail: `by key ${keyid}, which was not given with --signer`,
      };
    const ok = verify(message, signature, publicKey);
    return { what: 'signature', ok, detail: `by key ${keyid}${ok ? '' : ' does not verify'}` };
  });
}

function printChecks(checks: readonly Check[], ok: boolean): void {
  for (const check of checks) {
    printLine(`${check.ok ? green('holds ') : red('BROKEN')} ${check.what}: ${check.detail}`);
  }
  printLine(ok ? green('verified') : red('NOT verified'));
}
