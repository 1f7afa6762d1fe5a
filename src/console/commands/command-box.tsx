import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useSay } from '../language/language.js';
import { useSession } from '../session/session.js';
import { destinationsFor } from './destinations.js';

/** One field that leads everywhere; arrows go through what it found, Enter takes the first. */
export function CommandBox({ close }: { close: () => void }) {
  const say = useSay();
  const { state } = useSession();
  const [, go] = useLocation();
  const [text, setText] = useState('');
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const found = destinationsFor(text, say, {
    isKnown: state.kind === 'in',
    roles: state.kind === 'in' ? state.roles : [],
  });
  const onKey = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const places = [...(dialog.current?.querySelectorAll<HTMLElement>('input, li a') ?? [])];
    const at = places.findIndex((place) => place === document.activeElement);
    places[Math.min(places.length - 1, Math.max(0, at + step))]?.focus();
  };
  return (
    <dialog ref={dialog} className="commands" aria-labelledby="commands-title" onClose={close}>
      <form
        role="search"
        className="column"
        onKeyDown={onKey}
        onSubmit={(event) => {
          event.preventDefault();
          const [first] = found;
          dialog.current?.close();
          if (first !== undefined) go(first.href);
        }}
      >
        <h2 id="commands-title">{say('commands.open')}</h2>
        <div className="field">
          <label htmlFor="command">{say('commands.input')}</label>
          <input
            id="command"
            type="search"
            autoComplete="off"
            spellCheck={false}
            dir="auto"
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        </div>
        <p role="status" className="hint">
          {say('commands.results', { count: found.length })}
        </p>
        <ul className="plain" aria-label={say('commands.list')}>
          {found.map(({ href, label }) => (
            <li key={href}>
              <Link href={href} onClick={() => dialog.current?.close()}>
                <bdi>{label}</bdi>
              </Link>
            </li>
          ))}
        </ul>
        <div className="actions">
          <button type="button" onClick={() => dialog.current?.close()}>
            {say('peek.close')}
          </button>
        </div>
      </form>
    </dialog>
  );
}
