import type { FastifyInstance } from 'fastify';

/** Counts requests between their arrival and the end of their answer. */
export class InFlight {
  private count = 0;
  private readonly waiting = new Set<() => void>();

  constructor(fastify: FastifyInstance) {
    fastify.addHook('onRequest', async (_request, reply) => {
      this.count += 1;
      // `close` also comes when the client went away, after which Fastify tells of no response.
      reply.raw.once('close', () => {
        this.count -= 1;
        if (this.count > 0) return;
        for (const done of this.waiting) done();
      });
    });
  }

  /** Resolves when no request is in flight, or after `limitMs`; tells which. */
  async drained(limitMs: number): Promise<boolean> {
    if (this.count === 0) return true;
    return new Promise((resolve) => {
      const settle = (isDrained: boolean): void => {
        clearTimeout(timer);
        this.waiting.delete(done);
        resolve(isDrained);
      };
      const done = (): void => {
        settle(true);
      };
      const timer = setTimeout(() => {
        settle(false);
      }, limitMs);
      this.waiting.add(done);
    });
  }
}
