import { readFileSync } from 'node:fs';
import { ConfigError } from '../../platform/config/config.js';
import { errorCode } from '../../platform/error-code.js';
import {
  isSameLedgerKey,
  ledgerKeyAt,
  type LedgerKeys,
  parsePolicy,
  type Policy,
  ProtocolError,
} from '../../protocol/index.js';

/** Nobody witnesses, nobody need. */
const NO_POLICY: Policy = { logs: [], witnesses: [], groups: [], quorum: 'none' };

/** Which witnesses this ledger asks, and how many must have cosigned. */
export class WitnessPolicy {
  constructor(
    readonly policy: Policy,
    /** The file as it is; `undefined` when there is none. */
    readonly text: string | undefined,
  ) {}
}

/**
 * The tlog-policy file of this ledger.
 * @throws ConfigError when it cannot be read, is malformed, or is of other logs only
 */
export function readPolicy(path: string | undefined, keys: LedgerKeys): WitnessPolicy {
  if (path === undefined) return new WitnessPolicy(NO_POLICY, undefined);
  const text = textOf(path);
  const policy = parse(text);
  // Readers may still have the policy from before a rotation, so one of the ledger's keys is enough.
  const isListed = policy.logs.some((log) => keys.some(({ key }) => isSameLedgerKey(key, log.key)));
  if (policy.logs.length > 0 && !isListed) {
    const { name } = ledgerKeyAt(keys, 0);
    throw new ConfigError([
      `WITNESS_POLICY: the policy lists logs, but none under a key of this one (${name})`,
    ]);
  }
  for (const { name, url } of policy.witnesses)
    if (url !== undefined && !/^https?:\/\//u.test(url))
      throw new ConfigError([`WITNESS_POLICY: the address of witness ${name} is not http(s)`]);
  return new WitnessPolicy(policy, text);
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new ConfigError([`WITNESS_POLICY: the file cannot be read (${errorCode(error)})`]);
  }
}

function parse(text: string): Policy {
  try {
    return parsePolicy(text);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    throw new ConfigError([`WITNESS_POLICY: ${error.message}`]);
  }
}
