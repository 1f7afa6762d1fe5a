import { describe, expect, it } from '@jest/globals';
import { HttpAdapterHost } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { loadConfig } from '../platform/config/config.js';
import { Audience } from './audience.js';

/** Stands for a server the system gave port 40123. */
const adapter = new HttpAdapterHost();
adapter.httpAdapter = new FastifyAdapter();
Object.assign(adapter.httpAdapter, {
  getHttpServer: () => ({ address: () => ({ port: 40_123 }) }),
});

function audience(env: Record<string, string>): Audience {
  return new Audience(loadConfig(env), adapter);
}

describe('Audience', () => {
  it('is the configured public address and nothing else', () => {
    const configured = audience({ PUBLIC_URL: 'https://ledger.example/' });

    expect(configured.url).toBe('https://ledger.example');
    expect(configured.includes('https://ledger.example')).toBe(true);
    expect(configured.includes('https://ledger.example/')).toBe(true);
    expect(configured.includes('http://ledger.example')).toBe(false);
    expect(configured.includes('https://ledger.example.evil')).toBe(false);
    expect(configured.includes('http://127.0.0.1:3000')).toBe(false);
  });

  it.each(['127.0.0.1', 'localhost', '::1', '0.0.0.0'])(
    'on %s without a public address takes the names of the loopback interface for one',
    (HOST) => {
      const local = audience({ HOST, PORT: '3000' });

      for (const name of ['127.0.0.1', 'localhost', '[::1]']) {
        expect(local.includes(`http://${name}:3000`)).toBe(true);
        expect(local.includes(`http://${name}:3001`)).toBe(false);
      }
      expect(local.includes('http://evil.example:3000')).toBe(false);
    },
  );

  it('on another address takes that address only', () => {
    const lan = audience({ HOST: '192.0.2.8', PORT: '3000' });

    expect(lan.includes('http://192.0.2.8:3000')).toBe(true);
    expect(lan.includes('http://localhost:3000')).toBe(false);
  });

  it('asks the server for the port the system chose', () => {
    expect(audience({ PORT: '0' }).includes('http://127.0.0.1:40123')).toBe(true);
  });
});
