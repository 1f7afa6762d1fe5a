import type { Severity } from '../../custody/vocabulary/finding.js';
import type { MessageKey } from '../../messages/messages.js';
import type { Tone } from '../../messages/verdict-lines.js';
import { useSay } from '../language/language.js';

const LOOKS: Readonly<Record<Severity, readonly [tone: Tone, sign: string, name: MessageKey]>> = {
  CRITICAL: ['bad', '◆', 'severity.CRITICAL'],
  HIGH: ['warn', '▲', 'severity.HIGH'],
  MEDIUM: ['warn', '●', 'severity.MEDIUM'],
  LOW: ['wait', '○', 'severity.LOW'],
  INFO: ['unknown', '–', 'severity.INFO'],
};

export function toneOf(severity: Severity): Tone {
  return LOOKS[severity][0];
}

/** A word and a shape: the colour only helps. */
export function SeverityBadge({ severity }: { severity: Severity }) {
  const say = useSay();
  const [tone, sign, name] = LOOKS[severity];
  return (
    <span className="badge" data-tone={tone}>
      <span aria-hidden="true">{sign}</span>
      {say(name)}
    </span>
  );
}
