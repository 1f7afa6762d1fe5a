import { lazy, Suspense, useEffect, useState } from 'react';
import { isTyping } from '../frame/is-typing.js';
import { useSay } from '../language/language.js';

const CommandBox = lazy(async () => ({ default: (await import('./command-box.js')).CommandBox }));

/** Opens the box of commands: a button, `/`, and Ctrl-K or Command-K. */
export function Commands() {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const { key, ctrlKey, metaKey, altKey } = event;
      const isChord = (ctrlKey || metaKey) && key === 'k';
      const isSlash = key === '/' && !ctrlKey && !metaKey && !altKey && !isTyping(event.target);
      if (!isChord && !isSlash) return;
      event.preventDefault();
      setOpen(true);
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
  return (
    <>
      <button type="button" className="keys" onClick={() => setOpen(true)}>
        {say('commands.open')} <kbd aria-hidden="true">/</kbd>
      </button>
      {isOpen ? (
        <Suspense fallback={null}>
          <CommandBox close={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
