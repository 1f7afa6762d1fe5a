/** Where a question is asked; `check` comes after the last. */
export function addressOf(name: string): string {
  return `/post?at=${name}`;
}

export function sentAddress(hash: string): string {
  return `/post?sent=${hash}`;
}

/** @param hash of the event to be corrected, empty where it is still to be named */
export function correctAddress(hash: string): string {
  return `/post?correct=${hash}`;
}
