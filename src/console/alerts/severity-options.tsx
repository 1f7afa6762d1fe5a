import type { Severity } from '../../custody/vocabulary/finding.js';
import { useSay } from '../language/language.js';

/** Severities to choose from, in the order given, as the reader's language names them. */
export function SeverityOptions({ severities }: { severities: readonly Severity[] }) {
  const say = useSay();
  return severities.map((severity) => (
    <option key={severity} value={severity}>
      {say(`severity.${severity}`)}
    </option>
  ));
}
