import { existsSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import {
  checkReceipt,
  envelopeOfJson,
  parseCanonical,
  preAuthEncoding,
  ProtocolError,
  publicKeyOfJwk,
  receiptOfJson,
  statementHash,
  storedBytes,
  thumbprint,
  toHex,
  verify,
  type Envelope,
  type JsonValue,
} from '../protocol/index.js';
import { CommandError, EXIT } from './exit-codes.js';
import { readPublicJwk } from './key-file.js';
import { readJson, readJsonObject, type JsonObject } from './json-file.js';
import { repeated } from './repeated.js';
import { green, printJson, printLine, red } from './terminal.js';

interface VerifyOptions {
  vkey?: string;
  statement?: string;
  signer: string[];
  json?: boolean;
}

interface Check {
  readonly what: string;
  readonly ok: boolean;
  readonly detail: string;
}

export function addVerify(program: Command): void {
  program
    .command('verify')
    .argument(
      '<file>',
      'a statement with its receipt, a receipt, or a statement (`-` reads standard input)',
    )
    .description('check a receipt or a statement offline; asks no server')
    .option(
      '--vkey <vkey>',
      "the ledger's verification key, or a file that holds it; from a source you trust",
    )
    .option('--statement <file>', 'the statement, when the file holds a receipt alone')
    .option(
      '--signer <file>',
      "a signer's public key (JWK), to check the statement's signatures; repeatable",
      repeated,
      [],
    )
    .option('--json', 'print one JSON object')
    .action((file: string, options: VerifyOptions) => {
      const checks = checksOf(readJsonObject(file, 'a receipt, a statement, or both'), options);
      const ok = checks.every((check) => check.ok);
      if (options.json) printJson({ ok, checks });
      else printChecks(checks, ok);
      process.exitCode = ok ? EXIT.ok : EXIT.negative;
    });
}

function checksOf(input: JsonObject, options: VerifyOptions): Check[] {
  const { envelope, receipt } = partsOf(input, options.statement);
  if (receipt === undefined && options.signer.length === 0) {
    throw new CommandError(
      'nothing to check a statement alone against: give --signer <public key> or its receipt',
      EXIT.usage,
    );
  }
  const checks: Check[] = envelope ? [formCheck(envelope)] : [];
  if (receipt !== undefined) checks.push(receiptCheck(envelope, receipt, options.vkey));
  if (envelope && options.signer.length > 0)
    checks.push(...signatureChecks(envelope, options.signer));
  return checks;
}

function partsOf(
  input: JsonObject,
  statementFile?: string,
): { envelope?: Envelope; receipt?: JsonValue } {
  const receipt = input['receipt'] ?? (input['proof'] === undefined ? undefined : input);
  const statement = statementFile
    ? readJson(statementFile)
    : (input['envelope'] ?? (input['payload'] === undefined ? undefined : input));
  if (receipt === undefined && statement === undefined) {
    throw new CommandError('the file holds neither a receipt nor a statement', EXIT.usage);
  }
  return {
    ...(statement === undefined ? {} : { envelope: readEnvelope(statement) }),
    ...(receipt === undefined ? {} : { receipt }),
  };
}

function readEnvelope(value: JsonValue): Envelope {
  try {
    return envelopeOfJson(value);
  } catch (error) {
    if (error instanceof ProtocolError)
      throw new CommandError(error.message, EXIT.negative, { cause: error });
    throw error;
  }
}

function formCheck(envelope: Envelope): Check {
  const hash = toHex(statementHash(storedBytes(envelope)));
  try {
    const payload = parseCanonical(envelope.payload) as Record<string, JsonValue>;
    const about = [
      payload['type'] ?? payload['kind'] ?? payload['schema'],
      payload['actor'],
    ].filter((part) => typeof part === 'string');
    return {
      what: 'statement',
      ok: true,
      detail: `canonical; ${about.join(' by ')}; hash ${hash}`,
    };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return { what: 'statement', ok: false, detail: error.message };
  }
}

function receiptCheck(envelope: Envelope | undefined, receipt: JsonValue, vkey?: string): Check {
  if (!vkey) {
    throw new CommandError(
      'a receipt is checked against the ledger\'s key: give --vkey (see "vkey" in /.well-known/custody-ledger)',
      EXIT.usage,
    );
  }
  if (!envelope)
    throw new CommandError(
      'a receipt alone proves nothing about a statement: give --statement <file>',
      EXIT.usage,
    );
  try {
    const checked = checkReceipt({
      receipt: receiptOfJson(receipt),
      envelope,
      vkey: readVkey(vkey),
    });
    if (!checked.ok) return { what: 'receipt', ok: false, detail: checked.reason };
    const { origin, size, root } = checked.checkpoint;
    const { index, recordedAt } = receiptOfJson(receipt);
    return {
      what: 'receipt',
      ok: true,
      detail: `entry ${index} of ${origin}, recorded ${recordedAt}, under the signed checkpoint of size ${size}, root ${toHex(root)}`,
    };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    if (error.code === 'malformed-vkey')
      throw new CommandError(error.message, EXIT.usage, { cause: error });
    return { what: 'receipt', ok: false, detail: error.message };
  }
}

function readVkey(vkey: string): string {
  return existsSync(vkey) ? readFileSync(vkey, 'utf8').trim() : vkey;
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
