import { useSay } from '../language/language.js';

interface LoadingProps {
  /** About as many as will come. */
  readonly rows: number;
}

/** Holds the place of what is asked for: told to a screen reader in words, to the eye as rows without text. */
export function Loading({ rows }: LoadingProps) {
  const say = useSay();
  return (
    <div>
      <p role="status" className="hidden">
        {say('state.loadingLong')}
      </p>
      <Skeleton rows={rows} />
    </div>
  );
}

/** Where something else says in words what is waited for. */
export function Skeleton({ rows }: LoadingProps) {
  return (
    <div className="skeleton" aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} />
      ))}
    </div>
  );
}
