import { trustedScriptUrl } from './trusted-url.js';

/**
 * Has something worked out beside the page, which stays usable meanwhile. The worker's own policy gives it no network.
 *
 * @param url of a worker of this build that answers one message by one
 * @throws Error when the worker could not run, or failed
 */
export function askWorker<Answer>(url: string, request: object): Promise<Answer> {
  const worker = new Worker(trustedScriptUrl(url), { type: 'module' });
  const answered = new Promise<Answer>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => resolve(data));
    worker.addEventListener('error', ({ message }) => {
      reject(new Error(message || 'the verifier did not start'));
    });
  });
  worker.postMessage(request);
  return answered.finally(() => worker.terminate());
}
