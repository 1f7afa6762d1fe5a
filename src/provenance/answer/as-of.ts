import { Inject, Injectable } from '@nestjs/common';
import { parseInstant } from '../../custody/vocabulary/times.js';
import { LogReader } from '../../ledger/log-reader.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { Problem } from '../../platform/http/problem.js';
import { ProjectionProgress } from '../projection-progress.js';

/** The moment an answer is given for. */
export interface Moment {
  /** Nothing after this entry is known. */
  readonly index: number;
  /** Epoch milliseconds: deadlines are judged by it. */
  readonly time: number;
}

/** Reads `?asOf=`: now, an entry, or a time. */
@Injectable()
export class AsOf {
  constructor(
    private readonly log: LogReader,
    private readonly progress: ProjectionProgress,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws Problem 400 for what is neither an entry of the log nor a time since it began */
  async moment(asOf: string | undefined): Promise<Moment> {
    const newest = (await this.progress.nextSoon()) - 1;
    if (asOf === undefined) return { index: newest, time: this.clock.now() };
    if (/^\d{1,15}$/u.test(asOf)) return this.ofIndex(Number(asOf), newest);
    // A "+" in a query arrives as a space unless it is written %2B.
    const time = parseInstant(asOf.replace(' ', '+'));
    if (time === undefined) throw badAsOf('must be an entry index or an RFC 3339 time');
    const index = await this.lastBy(time, newest);
    if (index === undefined) throw badAsOf('is before the first entry of the log');
    return { index, time: Math.min(time, Math.max(this.clock.now(), await this.timeOf(newest))) };
  }

  private async ofIndex(index: number, newest: number): Promise<Moment> {
    if (index > newest) throw badAsOf(`is beyond the newest entry, ${newest}`);
    return { index, time: await this.timeOf(index) };
  }

  /** Recorded times never go back, so a binary search finds the last entry recorded by then. */
  private async lastBy(time: number, newest: number): Promise<number | undefined> {
    if (newest < 0 || (await this.timeOf(0)) > time) return undefined;
    let known = 0;
    let beyond = newest + 1;
    while (beyond - known > 1) {
      const middle = Math.floor((known + beyond) / 2);
      if ((await this.timeOf(middle)) <= time) known = middle;
      else beyond = middle;
    }
    return known;
  }

  private async timeOf(index: number): Promise<number> {
    return (await this.log.entry(index))?.recordedAt ?? 0;
  }
}

function badAsOf(detail: string): Problem {
  return new Problem({
    status: 400,
    code: 'schema',
    detail: `asOf ${detail}.`,
    errors: [{ pointer: '/query/asOf', detail }],
  });
}
