import type { Severity } from '../../custody/vocabulary/finding.js';
import type { Tone } from '../../messages/verdict-lines.js';
import { useSay } from '../language/language.js';

const LOOKS: Readonly<Record<Severity, readonly [tone: Tone, sign: string]>> = {
  CRITICAL: ['bad', '◆'],
  HIGH: ['warn', '▲'],
  MEDIUM: ['warn', '●'],
  LOW: ['wait', '○'],
  INFO: ['unknown', '–'],
};

export function toneOf(severity: Severity): Tone {
  return LOOKS[severity][0];
}

/** A word and a shape: the colour only helps. */
export function SeverityBadge({ severity }: { severity: Severity }) {
  const say = useSay();
  const [tone, sign] = LOOKS[severity];
  return (
    <span className="badge" data-tone={tone}>
      <span aria-hidden="true">{sign}</span>
      {say(`severity.${severity}`)}
    </span>
  );
}
