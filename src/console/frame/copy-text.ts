/**
 * @param clipboard of the browser: over plain HTTP there is none, whatever its type says
 * @returns whether it was copied; a browser may refuse
 */
export async function copyText(
  text: string,
  clipboard: Pick<Clipboard, 'writeText'> | undefined,
): Promise<boolean> {
  if (clipboard === undefined) return false;
  try {
    await clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
