import type { AlertNotice } from './alert-answers.js';
import type { ApiConnection } from './api-connection.js';
import { ProblemError } from './problem-error.js';
import { readEvents, type ServerSentEvent } from './server-sent-events.js';

export interface AlertStreamOptions {
  /** Log index of the last event that was dealt with: everything after it is sent first. */
  readonly lastEventId?: string;
  /** Ends the stream. */
  readonly signal?: AbortSignal;
}

export interface StreamedAlert {
  /** Log index of the finding or decision: keep it to resume from. */
  readonly id: string;
  readonly event: string;
  readonly alert: AlertNotice;
}

/**
 * Follows the stream of alerts. After a break (the service restarts, the network goes, a token lapses) it connects
 * again with the id of the last event given out. A caller that stops iterating closes the connection.
 *
 * @throws ProblemError when the service refuses (not logged in, wrong role): trying again would not help
 */
export async function* streamAlerts(
  api: ApiConnection,
  { lastEventId = '', signal }: AlertStreamOptions,
): AsyncGenerator<StreamedAlert, void, undefined> {
  let lastId = lastEventId;
  let failures = 0;
  const isOver = () => signal?.aborted === true;
  while (!isOver()) {
    try {
      for await (const event of connect(api, lastId, signal)) {
        failures = 0;
        lastId = event.id;
        const alert: AlertNotice = JSON.parse(event.data);
        yield { id: event.id, event: event.event, alert };
      }
    } catch (error) {
      if (isOver()) return;
      if (!isBreak(error)) throw error;
    }
    failures += 1;
    await api.transport.waitBefore(failures, undefined, signal).catch(() => undefined);
  }
}

async function* connect(
  api: ApiConnection,
  lastId: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<ServerSentEvent, void, undefined> {
  const answer = await api.send({
    method: 'GET',
    path: 'v1/alerts/stream',
    accept: 'text/event-stream',
    isRepeatable: true,
    ...(lastId === '' ? {} : { headers: { 'last-event-id': lastId } }),
    ...(signal === undefined ? {} : { signal }),
  });
  if (answer.body !== null) yield* readEvents(answer.body, lastId);
}

/** Is it a break of the connection, or of the service behind it, that trying again may mend? */
function isBreak(error: unknown): boolean {
  if (error instanceof ProblemError) return error.status >= 500 || error.status === 429;
  return !(error instanceof SyntaxError) && !(error instanceof RangeError);
}
