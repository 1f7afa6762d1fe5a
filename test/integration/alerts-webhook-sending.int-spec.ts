import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Agent } from 'undici';
import { guardedAgent } from '../../src/alerts/webhooks/guarded-agent.js';
import { sendWebhook } from '../../src/alerts/webhooks/send-webhook.js';
import { makeSecret } from '../../src/alerts/webhooks/webhook-signature.js';
import { Receiver } from '../support/receiver.js';

const secret = makeSecret();

let receiver: Receiver;
let agents: Agent[];

beforeEach(async () => {
  receiver = await Receiver.start();
  agents = [];
});

afterEach(async () => {
  await Promise.all(agents.map(async (each) => each.destroy()));
  await receiver.close();
});

function agent(allowPrivate: boolean, resolve?: (name: string) => Promise<string[]>): Agent {
  const made = guardedAgent(allowPrivate, resolve);
  agents.push(made);
  return made;
}

function message(url: string) {
  return { id: 'alert.1.ep', url, secrets: [secret], body: '{"type":"alert.opened"}' };
}

function portOf(url: string): string {
  return new URL(url).port;
}

describe('sendWebhook', () => {
  it('delivers what the reference library verifies', async () => {
    const attempt = await sendWebhook(agent(true), message(receiver.url));

    expect(attempt).toMatchObject({ outcome: 'delivered', status: 204 });
    const [received] = receiver.received;
    expect(received && receiver.verified(received, secret)).toEqual({ type: 'alert.opened' });
  });

  it.each([199 + 1, 202, 299])('takes %d for success', async (status) => {
    receiver.answer({ status });
    expect((await sendWebhook(agent(true), message(receiver.url))).outcome).toBe('delivered');
  });

  it.each([301, 302, 307, 400, 404, 429, 500, 503])('takes %d for failure', async (status) => {
    receiver.answer({ status, headers: { location: receiver.url } });

    const attempt = await sendWebhook(agent(true), message(receiver.url));

    expect(attempt).toMatchObject({ outcome: 'failed', status });
    expect(receiver.received).toHaveLength(1);
  });

  it('understands 410 as the wish to get nothing more', async () => {
    receiver.answer({ status: 410 });
    expect((await sendWebhook(agent(true), message(receiver.url))).outcome).toBe('gone');
  });

  it('reads Retry-After of 429 and 503 only', async () => {
    const waits: (number | undefined)[] = [];
    for (const status of [429, 503, 500]) {
      receiver.answer({ status, headers: { 'retry-after': '30' } });
      waits.push((await sendWebhook(agent(true), message(receiver.url))).retryAfterMs);
    }
    expect(waits).toEqual([30_000, 30_000, undefined]);
  });

  it('says so when nobody listens', async () => {
    const { url } = receiver;
    await receiver.close();
    receiver = await Receiver.start();

    const attempt = await sendWebhook(agent(true), message(url));

    expect(attempt).toMatchObject({ outcome: 'failed', status: undefined, error: 'ECONNREFUSED' });
  });

  it('is not held up by an endless answer', async () => {
    receiver.answer((_, response) => {
      response.writeHead(200);
      const pour = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      };
      response.on('drain', pour);
      pour();
      return undefined;
    });

    const attempt = await sendWebhook(agent(true), message(receiver.url));

    expect(attempt.outcome).toBe('delivered');
  });
});

async function resolveToBoth(): Promise<string[]> {
  return ['93.184.216.34', '127.0.0.1'];
}

describe('the guarded agent', () => {
  it.each([
    ['a literal', (port: string) => `http://127.0.0.1:${port}/`],
    ['a decimal literal', (port: string) => `http://2130706433:${port}/`],
    ['an octal literal', (port: string) => `http://0177.0.0.1:${port}/`],
    ['a short literal', (port: string) => `http://127.1:${port}/`],
    ['zero', (port: string) => `http://0.0.0.0:${port}/`],
    ['IPv6 loopback', (port: string) => `http://[::1]:${port}/`],
    ['mapped IPv4', (port: string) => `http://[::ffff:127.0.0.1]:${port}/`],
    ['compatible IPv4', (port: string) => `http://[::127.0.0.1]:${port}/`],
    ['localhost', (port: string) => `http://localhost:${port}/`],
  ])('does not connect to %s on the loopback', async (_, urlOf) => {
    const attempt = await sendWebhook(agent(false), message(urlOf(portOf(receiver.url))));

    expect(attempt).toMatchObject({ outcome: 'failed', error: 'forbidden-address' });
    expect(receiver.received).toHaveLength(0);
  });

  it('does not use a name that also resolves to a private address', async () => {
    const url = `http://rebind.example:${portOf(receiver.url)}/`;

    const attempt = await sendWebhook(agent(false, resolveToBoth), message(url));

    expect(attempt.error).toBe('forbidden-address');
  });

  it('connects to the address it vetted, asking the resolver once', async () => {
    let asked = 0;
    const resolve = async (): Promise<string[]> => {
      asked++;
      return ['127.0.0.1'];
    };
    const url = `http://hooks.example:${portOf(receiver.url)}/in`;

    const attempt = await sendWebhook(agent(true, resolve), message(url));

    expect(attempt.outcome).toBe('delivered');
    expect(asked).toBe(1);
    expect(receiver.received[0]?.headers.host).toBe(`hooks.example:${portOf(receiver.url)}`);
  });
});
