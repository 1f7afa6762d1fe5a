interface StoredEnvelope {
  readonly payload: string;
}

/** The payload of a statement's stored bytes. The log admitted it, so its schema is not checked again. */
export function payloadOf(statement: Uint8Array): unknown {
  const text = Buffer.from(statement.buffer, statement.byteOffset, statement.byteLength);
  const envelope = JSON.parse(text.toString('utf8')) as StoredEnvelope;
  return JSON.parse(Buffer.from(envelope.payload, 'base64').toString('utf8'));
}
