import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { LedgerClient } from '../client/ledger-client.js';
import {
  isSameLedgerKey,
  type JsonValue,
  ledgerKeyOf,
  type LedgerVkey,
  type Trust,
  type TrustedKeys,
  trustedKeysOf,
} from '../protocol/index.js';
import { CommandError, EXIT } from './exit-codes.js';
import { readJsonObject, readText } from './json-file.js';
import { repeated } from './repeated.js';

export interface TrustOptions {
  vkey: string[];
  ledger?: string;
  policy?: string;
}

/** Options of a command that verifies: what its user knows from elsewhere. */
export function withTrust(command: Command): Command {
  return withTrustedKey(command).option(
    '--policy <file>',
    'which witnesses must have cosigned (C2SP tlog-policy)',
  );
}

export function withTrustedKey(command: Command): Command {
  return command
    .option(
      '--vkey <vkey>',
      "the ledger's verification key, or a file that holds it; from a source you trust; repeatable",
      repeated,
      [],
    )
    .option(
      '--ledger <file>',
      'what /.well-known/custody-ledger answered: ties a trusted key to those before and after it',
    );
}

/** @throws CommandError for a file that cannot be read */
export function trustOf({ vkey, ledger, policy }: TrustOptions): Trust {
  return {
    vkey: vkey.map(readVkey),
    policy: policy === undefined ? undefined : readText(policy),
    rotations: ledger === undefined ? undefined : readRotations(ledger),
  };
}

/** What a service is judged by: what the caller knows, and how the service itself ties that to the key of today. */
export interface ServiceTrust {
  readonly trust: Trust;
  /** The key to check under: the caller's, else the service's own word. */
  readonly vkey: LedgerVkey;
  /** Is the service's own key trusted? If not, nothing it answers will hold. */
  readonly isOwn: boolean;
}

/**
 * The service ties the trusted key to the one it signs with now; that is checked, not believed.
 * @throws CommandError for rotations that do not hold, or that the caller's key has no part in
 */
export async function trustInService(
  client: LedgerClient,
  options: TrustOptions,
): Promise<ServiceTrust> {
  const known = await client.wellKnown();
  const given = trustOf(options);
  const trust = { ...given, rotations: given.rotations ?? known.rotations };
  const trusted = trustedKeysOf(trust) ?? trustedKeysOf({ ...trust, vkey: known.vkey })!;
  const fault = trusted.checks.find(({ ok }) => !ok);
  if (fault !== undefined) throw new CommandError(fault.detail, EXIT.negative);
  return { trust, vkey: trusted.history ?? trusted.keys[0]!, isOwn: isKeyOf(trusted, known.vkey) };
}

/** Is the key that the service names one that is trusted, or tied to one? */
function isKeyOf({ keys }: TrustedKeys, vkey: string): boolean {
  const own = ledgerKeyOf(vkey);
  return keys.some((key) => isSameLedgerKey(key, own));
}

/** `rotations` of a file that holds what `/.well-known/custody-ledger` answered; not yet believed. */
export function readRotations(file: string): JsonValue {
  const { rotations } = readJsonObject(file, 'what /.well-known/custody-ledger answered');
  if (rotations !== undefined) return rotations;
  throw new CommandError(`${file} tells no rotations: it is not that answer`, EXIT.usage);
}

/** A key as it was given, or out of the file that holds it. */
export function readVkey(vkey: string): string {
  return existsSync(vkey) ? readText(vkey).trim() : vkey;
}
