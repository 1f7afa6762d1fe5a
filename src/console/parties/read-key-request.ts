import type { KeyRequest } from '../../client/key-request.js';

type Reading =
  | { readonly request: KeyRequest; readonly fault?: undefined }
  | { readonly request?: undefined; readonly fault: string };

/** What judges a request is fetched with the first of them: the page need not wait for it. */
export async function readKeyRequest(bytes: Uint8Array): Promise<Reading> {
  await import('../frame/schema-settings.js');
  const { parseKeyRequest, UnfitKeyRequest } = await import('../../client/key-request.js');
  try {
    return { request: parseKeyRequest(bytes) };
  } catch (error) {
    if (!(error instanceof UnfitKeyRequest)) throw error;
    return { fault: error.message };
  }
}
