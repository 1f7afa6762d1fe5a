import { Suspense, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { isTyping } from '../frame/is-typing.js';
import { useSay } from '../language/language.js';
import { fetched } from '../page-file.js';

const CommandBox = fetched(async () => (await import('./command-box.js')).CommandBox);

const KeyList = fetched(async () => (await import('./key-list.js')).KeyList);

/** After `g`: where the next key leads. */
const PLACES: Readonly<Record<string, string>> = { c: '/', a: '/alerts', l: '/log' };
/** Later it is a key of its own. */
const SOON_MS = 1500;

/** Opens the box of commands (a button, `/`, Ctrl-K or Command-K) and the list of keys (`?`), and goes where `g` leads. */
export function Commands() {
  const say = useSay();
  const [open, setOpen] = useState<'box' | 'keys'>();
  const close = (): void => setOpen(undefined);
  const [, go] = useLocation();
  useEffect(() => {
    let goneAt = -SOON_MS;
    const listen = (event: KeyboardEvent): void => {
      const { key, ctrlKey, metaKey, altKey, timeStamp } = event;
      const isChord = (ctrlKey || metaKey) && key === 'k';
      const isPlain = !ctrlKey && !metaKey && !altKey && !isTyping(event.target);
      const place = isPlain && timeStamp - goneAt < SOON_MS ? PLACES[key] : undefined;
      goneAt = isPlain && key === 'g' ? timeStamp : -SOON_MS;
      if (place !== undefined) go(place);
      else if (isChord || (isPlain && key === '/')) setOpen('box');
      else if (isPlain && key === '?') setOpen('keys');
      else return;
      event.preventDefault();
      // The page has keys of its own, and this one was not for it.
      event.stopImmediatePropagation();
    };
    addEventListener('keydown', listen, { capture: true });
    return () => removeEventListener('keydown', listen, { capture: true });
  }, [go]);
  return (
    <>
      <button type="button" className="keys" onClick={() => setOpen('box')}>
        {say('commands.open')} <kbd aria-hidden="true">/</kbd>
      </button>
      <Suspense fallback={null}>
        {open === 'box' ? <CommandBox close={close} /> : null}
        {open === 'keys' ? <KeyList close={close} /> : null}
      </Suspense>
    </>
  );
}
