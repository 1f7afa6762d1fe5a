import type { ReactNode } from 'react';
import { meaningOfReason } from '../../messages/findings/findings.js';
import {
  type ShownVerdict,
  type VerdictFacts,
  verdictLines,
} from '../../messages/verdict-lines.js';
import { Told } from '../frame/told-finding.js';
import { useSpoken } from '../language/language.js';

interface VerdictBannerProps {
  readonly ucr: string;
  readonly verdict: ShownVerdict;
  /** Whose first reason is told; nothing where there is none to rely on. */
  readonly told?: Pick<VerdictFacts, 'verdict' | 'reasons' | 'gaps'>;
  readonly children?: ReactNode;
}

/** The verdict in words, before all data. The service writes the same elements into the page it sends. */
export function VerdictBanner({ ucr, verdict, told, children }: VerdictBannerProps) {
  const { say, findings } = useSpoken();
  const { tone, sign, headline, action } = verdictLines(verdict, say);
  const [reason] = told?.reasons ?? [];
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
          <Told meaning={told && meaningOfReason(told, findings)} sentence={reason} />
        </p>
      )}
      {children}
    </section>
  );
}
