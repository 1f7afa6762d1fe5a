import type { INestApplicationContext } from '@nestjs/common';
import { AppendStatement } from '../../ledger/append-statement.js';
import {
  isAppended,
  type NextKey,
  prepareRotation,
  rotationStatement,
  settleKeyFiles,
} from '../../ledger/key-rotation.js';
import { LedgerIdentity } from '../../ledger/ledger-identity.js';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { RegistryCache } from '../../registry/registry-cache.js';
import { CommandError, EXIT } from '../exit-codes.js';
import { readKeyFile } from '../key-file.js';
import type { RotateOptions } from '../local-commands.js';
import { printJson, printLine } from '../terminal.js';
import { openQuietly } from './open-quietly.js';

/** What came of it, as `--json` prints it. */
interface Rotated {
  readonly state: 'rotated' | 'prepared' | 'done before';
  readonly vkey: string;
  readonly formerVkey: string;
  /** Index of the rotation in the log; `null` while it is only prepared. */
  readonly index: number | null;
  readonly keyFile: string;
}

/**
 * Replaces the ledger's key, beside running processes or without them: they read the rotation in the log and find the
 * new key in the data folder. Each step is durable before the next, and after a crash the same command goes on.
 */
export async function rotateLedgerKey(options: RotateOptions): Promise<void> {
  const context = await openQuietly();
  try {
    const rotated = await new KeyRotation(context, options).run();
    if (options.json) printJson(rotated);
    else report(rotated);
  } finally {
    await context.close();
  }
}

/** One run of the command on an opened ledger. */
export class KeyRotation {
  private readonly identity: LedgerIdentity;
  private readonly dataDir: string;

  constructor(
    private readonly context: INestApplicationContext,
    private readonly options: RotateOptions,
  ) {
    this.identity = context.get(LedgerIdentity, { strict: false });
    this.dataDir = context.get<Config>(CONFIG, { strict: false }).dataDir;
  }

  async run(): Promise<Rotated> {
    const { identity, dataDir, options } = this;
    // A run before this one was cut short after the log had taken its rotation.
    if (await isAppended(dataDir, identity)) return this.settle('rotated');
    if (options.replace !== undefined && this.wasReplaced(options.replace))
      return this.settle('done before');
    const next = await prepareRotation(dataDir, identity);
    if (options.prepare === true) return this.prepared(next);
    await this.append(next);
    return this.settle('rotated');
  }

  /** @throws CommandError when it is none of the ledger's keys */
  private wasReplaced(vkey: string): boolean {
    if (vkey === this.identity.vkey) return false;
    if (this.identity.history.some((key) => key.vkey === vkey)) return true;
    throw new CommandError(
      `${vkey} is not a key of this ledger; it signs with ${this.identity.vkey}`,
      EXIT.usage,
    );
  }

  private prepared({ vkey, path: keyFile }: NextKey): Rotated {
    const { vkey: formerVkey } = this.identity;
    return { state: 'prepared', vkey, formerVkey, index: null, keyFile };
  }

  private async append(next: NextKey): Promise<void> {
    const { secretKey: registrar } = readKeyFile(
      this.options.registrar ?? `${this.dataDir}/keys/registrar.jwk.json`,
    );
    const { identity, dataDir, options } = this;
    const by = { registrar, reason: options.reason };
    const statement = rotationStatement({ dataDir, identity }, next, by);
    const append = this.context.get(AppendStatement, { strict: false });
    const result = await append.append(statement, 'registration');
    if ('refusal' in result) {
      const { detail, code } = result.refusal;
      throw new CommandError(`${detail} [${code}]`, EXIT.negative);
    }
    await this.context.get(RegistryCache, { strict: false }).catchUp(result.index);
  }

  private async settle(state: Rotated['state']): Promise<Rotated> {
    const { current: keyFile } = await settleKeyFiles(this.dataDir, this.identity);
    const [former, { vkey, from: index }] = this.identity.history.slice(-2) as [Key, Key];
    return { state, vkey, formerVkey: former.vkey, index, keyFile };
  }
}

type Key = LedgerIdentity['history'][number];

function report({ state, vkey, formerVkey, index, keyFile }: Rotated): void {
  if (state === 'prepared') {
    printLine(`prepared ${vkey}`);
    printLine(`key file ${keyFile}`);
    printLine('Copy it into keys/ of every data folder that signs for this ledger, and tell');
    printLine('witnesses and monitors of the new key. Then run this again without --prepare.');
    return;
  }
  if (state === 'done before') printLine('That key was replaced before; nothing was changed.');
  printLine(`signs now     ${vkey}`);
  printLine(`signed before ${formerVkey}`);
  printLine(`since entry   ${index}; what came before stays under the former key, for ever`);
  printLine(`key file      ${keyFile}: back up the folder it lies in`);
  printLine('');
  printLine('Running processes take the new key by themselves. Now tell, with both keys:');
  printLine(
    '- witnesses, or they cosign no more: custody witness --log <new key> --log <former key>',
  );
  printLine('- readers who wrote the former key down; custody verify --ledger <what');
  printLine(
    '  /.well-known/custody-ledger answers> ties the keys together. Policy files may name either.',
  );
  printLine('- monitors need not be told: they follow a rotation that the former key has signed.');
  printLine(
    'The former key signs nothing any more. Take its file off the server once every process',
  );
  printLine('has gone on; keep it only to be able to prove who you were.');
}
