import { type ReactNode, useState } from 'react';

interface SectionProps {
  readonly id: string;
  readonly title: string;
  /** What is inside, in a word or a number. */
  readonly note?: string;
  /** Shown at once on a phone too. */
  readonly isOpen?: boolean;
  readonly children: ReactNode;
}

/**
 * A part of a long page. On a phone it is folded under its heading until somebody wants it, or an address with `#id`
 * leads there: the headings are then the table of contents.
 */
export function Section({ id, title, note, isOpen = false, children }: SectionProps) {
  const isPhone = useIsPhone();
  const heading = <h2 id={`${id}-title`}>{title}</h2>;
  if (!isPhone)
    return (
      <section className="panel" id={id} aria-labelledby={`${id}-title`}>
        {heading}
        {children}
      </section>
    );
  return (
    <details className="panel fold" open={isOpen}>
      <summary>
        {heading}
        {note === undefined ? null : <span className="hint">{note}</span>}
      </summary>
      <div className="column" id={id}>
        {children}
      </div>
    </details>
  );
}

/** As it was when the page was drawn: nothing folds under the hands of somebody who turns the device. */
export function useIsPhone(): boolean {
  const [isPhone] = useState(() => matchMedia('(width < 48rem)').matches);
  return isPhone;
}
