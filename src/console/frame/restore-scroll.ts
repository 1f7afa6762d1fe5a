const PATIENCE_MS = 10_000;
/** Somebody who moves the page himself has his way. */
const OWN_WAYS = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;

/** How far down each address was left, in this window. */
const left = new Map<string, number>();
let end: (() => void) | undefined;

function note(): void {
  if (end === undefined) left.set(location.href, scrollY);
}

/** @returns what ends it */
export function noteScroll(): () => void {
  addEventListener('scroll', note, { passive: true });
  return () => removeEventListener('scroll', note);
}

/**
 * Goes where the address was left, as soon as the page reaches so far: a list that comes late would leave the browser,
 * which tries once, half way.
 */
export function restoreScroll(): void {
  end?.();
  const wanted = left.get(location.href) ?? 0;
  const go = (): void => {
    if (document.documentElement.scrollHeight - innerHeight < wanted) return;
    end?.();
    scrollTo(0, wanted);
  };
  const grown = new ResizeObserver(go);
  const giveUp = (): void => end?.();
  const timer = setTimeout(giveUp, PATIENCE_MS);
  end = () => {
    end = undefined;
    grown.disconnect();
    clearTimeout(timer);
    for (const way of OWN_WAYS) removeEventListener(way, giveUp);
  };
  for (const way of OWN_WAYS) addEventListener(way, giveUp, { passive: true });
  // It also tells the size at once.
  grown.observe(document.body);
}
