const news = new EventTarget();
const NAME = 'recorded';
let newest = -1;

/** A statement of somebody at this browser is in the log now. */
export function tellRecorded(index: number): void {
  newest = Math.max(newest, index);
  news.dispatchEvent(new Event(NAME));
}

/** Index of the newest entry that somebody at this browser made; -1 before the first. */
export function newestRecorded(): number {
  return newest;
}

/** @returns what ends it */
export function onRecorded(hear: () => void): () => void {
  news.addEventListener(NAME, hear);
  return () => news.removeEventListener(NAME, hear);
}
