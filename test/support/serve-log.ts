import type { ServerResponse } from 'node:http';
import { json, type Received, serve } from './answering-service.js';
import type { FakeLog } from './fake-log.js';

export type WellKnownAnswer = (request: Received, response: ServerResponse) => unknown;

/** A log in memory over HTTP, as a ledger shows it; `closeServices` ends it. */
export async function serveLog(
  log: FakeLog,
  wellKnown: WellKnownAnswer = async (_request, response) =>
    json(response, 200, { rotations: await log.rotations() }),
): Promise<{ url: string; requests: Received[] }> {
  return serve((request, response) => {
    void answer(request, response);
  });

  async function answer(request: Received, response: ServerResponse): Promise<void> {
    const [path = ''] = request.url.split('?');
    if (path === '/log/checkpoint') response.end(await log.checkpoint());
    else if (path === '/log/recoveries') json(response, 200, await log.recoveries());
    else if (path.startsWith('/log/')) response.end(await log.tile(path.slice('/log/'.length)));
    else await wellKnown(request, response);
  }
}
