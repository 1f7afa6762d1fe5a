import type { FastifyInstance } from 'fastify';

/** How long a client whose body was refused may go on sending it before the connection is cut. */
const LINGER_MS = 5000;

/**
 * Lets a client read its 413. Closing at once, with unread bytes of the body waiting, resets the connection, and
 * most clients then report the reset instead of the answer. The rest of the body is thrown away as it comes.
 */
export function useLingeringRefusal(fastify: FastifyInstance): void {
  fastify.addHook('onSend', async (request, reply) => {
    if (reply.statusCode !== 413 || request.raw.complete) return;
    reply.removeHeader('connection');
    const { socket } = request.raw;
    request.raw.resume();
    const cut = setTimeout(() => socket.destroy(), LINGER_MS);
    cut.unref();
    request.raw.once('close', () => {
      clearTimeout(cut);
    });
  });
}
