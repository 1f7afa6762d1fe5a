import { useFormats, useSay } from '../language/language.js';
import { timeOfRehearsal } from './time.js';

/** On every page of a rehearsal: whoever compares its times with his own clock would think them wrong. */
export function ClockNote() {
  const say = useSay();
  const { time, day } = useFormats();
  const at = timeOfRehearsal();
  if (at === undefined) return null;
  const today = day(new Date().toISOString());
  return (
    <aside className="rehearsal-clock" aria-label={say('rehearsal.note')}>
      <p>{say('rehearsal.clock', { time: time(at.toISOString()), today })}</p>
    </aside>
  );
}
