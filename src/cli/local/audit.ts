export async function audit(_options: { json?: boolean }): Promise<void> {
  throw new Error('not yet');
}
