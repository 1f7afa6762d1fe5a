import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../support/app.js';

describe('health', () => {
  let service: TestApp;

  beforeAll(async () => {
    service = await startTestApp();
  });

  afterAll(async () => {
    await service.close();
  });

  it('says that the process is alive', async () => {
    const response = await fetch(`${service.url}/health/live`);

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'ok' });
  });

  it('says that the process is ready and what was looked at', async () => {
    const response = await fetch(`${service.url}/health/ready`);

    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      status: 'ok',
      details: {
        postgres: { status: 'up' },
        durability: { status: 'up' },
        migrations: { status: 'up' },
        queue: { status: 'up' },
      },
    });
  });
});
