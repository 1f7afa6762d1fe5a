import { Client, type ClientConfig } from 'pg';
import type { Logger } from '../logging/logger.js';

type Listener = (payload: string) => void;

const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 2000;

/** LISTEN on one connection of its own, made again when it breaks. */
export class NotificationListener {
  private readonly channels = new Map<string, Set<Listener>>();
  private client: Client | undefined;
  private connecting: Promise<void> | undefined;
  private retry: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(
    private readonly config: ClientConfig,
    private readonly logger: Logger,
  ) {}

  /** See `Database.listen`. */
  async listen(channel: string, fn: Listener): Promise<() => Promise<void>> {
    const listeners = this.channels.get(channel) ?? new Set<Listener>();
    const isNew = listeners.size === 0;
    listeners.add(fn);
    this.channels.set(channel, listeners);
    const wasConnected = this.client !== undefined;
    await this.connected();
    // A connection that was just made listens to every channel already.
    if (isNew && wasConnected) await this.client?.query(`listen ${quoteIdentifier(channel)}`);
    return async () => this.unlisten(channel, fn);
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.retry);
    await this.connecting?.catch(() => undefined);
    await this.client?.end();
    this.client = undefined;
  }

  private async unlisten(channel: string, fn: Listener): Promise<void> {
    const listeners = this.channels.get(channel);
    if (!listeners?.delete(fn) || listeners.size > 0) return;
    this.channels.delete(channel);
    await this.client?.query(`unlisten ${quoteIdentifier(channel)}`);
  }

  private async connected(): Promise<void> {
    if (this.client || this.closed) return;
    this.connecting ??= this.connect().finally(() => {
      this.connecting = undefined;
    });
    await this.connecting;
  }

  private async connect(): Promise<void> {
    const client = new Client({ ...this.config, application_name: 'custody-listen' });
    client.on('error', (error) => {
      this.lost(client, error);
    });
    client.on('end', () => {
      this.lost(client, undefined);
    });
    client.on('notification', ({ channel, payload }) => {
      for (const fn of this.channels.get(channel) ?? []) fn(payload ?? '');
    });
    await client.connect();
    for (const channel of this.channels.keys()) {
      await client.query(`listen ${quoteIdentifier(channel)}`);
    }
    this.client = client;
  }

  private lost(client: Client, error: Error | undefined): void {
    if (this.client !== client || this.closed) return;
    this.client = undefined;
    this.logger.warn({ err: error }, 'listening database connection lost');
    this.reconnect(FIRST_RETRY_MS);
  }

  private reconnect(delayMs: number): void {
    this.retry = setTimeout(() => {
      this.connected().then(
        () => {
          for (const listeners of this.channels.values()) for (const fn of listeners) fn('');
        },
        () => {
          if (!this.closed) this.reconnect(Math.min(delayMs * 2, LAST_RETRY_MS));
        },
      );
    }, delayMs);
  }
}

function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
