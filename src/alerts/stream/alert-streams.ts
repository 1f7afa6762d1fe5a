import { once } from 'node:events';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Reader } from '../../access/reader.js';
import { Sessions } from '../../access/sessions.js';
import { Draining } from '../../platform/http/draining.js';
import { Problem } from '../../platform/http/problem.js';
import { LOGGER, type Logger } from '../../platform/logging/logger.js';
import { Readership } from '../alert-readership.js';
import { eventOf } from '../alert-views.js';
import { AlertFeed, PAGE } from './alert-feed.js';
import type { EventSink } from './event-sink.js';

const MAX_STREAMS = 1000;
const HEARTBEAT_MS = 15_000;
/** A token may die at any moment: its key's revocation is one entry of the log. */
const TOKEN_CHECK_MS = 1000;
const RETRY_MS = 2000;

interface Stream {
  readonly token: string;
  readonly sink: EventSink;
  reader: Reader;
  readonly ending: AbortController;
  readonly ended: Promise<unknown>;
}

/** The open alert streams of this process. */
@Injectable()
export class AlertStreams implements OnModuleDestroy {
  private readonly streams = new Set<Stream>();
  private heartbeats: NodeJS.Timeout | undefined;
  private checks: NodeJS.Timeout | undefined;

  constructor(
    private readonly feed: AlertFeed,
    private readonly sessions: Sessions,
    draining: Draining,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    draining.signal.addEventListener('abort', () => {
      this.closeAll();
    });
  }

  onModuleDestroy(): void {
    this.closeAll();
  }

  /** @throws Problem 503 when this process has as many streams as it can bear */
  checkRoom(): void {
    if (this.streams.size < MAX_STREAMS) return;
    throw new Problem({ status: 503, code: 'too-many-streams', retryAfter: 5 });
  }

  /**
   * Tells the reader every step he may read, in log order, from the one after `lastId` on; without one, from now on.
   * Ends when the client leaves, the token dies or the process stops.
   */
  async serve(
    token: string,
    reader: Reader,
    lastId: number | undefined,
    sink: EventSink,
    clientGone: Promise<unknown>,
  ): Promise<void> {
    const stream = openStream(token, reader, sink);
    this.add(stream);
    clientGone.then(
      () => stream.ending.abort(),
      () => stream.ending.abort(),
    );
    try {
      const end = await this.feed.end();
      // An id from beyond the log, of another ledger perhaps, must not silence what is still to come.
      const from = lastId === undefined ? end : Math.min(lastId + 1, end);
      sink.open(from - 1, RETRY_MS);
      await this.follow(stream, from);
    } catch (error) {
      this.logger.error({ err: error }, 'alert stream failed');
    } finally {
      this.remove(stream);
      sink.end();
    }
  }

  private async follow(stream: Stream, from: number): Promise<void> {
    let next = from;
    while (!stream.ending.signal.aborted) {
      const change = this.feed.change();
      const end = await this.feed.end();
      while (next < end && !stream.ending.signal.aborted) {
        const steps = await this.feed.page(next, end);
        // The token is looked at again before anything is told.
        if (!(await this.isAlive(stream))) return;
        const readership = new Readership(stream.reader);
        for (const step of steps) {
          if (readership.mayRead(step)) stream.sink.event(step.index, eventOf(step, step));
        }
        const last = steps.at(-1);
        next = steps.length === PAGE && last !== undefined ? last.index + 1 : end;
        await stream.sink.settled();
        if (!stream.sink.isOpen) return;
      }
      await Promise.race([change, stream.ended]);
    }
  }

  private async isAlive(stream: Stream): Promise<boolean> {
    const reader = await this.sessions.readerOf(stream.token);
    const isEntitled = reader?.roles.some((role) => role === 'customs' || role === 'inspector');
    if (reader === undefined || isEntitled !== true) return false;
    stream.reader = reader;
    return true;
  }

  private add(stream: Stream): void {
    this.streams.add(stream);
    this.heartbeats ??= setInterval(() => {
      for (const { sink } of this.streams) sink.heartbeat();
      this.feed.wake();
    }, HEARTBEAT_MS);
    this.checks ??= setInterval(() => {
      for (const each of this.streams) this.check(each);
    }, TOKEN_CHECK_MS);
  }

  private check(stream: Stream): void {
    this.isAlive(stream).then(
      (isAlive) => {
        if (!isAlive) stream.ending.abort();
      },
      (error: unknown) => {
        // Whether the token is good cannot be told: better no stream than one that should have ended.
        this.logger.warn({ err: error }, 'cannot check the token of a stream');
        stream.ending.abort();
      },
    );
  }

  private remove(stream: Stream): void {
    this.streams.delete(stream);
    if (this.streams.size > 0) return;
    clearInterval(this.heartbeats);
    clearInterval(this.checks);
    this.heartbeats = undefined;
    this.checks = undefined;
  }

  private closeAll(): void {
    for (const stream of this.streams) stream.ending.abort();
  }
}

function openStream(token: string, reader: Reader, sink: EventSink): Stream {
  const ending = new AbortController();
  return { token, reader, sink, ending, ended: once(ending.signal, 'abort') };
}
