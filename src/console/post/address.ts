/** Where a question of a draft is asked; `check` comes after the last. Without a draft it is the one changed last. */
export function addressOf(name: string, draft?: string): string {
  return draft === undefined ? `/post?at=${name}` : `/post?at=${name}&draft=${draft}`;
}

export function sentAddress(hash: string): string {
  return `/post?sent=${hash}`;
}

/** @param hash of the event to be corrected, empty where it is still to be named */
export function correctAddress(hash: string): string {
  return `/post?correct=${hash}`;
}
