import { readFileSync } from 'node:fs';
import { ConfigError } from '../../platform/config/config.js';
import { errorCode } from '../../platform/error-code.js';
import {
  equalBytes,
  parsePolicy,
  parseVkey,
  type Policy,
  ProtocolError,
} from '../../protocol/index.js';

/** Nobody witnesses, nobody need. */
const NO_POLICY: Policy = { logs: [], witnesses: [], groups: [], quorum: 'none' };

/**
 * The tlog-policy file of this ledger.
 * @throws ConfigError when it cannot be read, is malformed, or is of other logs only
 */
export function readPolicy(path: string | undefined, vkey: string): Policy {
  if (path === undefined) return NO_POLICY;
  const policy = parse(textOf(path));
  const { publicKey } = parseVkey(vkey);
  const isListed = policy.logs.some(({ key }) => equalBytes(key.publicKey, publicKey));
  if (policy.logs.length > 0 && !isListed)
    throw new ConfigError([`WITNESS_POLICY: the policy lists logs, but not this one (${vkey})`]);
  for (const { name, url } of policy.witnesses)
    if (url !== undefined && !/^https?:\/\//u.test(url))
      throw new ConfigError([`WITNESS_POLICY: the address of witness ${name} is not http(s)`]);
  return policy;
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
