import { describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { makeSecret, signWebhook } from './webhook-signature.js';

const BODY = '{"type":"alert.opened"}';

describe('signWebhook', () => {
  it('is verified by the reference library of Standard Webhooks', () => {
    const secret = makeSecret();
    const headers = signWebhook([secret], 'a.1.ep', Math.floor(Date.now() / 1000), BODY);

    expect(new Webhook(secret).verify(BODY, { ...headers })).toEqual({ type: 'alert.opened' });
  });

  it('fails there with another body, id or secret', () => {
    const secret = makeSecret();
    const headers = signWebhook([secret], 'a.1.ep', Math.floor(Date.now() / 1000), BODY);

    expect(() => new Webhook(secret).verify(`${BODY} `, { ...headers })).toThrow();
    expect(() =>
      new Webhook(secret).verify(BODY, { ...headers, 'webhook-id': 'a.2.ep' }),
    ).toThrow();
    expect(() => new Webhook(makeSecret()).verify(BODY, { ...headers })).toThrow();
  });

  it('of two secrets is believed by whoever knows either', () => {
    const [before, after] = [makeSecret(), makeSecret()];
    const headers = signWebhook([after, before], 'a.1.ep', Math.floor(Date.now() / 1000), BODY);

    for (const secret of [before, after])
      expect(new Webhook(secret).verify(BODY, { ...headers })).toEqual({ type: 'alert.opened' });
  });

  it('makes secrets of 32 bytes', () => {
    const secret = makeSecret();
    expect(secret).toMatch(/^whsec_/u);
    expect(Buffer.from(secret.slice(6), 'base64')).toHaveLength(32);
  });
});
