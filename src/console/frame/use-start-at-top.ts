import { useEffect, useLayoutEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { noteScroll, restoreScroll } from './restore-scroll.js';

/** A page that somebody goes to begins at its top; one he goes back to is where he left it. */
export function useStartAtTop(): void {
  const [path] = useLocation();
  const isBack = useRef(false);
  const shown = useRef(path);
  useEffect(() => {
    const goBack = (): void => {
      // Within a page the browser sees to it.
      isBack.current = location.pathname !== shown.current;
    };
    const end = noteScroll();
    addEventListener('popstate', goBack);
    return () => {
      end();
      removeEventListener('popstate', goBack);
    };
  }, []);
  useLayoutEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    if (location.hash === '') {
      if (isBack.current) restoreScroll();
      else scrollTo(0, 0);
    }
    isBack.current = false;
  }, [path]);
}
