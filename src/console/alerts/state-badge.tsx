import type { AlertState } from '../../client/alert-answers.js';
import { useSay } from '../language/language.js';
import { STATES } from './alert-words.js';

export function StateBadge({ state }: { state: AlertState }) {
  const say = useSay();
  const [name, tone] = STATES[state];
  return (
    <span className="badge" data-tone={tone}>
      {say(name)}
    </span>
  );
}
