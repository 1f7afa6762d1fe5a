import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { TestApp } from './app.js';
import { testFolder } from './database.js';

const program = resolve(import.meta.dirname, '../../dist/cli/main.js');

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder in which a person works with the ledger of `app`: its `data` is that ledger's data folder. */
export class Workplace {
  readonly folder = testFolder('workplace-');
  private readonly env: NodeJS.ProcessEnv;

  constructor(app: TestApp) {
    symlinkSync(app.dataDir, join(this.folder, 'data'));
    const bin = join(this.folder, 'bin');
    mkdirSync(bin);
    // As from a checkout, where npx finds the package's own command.
    const shim = `#!/bin/sh\n[ "$1" = custody ] && shift\nexec '${process.execPath}' '${program}' "$@"\n`;
    writeFileSync(join(bin, 'npx'), shim);
    chmodSync(join(bin, 'npx'), 0o755);
    this.env = {
      ...process.env,
      PATH: `${bin}:${process.env['PATH'] ?? ''}`,
      NODE_OPTIONS: '',
      NO_COLOR: '1',
      CUSTODY_URL: app.url,
      DATABASE_URL: app.testDatabase.url,
      UNSAFE_VOLATILE_DATABASE: 'true',
    };
  }

  /** Runs `custody` with these arguments. */
  async custody(...args: string[]): Promise<Ran> {
    return this.run(process.execPath, [program, ...args]);
  }

  /** Runs a piece of shell script; it stops at the first command that fails. */
  async shell(script: string): Promise<Ran> {
    return this.run('/bin/sh', ['-eu', '-c', script]);
  }

  private async run(command: string, args: readonly string[]): Promise<Ran> {
    return run(command, args, { cwd: this.folder, env: this.env });
  }
}

/** Runs `custody` in a folder, with nothing said of any ledger but what `env` says. */
export async function custodyIn(
  { cwd, env = {} }: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
  ...args: readonly string[]
): Promise<Ran> {
  const whole = { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1', ...env };
  return run(process.execPath, [program, ...args], { cwd, env: whole });
}

async function run(
  command: string,
  args: readonly string[],
  place: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<Ran> {
  const child = spawn(command, args, { ...place, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const status = await new Promise<number | null>((done, failed) => {
    child.once('error', failed);
    child.once('close', done);
  });
  return { status, stdout, stderr };
}
