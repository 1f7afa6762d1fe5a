import type { Agent } from 'undici';
import { request } from 'undici';
import { parseRetryAfter } from './retry-schedule.js';
import { signWebhook } from './webhook-signature.js';

const TIMEOUT_MS = 15_000;
const MAX_RESPONSE_BYTES = 65_536;

export interface WebhookMessage {
  /** De-duplicates at the receiver: the same at each attempt. */
  readonly id: string;
  readonly url: string;
  /** All that sign now, the newest first. */
  readonly secrets: readonly string[];
  readonly body: string;
}

/** What came of one attempt. The response's body is never kept: it could be another system's secret. */
export interface Attempt {
  readonly outcome: 'delivered' | 'failed' | 'gone';
  readonly status: number | undefined;
  /** A short fixed code when there was no status: `timeout`, `forbidden-address`, `ECONNREFUSED`, … */
  readonly error: string | undefined;
  readonly latencyMs: number;
  readonly retryAfterMs: number | undefined;
}

/**
 * Makes one attempt. Only a 2xx status is success: 3xx is a failure (no redirect is followed) and 410 means that the
 * receiver wants nothing more (Standard Webhooks). Never throws for what the endpoint does.
 */
export async function sendWebhook(agent: Agent, message: WebhookMessage): Promise<Attempt> {
  // The wall clock, not the ledger's: a receiver compares the timestamp with its own clock.
  const startedAt = Date.now();
  const signed = signWebhook(
    message.secrets,
    message.id,
    Math.floor(startedAt / 1000),
    message.body,
  );
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const response = await request(message.url, {
      method: 'POST',
      dispatcher: agent,
      signal,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'custody-ledger-webhooks/1',
        ...signed,
      },
      body: message.body,
    });
    const latencyMs = Date.now() - startedAt;
    await response.body.dump({ limit: MAX_RESPONSE_BYTES, signal }).catch(() => undefined);
    return attemptOf(response.statusCode, latencyMs, response.headers['retry-after']);
  } catch (error) {
    return {
      outcome: 'failed',
      status: undefined,
      error: codeOf(error),
      latencyMs: Date.now() - startedAt,
      retryAfterMs: undefined,
    };
  }
}

function attemptOf(
  status: number,
  latencyMs: number,
  retryAfter: string | string[] | undefined,
): Attempt {
  const header = Array.isArray(retryAfter) ? retryAfter[0] : retryAfter;
  const mayAsk = status === 429 || status === 503;
  return {
    outcome: outcomeOf(status),
    status,
    error: undefined,
    latencyMs,
    retryAfterMs: mayAsk ? parseRetryAfter(header, Date.now()) : undefined,
  };
}

function outcomeOf(status: number): Attempt['outcome'] {
  if (status >= 200 && status < 300) return 'delivered';
  return status === 410 ? 'gone' : 'failed';
}

/** By shape: the abort signal's errors are DOMExceptions, whose `code` is a number. */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  const name = 'name' in error && typeof error.name === 'string' ? error.name : 'unknown';
  if (name === 'TimeoutError') return 'timeout';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : name;
  return code.slice(0, 60);
}
