import { expect } from '@jest/globals';
import type { ApiDocument } from './openapi.js';

interface Call {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string | object;
}

/** A client that calls by operation and holds every answer against the document. */
export class ApiClient {
  readonly called = new Set<string>();

  constructor(
    private readonly url: string,
    readonly document: ApiDocument,
  ) {}

  /** @returns the parsed body, or its text where it is not JSON; throws when the document says otherwise */
  async call(operationId: string, status: number, call: Call = {}): Promise<any> {
    const operation = this.document.operation(operationId);
    const { path = {}, query = '', token, headers, body } = call;
    const target = operation.path.replaceAll(
      /\{(\w+)\}/gu,
      (_all, name: string) => path[name] ?? '',
    );
    const response = await fetch(`${this.url}${target}${query}`, {
      method: operation.method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body !== undefined && { body: bytesOf(body) }),
    });
    const text = await response.text();
    const contentType = response.headers.get('content-type');
    const got = { status: response.status, contentType, text };
    const told = text.slice(0, 300);
    const differences = this.document.differences(operation, got);
    expect({ operationId, status: got.status, told, differences }).toEqual({
      operationId,
      status,
      told,
      differences: [],
    });
    this.called.add(operationId);
    return contentType?.includes('json') === true ? JSON.parse(text) : text;
  }
}

function bytesOf(body: Uint8Array | string | object): Buffer {
  if (body instanceof Uint8Array) return Buffer.from(body);
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}
