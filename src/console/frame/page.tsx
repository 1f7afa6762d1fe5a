import { type ReactNode, useEffect } from 'react';
import { CopyNotice } from '../offline/copy-notice.js';

interface PageProps {
  /** The one first heading, and the name of the tab. */
  readonly title: string;
  readonly intro?: ReactNode;
  readonly children: ReactNode;
}

export function Page({ title, intro, children }: PageProps) {
  useTabName(title);
  return (
    <main className="page" id="content" tabIndex={-1}>
      <header>
        <h1>{title}</h1>
        {intro === undefined ? null : <p className="soft">{intro}</p>}
      </header>
      <CopyNotice />
      {children}
    </main>
  );
}

export function useTabName(title: string): void {
  useEffect(() => {
    document.title = `${title} – Custody Ledger`;
  }, [title]);
}
