import { useSay } from '../language/language.js';
import type { useOfficials } from './officials.js';

/** To whom an alert can be given, and nobody yet. */
export function OfficialOptions({ officials }: { officials: ReturnType<typeof useOfficials> }) {
  const say = useSay();
  return (
    <>
      <option value="">{say('decide.choose')}</option>
      {officials.map(({ id, name, country }) => (
        <option key={id} value={id}>
          {name} ({id}, {country})
        </option>
      ))}
    </>
  );
}
