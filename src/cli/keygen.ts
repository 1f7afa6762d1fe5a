import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import { jwkOfPublicKey } from '../protocol/index.js';
import { keyPairOf, writeKeyFile } from './key-file.js';
import { printJson, printLine } from './terminal.js';

export function addKeygen(program: Command): void {
  program
    .command('keygen')
    .description('make an Ed25519 key; the secret part stays in the file (mode 0600)')
    .requiredOption('--out <file>', 'where the secret key is written')
    .option('--json', 'print one JSON object')
    .action((options: { out: string; json?: boolean }) => {
      const pair = keyPairOf(new Uint8Array(randomBytes(32)));
      writeKeyFile(options.out, pair);
      const jwk = jwkOfPublicKey(pair.publicKey);
      if (options.json) return printJson({ keyid: pair.keyid, jwk, file: options.out });
      printLine(`key id      ${pair.keyid}`);
      printLine(`public key  ${JSON.stringify(jwk)}`);
      printLine(`secret key  ${options.out} (only you can read it; there is no copy)`);
      printLine(
        `next        a registrar binds it to your party: custody register key --party <id> --new-key ${options.out}`,
      );
    });
}
