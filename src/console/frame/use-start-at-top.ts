import { useEffect, useLayoutEffect, useRef } from 'react';
import { useLocation } from 'wouter';

/** A page that somebody goes to begins at its top; one he goes back to is where he left it, which the browser sees to. */
export function useStartAtTop(): void {
  const [path] = useLocation();
  const isBack = useRef(false);
  const shown = useRef(path);
  useEffect(() => {
    const goBack = (): void => {
      isBack.current = true;
    };
    addEventListener('popstate', goBack);
    return () => removeEventListener('popstate', goBack);
  }, []);
  useLayoutEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    if (!isBack.current && location.hash === '') scrollTo(0, 0);
    isBack.current = false;
  }, [path]);
}
