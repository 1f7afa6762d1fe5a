import { useEffect, useRef } from 'react';
import { isTyping } from '../frame/is-typing.js';
import { aimOf, type KeyAim } from './decision-keys.js';
import { moveFocus } from './move-focus.js';

const ROWS = '[data-row]';

interface InboxActions {
  /** @returns whether there is more now */
  readonly fetchMore: () => Promise<boolean>;
  readonly select: (id: string) => void;
  readonly selectUpTo: (id: string) => void;
  /** Brings the cursor to the filter. */
  readonly filter: () => void;
  readonly look: (id: string) => void;
  /** Leads to what would decide on the row, and decides nothing. */
  readonly aim: (aim: KeyAim, key: string, id: string | undefined) => void;
  readonly undo: () => void;
}

/** The row that the focus is in. */
function rowOf(target: EventTarget | null): HTMLElement | null {
  if (!(target instanceof HTMLElement)) return null;
  return target.closest('tr')?.querySelector<HTMLElement>(ROWS) ?? null;
}

function isInBar(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('.triage') !== null;
}

/** Where the focus belongs for an alert of the list. */
export function rowAt(id: string | undefined): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>(ROWS)].find(
    ({ dataset }) => dataset['row'] === id,
  );
}

/** Ids of the rows as they stand. */
export function rowsInOrder(): string[] {
  const rows = [...document.querySelectorAll<HTMLElement>(ROWS)];
  return rows.map(({ dataset }) => dataset['row'] ?? '');
}

/** j and k go from row to row, and past the last to what it fetches; Enter is the link's own. */
export function useInboxKeys(count: number, actions: InboxActions): void {
  const latest = useRef(actions);
  latest.current = actions;
  /** The key was pressed on the last row: the focus goes on once there are more. */
  const goesOn = useRef(false);
  /** The row that a key was pressed on last. */
  const last = useRef<string>(undefined);
  useEffect(() => {
    if (goesOn.current) moveFocus(document.activeElement, ROWS, 1);
    goesOn.current = false;
  }, [count]);
  useEffect(() => {
    const move = async (event: KeyboardEvent, step: number): Promise<void> => {
      if (!moveFocus(event.target, ROWS, step)) return;
      event.preventDefault();
      const isPastLast = step > 0 && event.target === [...document.querySelectorAll(ROWS)].at(-1);
      if (!isPastLast) return;
      goesOn.current = true;
      if (!(await latest.current.fetchMore())) goesOn.current = false;
    };
    const listen = (event: KeyboardEvent): void => {
      // From what decides back to the row that it decides on.
      if (event.key === 'Escape' && isInBar(event.target)) rowAt(last.current)?.focus();
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
      const { select, selectUpTo, look, aim, undo, filter } = latest.current;
      const row = rowOf(event.target);
      const id = row?.dataset['row'];
      if (id !== undefined) last.current = id;
      if (event.key === 'j' || event.key === 'k') void move(event, event.key === 'j' ? 1 : -1);
      const aimed = aimOf(event);
      if (aimed !== undefined) {
        event.preventDefault();
        aim(aimed, event.key, id);
      }
      if (event.key === 'u') undo();
      if (event.key === 'x' && id !== undefined) select(id);
      if (event.key === 'X' && id !== undefined) selectUpTo(id);
      if (event.key === 'f') {
        event.preventDefault();
        filter();
      }
      // On boxes and buttons of the row the space bar has its own use.
      if (event.key === ' ' && id !== undefined && event.target === row) {
        event.preventDefault();
        look(id);
      }
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
}
