import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import { Webhook } from 'standardwebhooks';

/** A request that reached the receiver. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What a receiver answers with. */
export interface ReceiverAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

type Answering = (request: Received, response: ServerResponse) => ReceiverAnswer | undefined;

/** A webhook receiver on the loopback: a real HTTP server that remembers what it got. */
export class Receiver {
  readonly received: Received[] = [];
  private answering: Answering = () => ({ status: 204 });

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const received = {
          path: request.url ?? '',
          headers: request.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        };
        this.received.push(received);
        const answer = this.answering(received, response);
        if (answer === undefined) return;
        response.writeHead(answer.status, { ...answer.headers });
        response.end(answer.body);
      });
    });
  }

  static async start(): Promise<Receiver> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Receiver(server);
  }

  get url(): string {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('the receiver is closed');
    return `http://127.0.0.1:${address.port}/hook`;
  }

  /** From now on answers so; `undefined` = the function answers by itself, or never. */
  answer(answering: Answering | ReceiverAnswer): void {
    this.answering = typeof answering === 'function' ? answering : () => answering;
  }

  /** The `webhook-id`s received so far, in order, repeats included. */
  get ids(): string[] {
    return this.received.map(({ headers }) => String(headers['webhook-id']));
  }

  /**
   * The message, checked as a subscriber would check it.
   * @throws WebhookVerificationError
   */
  verified(received: Received, secret: string): unknown {
    const { headers, body } = received;
    return new Webhook(secret).verify(body, {
      'webhook-id': String(headers['webhook-id']),
      'webhook-timestamp': String(headers['webhook-timestamp']),
      'webhook-signature': String(headers['webhook-signature']),
    });
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
