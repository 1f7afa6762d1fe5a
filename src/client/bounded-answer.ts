import { UnreachableError } from './problem-error.js';

/**
 * The answer, ended with an error where it grows longer than `mostBytes` after unpacking. Who watches a ledger, or reads
 * it to recover another, must not be brought down by what it sends.
 */
export function bounded(answer: Response, mostBytes: number): Response {
  const { body, status, statusText, headers } = answer;
  if (body === null) return answer;
  let left = mostBytes;
  const gate = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      left -= chunk.length;
      if (left >= 0) controller.enqueue(chunk);
      else controller.error(new UnreachableError(`the answer is longer than ${mostBytes} bytes`));
    },
  });
  return new Response(body.pipeThrough(gate), { status, statusText, headers });
}
