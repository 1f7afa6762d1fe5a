import { useCallback, useState } from 'react';

const LEAST_WIDTH = 240;

/**
 * The width an element has, so that a figure is drawn at its real size and its text keeps its own; 0 while it is folded
 * away and nothing need be drawn.
 */
export function useWidth(): [width: number, ref: (element: HTMLElement | null) => () => void] {
  const [width, setWidth] = useState(0);
  const ref = useCallback((element: HTMLElement | null) => {
    if (element === null) return () => undefined;
    const take = (measured: number): void =>
      setWidth(measured === 0 ? 0 : Math.max(LEAST_WIDTH, Math.round(measured)));
    // Before the first paint: a figure that grows afterwards pushes away what is being read.
    const isFolded = element.closest('details:not([open])') !== null;
    if (!isFolded) take(element.clientWidth);
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) take(entry.contentRect.width);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [width, ref];
}
