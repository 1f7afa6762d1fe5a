import { EventFactory } from '../support/ledger-events.js';
import type { TestParty } from '../support/parties.js';
import type { Chance } from './seeded.js';
import type { ServiceProcess } from './service-process.js';

/** A statement on its way into the log. */
export interface Posted {
  readonly envelope: string;
  /** Text of the receipt, once the service has acknowledged it. */
  receipt?: string;
  /** Was it sent at least once? Then it may be in the log although nobody said so. */
  wasSent: boolean;
}

/** Signed statements, made before the clock matters. */
export function makeStatements(events: EventFactory, party: TestParty, count: number): Posted[] {
  return Array.from({ length: count }, () => ({
    envelope: Buffer.from(events.commission(party)).toString('utf8'),
    wasSent: false,
  }));
}

/** Posts one, or several as a batch, and keeps the receipts; throws when the connection breaks or nothing is acknowledged. */
export async function post(url: string, statements: readonly Posted[]): Promise<number[]> {
  const texts = statements.map(({ envelope }) => envelope);
  for (const statement of statements) statement.wasSent = true;
  const isBatch = texts.length > 1;
  const response = await fetch(`${url}/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: isBatch ? `[${texts.join(',')}]` : (texts[0] ?? ''),
    signal: AbortSignal.timeout(60_000),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  if (!isBatch) {
    acknowledge(statements[0], text);
    return [response.status];
  }
  const { results }: { results: { status: number; receipt?: object }[] } = JSON.parse(text);
  return results.map(({ status, receipt }, at) => {
    if (receipt === undefined) throw new Error(`a good statement was refused: ${text}`);
    acknowledge(statements[at], JSON.stringify(receipt));
    return status;
  });
}

/** Posts each on its own, some at a time. @returns status by receipt */
export async function postAll(
  url: string,
  statements: readonly Posted[],
  connections = 16,
): Promise<Map<string, number>> {
  const queue = [...statements];
  const statuses = new Map<string, number>();
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [status] = await post(url, [next]);
      statuses.set(String(next.receipt), status ?? 0);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  return statuses;
}

/** The first receipt is the only one: every other must be the same, byte for byte. */
function acknowledge(statement: Posted | undefined, receipt: string): void {
  if (statement === undefined) throw new Error('there are more answers than statements');
  if (statement.receipt !== undefined && statement.receipt !== receipt)
    throw new Error(`two receipts of one statement:\n${statement.receipt}\n${receipt}`);
  statement.receipt = receipt;
}

export interface Load {
  /** Ends when all statements were tried once, or `stop` was called. */
  readonly done: Promise<void>;
  readonly acknowledged: () => number;
  stop(): void;
}

/** Posts statements over some connections at once, singly and in batches; what fails is left for later. */
export function startLoad(
  service: ServiceProcess,
  statements: readonly Posted[],
  chance: Chance,
  connections = 12,
): Load {
  const queue = [...statements];
  const stopping = new AbortController();
  const worker = async (): Promise<void> => {
    while (queue.length > 0 && !stopping.signal.aborted) {
      const size = chance.next() < 0.5 ? 1 : chance.between(2, 25);
      // The service is being killed: a broken connection is what is wanted.
      await post(service.url, queue.splice(0, size)).catch(() => undefined);
    }
  };
  const done = Promise.all(Array.from({ length: connections }, worker)).then(() => undefined);
  return {
    done,
    acknowledged: () => statements.filter(({ receipt }) => receipt !== undefined).length,
    stop: () => {
      stopping.abort();
    },
  };
}
