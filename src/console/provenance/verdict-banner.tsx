import type { ReactNode } from 'react';
import { type ShownVerdict, verdictLines } from '../../messages/verdict-lines.js';
import { Sentence } from '../frame/sentence.js';
import { useSay } from '../language/language.js';

interface VerdictBannerProps {
  readonly ucr: string;
  readonly verdict: ShownVerdict;
  readonly reason: string | undefined;
  readonly children?: ReactNode;
}

/** The verdict in words, before all data. The service writes the same elements into the page it sends. */
export function VerdictBanner({ ucr, verdict, reason, children }: VerdictBannerProps) {
  const say = useSay();
  const { tone, sign, headline, action } = verdictLines(verdict, say);
  return (
    <section className="banner" data-tone={tone}>
      <p className="banner-about">
        {say('banner.consignment')} <bdi>{ucr}</bdi>
      </p>
      <h1>
        <span className="banner-sign" aria-hidden="true">
          {sign}
        </span>
        {headline}
      </h1>
      <p className="banner-action">{action}</p>
      {reason === undefined ? null : (
        <p className="banner-reason">
          <Sentence text={reason} />
        </p>
      )}
      {children}
    </section>
  );
}
