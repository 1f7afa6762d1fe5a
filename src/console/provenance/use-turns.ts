import { startTransition, useEffect, useState } from 'react';

/**
 * How many of so many parts are drawn by now: one more after each picture the browser has shown. All at once they would
 * keep a slow telephone from answering for half a second.
 */
export function useTurns(parts: number): number {
  const [turns, setTurns] = useState(0);
  useEffect(() => {
    if (turns >= parts) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    // A frame runs before its picture is drawn; what is started there comes after it.
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => startTransition(() => setTurns(turns + 1)));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [turns, parts]);
  return turns;
}
