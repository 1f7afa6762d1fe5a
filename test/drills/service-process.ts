import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isAlive } from '../../src/platform/embedded/pid-file.js';
import { testFolder } from '../support/database.js';
import { type CheckedLedger, checkLedger } from '../support/ledger.js';
import { Parties } from '../support/parties.js';
import { until } from '../support/until.js';

const CHECKOUT = resolve(import.meta.dirname, '../..');
const START_MS = 120_000;
/** What of a process's complaints is kept for the message of a failing drill. */
const KEPT_OUTPUT = 4000;

/** A folder for a ledger of its own: root must let PostgreSQL's user through it. */
export function ledgerFolder(): string {
  return join(testFolder('drill-'), 'data');
}

/** The service as `npm start` runs it: a process of its own on the embedded PostgreSQL, durable. */
export class ServiceProcess {
  private child: ChildProcess | undefined;
  private output = '';
  private address = '';
  private isAskedToEnd = false;

  private constructor(
    readonly dataDir: string,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  static async start(
    dataDir = ledgerFolder(),
    env: Readonly<Record<string, string>> = {},
  ): Promise<ServiceProcess> {
    const service = new ServiceProcess(dataDir, env);
    await service.start();
    return service;
  }

  /** Starts it, or starts it again. */
  async start(): Promise<void> {
    this.output = '';
    const child = spawn(process.execPath, [join(CHECKOUT, 'dist/main.js')], {
      cwd: '/',
      env: {
        PATH: process.env['PATH'],
        HOST: '127.0.0.1',
        PORT: '0',
        DATA_DIR: this.dataDir,
        LOG_LEVEL: 'warn',
        WEBHOOK_PRIVATE_ADDRESSES: 'true',
        ...this.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    this.isAskedToEnd = false;
    child.once('exit', (code, signal) => {
      if (this.isAskedToEnd) return;
      console.error(`the service ended by itself (${signal ?? code}): ${this.output}`);
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.output = (this.output + text).slice(-KEPT_OUTPUT);
      });
    }
    this.address = await until(() => {
      if (child.exitCode !== null || child.signalCode !== null) return 'gone';
      return /is up at (?<url>\S+)/u.exec(this.output)?.groups?.['url'];
    }, START_MS);
    if (this.address === 'gone') throw new Error(`the service ended at its start: ${this.output}`);
    await this.ready();
  }

  /** A command of the operator on the same data folder, in a process of its own. */
  command(...args: readonly string[]): ChildProcess {
    return spawn(process.execPath, [join(CHECKOUT, 'dist/cli/main.js'), ...args], {
      cwd: '/',
      env: { PATH: process.env['PATH'], DATA_DIR: this.dataDir, LOG_LEVEL: 'warn', ...this.env },
      stdio: 'ignore',
    });
  }

  /** Waits until it may be sent requests. */
  async ready(): Promise<void> {
    await until(async () => (await fetch(`${this.url}/health/ready`)).ok, START_MS);
  }

  get url(): string {
    return this.address;
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  get isRunning(): boolean {
    const { child } = this;
    return child !== undefined && child.exitCode === null && child.signalCode === null;
  }

  /** SIGKILL: no chance to finish anything. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** SIGTERM, and waits for the orderly end. @returns the exit code */
  async terminate(): Promise<number | null> {
    return this.end('SIGTERM');
  }

  /** Process id of the PostgreSQL server of the data folder; 0 when there is none. */
  get postmasterPid(): number {
    try {
      const record = readFileSync(join(this.dataDir, 'postgres', 'postmaster.pid'), 'utf8');
      return Number(record.split('\n')[0]);
    } catch {
      return 0;
    }
  }

  /** SIGKILL for the PostgreSQL server. @returns the pid it had */
  async killPostmaster(): Promise<number> {
    const pid = this.postmasterPid;
    if (pid === 0 || !isAlive(pid)) throw new Error('there is no PostgreSQL server to kill');
    process.kill(pid, 'SIGKILL');
    await until(() => !isAlive(pid));
    return pid;
  }

  /** The parties that act on it; they follow it to its next address. */
  async parties(): Promise<Parties> {
    const known = await fetch(`${this.url}/.well-known/custody-ledger`);
    const { origin }: { origin: string } = JSON.parse(await known.text());
    const address = (): string => this.url;
    return new Parties({
      dataDir: this.dataDir,
      origin,
      get url() {
        return address();
      },
    });
  }

  /** Verifies the whole log from outside. */
  async check(): Promise<CheckedLedger> {
    const host = encodeURIComponent(join(this.dataDir, 'postgres'));
    const testDatabase = {
      name: 'custody',
      url: `postgres://custody@localhost/custody?host=${host}`,
      drop: async () => undefined,
    };
    return checkLedger({ url: this.url, testDatabase });
  }

  /** Ends it and its PostgreSQL server, whatever state they are in. */
  async destroy(): Promise<void> {
    if (this.isRunning) await this.terminate();
    const pid = this.postmasterPid;
    if (pid === 0 || !isAlive(pid)) return;
    process.kill(pid, 'SIGKILL');
    await until(() => !isAlive(pid));
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    const { child } = this;
    if (child === undefined || !this.isRunning) return child?.exitCode ?? null;
    const exit = once(child, 'exit');
    this.isAskedToEnd = true;
    child.kill(signal);
    await exit;
    return child.exitCode;
  }
}
