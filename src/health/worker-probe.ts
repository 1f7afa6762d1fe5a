import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { ServiceUnavailableException } from '@nestjs/common';
import type { Metrics } from '../platform/metrics/metrics.js';
import { mayReadMetrics } from './metrics.controller.js';
import type { Readiness } from './readiness.js';

interface ProbeOptions {
  readonly host: string;
  readonly port: number;
  readonly readiness: Readiness;
  readonly metrics: Metrics;
  readonly operatorToken: string | undefined;
}

/** A worker serves no API; this lets whoever watches it ask for `/health/live`, `/health/ready` and `/metrics`. */
export async function openWorkerProbe(options: ProbeOptions): Promise<Server> {
  const server = createServer((request, response) => {
    answer(request, options, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise<void>((listening, fail) => {
    server.once('error', fail);
    server.listen(options.port, options.host, listening);
  });
  return server;
}

async function answer(
  request: IncomingMessage,
  { readiness, metrics, operatorToken }: ProbeOptions,
  response: ServerResponse,
): Promise<void> {
  const { headers, socket, url } = request;
  if (url === '/health/live') {
    send(response, 200, { status: 'ok' });
    return;
  }
  if (
    url === '/metrics' &&
    mayReadMetrics({ headers, ip: socket.remoteAddress ?? '' }, operatorToken)
  ) {
    const { contentType, text } = await metrics.text();
    response.writeHead(200, { 'content-type': contentType });
    response.end(text);
    return;
  }
  if (url !== '/health/ready') {
    send(response, 404, { status: 'not found' });
    return;
  }
  try {
    send(response, 200, await readiness.check());
  } catch (error) {
    if (!(error instanceof ServiceUnavailableException)) throw error;
    send(response, 503, error.getResponse());
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
