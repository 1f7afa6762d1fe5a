import { spawn, type ChildProcess } from 'node:child_process';
import { chownSync, closeSync, existsSync, fchownSync, openSync } from 'node:fs';
import { mkdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, escapeIdentifier } from 'pg';
import type { Logger } from '../logging/logger.js';
import { errorCode } from '../error-code.js';
import { serverEnvironment, SUPERUSER } from './cluster.js';
import { isAlive, readPostmasterRecord, releaseStaleLocks } from './pid-file.js';
import type { ProcessIdentity } from './process-identity.js';
import { socketFolder } from './socket-folder.js';
import { SETTINGS, VOLATILE_SETTINGS } from './settings.js';

interface EmbeddedServerOptions {
  readonly binaries: string;
  readonly dataDir: string;
  readonly identity: ProcessIdentity | undefined;
  readonly isVolatile: boolean;
  readonly database: string;
  readonly isSupervised: boolean;
  readonly logger: Logger | undefined;
}

export interface SocketLocation {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 15_000;
const WATCH_INTERVAL_MS = 500;
/** A server process still ends for a moment after its client has closed the connection. */
const LEAVING_LIMIT_MS = 2000;
const LARGEST_LOG_BYTES = 10_000_000;
/** Connections of processes that are about to stop the server; they do not count as its users. */
const STOPPING = 'custody-stop';
/** The server is not up, is starting, or is stopping. */
const NOT_UP = new Set(['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P03']);

/** Data folders of the servers that this process started or adopted, or is about to, and has not stopped. */
const held = new Set<string>();

export function heldDataFolders(): readonly string[] {
  return [...held];
}

/** One PostgreSQL server on a unix socket: started or adopted, watched, and stopped by the last who uses it. */
export class EmbeddedServer {
  /** Was the server running already? */
  isAdopted = false;
  /** Milliseconds from the call to the first connection. */
  startMs = 0;
  private socketDir: string;
  private pid = 0;
  private watch: NodeJS.Timeout | undefined;
  private restarting: Promise<void> | undefined;
  private isStopping = false;

  constructor(private readonly options: EmbeddedServerOptions) {
    this.socketDir = socketFolder(options.dataDir, options.identity);
  }

  get dataDir(): string {
    return this.options.dataDir;
  }

  /** Process id of the postmaster. */
  get postmasterPid(): number {
    return this.pid;
  }

  get location(): SocketLocation {
    return { host: this.socketDir, port: 5432, user: SUPERUSER, database: this.options.database };
  }

  /** @internal */
  async start(startedAt: number): Promise<void> {
    held.add(this.options.dataDir);
    this.isAdopted = await this.tryAdopt();
    if (!this.isAdopted) await this.launch();
    this.startMs = Date.now() - startedAt;
    if (!this.options.isSupervised) return;
    this.watch = setInterval(() => {
      this.restartIfDead();
    }, WATCH_INTERVAL_MS);
    this.watch.unref();
  }

  /**
   * Stops the server unless another process still uses it, and waits until it is down. Our own connections
   * must be closed before.
   * @param force stop although others use it
   */
  async stop({ force = false } = {}): Promise<void> {
    if (this.isStopping) return;
    this.isStopping = true;
    clearInterval(this.watch);
    await this.restarting;
    if (force || !(await this.isUsedByOthers())) await this.takeDown();
    held.delete(this.options.dataDir);
  }

  private async takeDown(): Promise<void> {
    await this.terminate();
    if (this.socketDir !== this.options.dataDir)
      rmSync(this.socketDir, { recursive: true, force: true });
  }

  /** Adopts the server that runs on the data folder, if it answers. */
  private async tryAdopt(): Promise<boolean> {
    const record = readPostmasterRecord(this.options.dataDir);
    if (!record?.isReady || !isAlive(record.pid)) return false;
    const client = this.client('postgres', record.socketDir);
    try {
      await client.connect();
      const { rows } = await client.query<{ folder: string }>(
        "select current_setting('data_directory') as folder",
      );
      if (rows[0]?.folder === undefined) return false;
      if (realpathSync(rows[0].folder) !== realpathSync(this.options.dataDir)) return false;
      await this.ensureDatabase(client);
    } catch (error) {
      if (NOT_UP.has(errorCode(error))) return false;
      throw error;
    } finally {
      await client.end().catch(() => undefined);
    }
    this.pid = record.pid;
    this.socketDir = record.socketDir;
    return true;
  }

  private async ensureDatabase(client: Client): Promise<void> {
    const { database } = this.options;
    const { rowCount } = await client.query('select from pg_database where datname = $1', [
      database,
    ]);
    if (rowCount) return;
    try {
      await client.query(`create database ${escapeIdentifier(database)}`);
    } catch (error) {
      // Another process that started at the same time made it.
      if (!['42P04', '23505'].includes(errorCode(error))) throw error;
    }
  }

  /** Starts a postmaster; when another process was faster, adopts its. */
  private async launch(): Promise<void> {
    const deadline = Date.now() + START_LIMIT_MS;
    while (Date.now() < deadline) {
      releaseStaleLocks(this.options.dataDir, this.socketDir);
      const child = this.spawnPostmaster();
      while (Date.now() < deadline) {
        if (await this.tryAdopt()) return;
        if (child.exitCode !== null || child.signalCode !== null) break;
        await pause(20);
      }
      if (await this.tryAdopt()) return;
      // Lost the race for the lock, or the processes of a killed server are still ending: look again soon.
      await pause(200);
    }
    throw new Error(`cannot start the embedded PostgreSQL: ${this.lastLogLines()}`);
  }

  private spawnPostmaster(): ChildProcess {
    const { binaries, dataDir, identity, isVolatile } = this.options;
    if (!existsSync(this.socketDir)) this.makeSocketFolder();
    const settings = {
      ...SETTINGS,
      ...(isVolatile && VOLATILE_SETTINGS),
      unix_socket_directories: this.socketDir,
    };
    const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const log = this.openLog();
    // Detached: an interrupt from the terminal reaches this process first, which drains before it stops the server.
    const child = spawn(join(binaries, 'bin', 'postgres'), ['-D', dataDir, ...args], {
      ...identity,
      cwd: '/',
      env: serverEnvironment(),
      stdio: ['ignore', 'ignore', log],
      detached: true,
    });
    closeSync(log);
    child.once('error', (error) => {
      this.options.logger?.error({ err: error }, 'embedded PostgreSQL cannot be run');
    });
    child.unref();
    return child;
  }

  private makeSocketFolder(): void {
    mkdirSync(this.socketDir, { mode: 0o700 });
    const { identity } = this.options;
    if (identity) chownSync(this.socketDir, identity.uid, identity.gid);
  }

  private get logFile(): string {
    return join(this.options.dataDir, 'server.log');
  }

  private openLog(): number {
    const file = this.logFile;
    if (existsSync(file) && statSync(file).size > LARGEST_LOG_BYTES) renameSync(file, `${file}.1`);
    const descriptor = openSync(file, 'a', 0o600);
    const { identity } = this.options;
    if (identity) fchownSync(descriptor, identity.uid, identity.gid);
    return descriptor;
  }

  private lastLogLines(): string {
    if (!existsSync(this.logFile)) return 'it wrote no log';
    return readFileSync(this.logFile, 'utf8').trimEnd().split('\n').slice(-5).join('; ');
  }

  private restartIfDead(): void {
    if (this.isStopping || this.restarting || isAlive(this.pid)) return;
    this.options.logger?.error({ pid: this.pid }, 'embedded PostgreSQL died, starting it again');
    this.restarting = this.launch()
      .then(() => {
        this.options.logger?.info({ pid: this.pid }, 'embedded PostgreSQL is up again');
      })
      .catch((error: unknown) => {
        this.options.logger?.error(
          { err: error },
          'embedded PostgreSQL could not be started again',
        );
      })
      .finally(() => {
        this.restarting = undefined;
      });
  }

  private async isUsedByOthers(): Promise<boolean> {
    const client = this.client('postgres', this.socketDir, STOPPING);
    try {
      await client.connect();
      const deadline = Date.now() + LEAVING_LIMIT_MS;
      while (await hasOtherClients(client)) {
        if (Date.now() >= deadline) return true;
        await pause(20);
      }
      return false;
    } catch (error) {
      if (NOT_UP.has(errorCode(error))) return false;
      throw error;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  /** Fast shutdown (clients are disconnected, data is flushed); immediate when that takes too long. */
  private async terminate(): Promise<void> {
    for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
      if (!isAlive(this.pid)) return;
      signalProcess(this.pid, signal);
      const deadline = Date.now() + STOP_LIMIT_MS;
      while (isAlive(this.pid) && Date.now() < deadline) await pause(10);
    }
  }

  private client(database: string, host: string, name = 'custody-embedded'): Client {
    const client = new Client({
      host,
      port: 5432,
      user: SUPERUSER,
      database,
      application_name: name,
      connectionTimeoutMillis: 5000,
    });
    // Without a listener an idle client that is cut off would end the process.
    client.on('error', () => undefined);
    return client;
  }
}

async function hasOtherClients(client: Client): Promise<boolean> {
  const { rowCount } = await client.query(
    "select from pg_stat_activity where backend_type = 'client backend' and application_name <> $1",
    [STOPPING],
  );
  return (rowCount ?? 0) > 0;
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}
