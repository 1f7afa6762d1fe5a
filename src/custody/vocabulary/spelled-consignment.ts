/** A UCR or a key as people type or print it, spelled as events spell it: without spaces, in capitals. */
export function spelledConsignment(text: string): string {
  return text.replaceAll(/\s+/g, '').toUpperCase();
}
