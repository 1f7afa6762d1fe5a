import { useEffect, useRef } from 'react';
import type { MessageKey } from '../../messages/messages.js';
import { useSay } from '../language/language.js';

type Keys = readonly (readonly [keys: readonly string[], does: MessageKey])[];

const EVERYWHERE: Keys = [
  [['/', 'Ctrl-K'], 'commands.open'],
  [['g c'], 'nav.check'],
  [['g a'], 'nav.alerts'],
  [['g l'], 'nav.log'],
  [['?'], 'keys.this'],
];
const INBOX: Keys = [
  [['j', 'k'], 'keys.move'],
  [['Enter'], 'peek.open'],
  [['Space'], 'peek.look'],
  [['x'], 'keys.select'],
  [['Shift-x'], 'keys.range'],
  [['a'], 'decide.acknowledge'],
  [['i'], 'decide.toMe'],
  [['t'], 'decide.assign'],
  [['r', '1', '2', '3'], 'decide.resolve'],
  [['w'], 'decide.wait'],
  [['e'], 'decide.escalate'],
  [['n'], 'decide.investigate'],
  [['Esc'], 'inbox.back'],
  [['u'], 'several.undo'],
  [['f'], 'filter.label'],
];
const ALERT: Keys = [
  [['a'], 'decide.acknowledge'],
  [['i'], 'decide.toMe'],
  [['n'], 'decide.investigate'],
  [['t'], 'decide.assign'],
  [['w'], 'decide.wait'],
  [['e'], 'decide.escalate'],
  [['r'], 'decide.resolve'],
  [['1'], 'finding.confirmed-illicit'],
  [['2'], 'finding.duplicate'],
  [['3'], 'finding.unfounded'],
];

/** What each key does. None does it while somebody types. */
export function KeyList({ close }: { close: () => void }) {
  const say = useSay();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="commands" aria-labelledby="keys-title" onClose={close}>
      <div className="column keys">
        <h2 id="keys-title">{say('keys.title')}</h2>
        <KeyGroup keys={EVERYWHERE} />
        <h3>{say('alerts.title')}</h3>
        <p className="hint">{say('keys.toButton')}</p>
        <KeyGroup keys={INBOX} />
        <h3>{say('alert.title')}</h3>
        <KeyGroup keys={ALERT} />
        <div className="actions">
          <button type="button" onClick={() => dialog.current?.close()}>
            {say('peek.close')}
          </button>
        </div>
      </div>
    </dialog>
  );
}

function KeyGroup({ keys }: { keys: Keys }) {
  const say = useSay();
  return (
    <dl className="facts">
      {keys.map(([pressed, does]) => (
        <div key={does}>
          <dt>
            {pressed.map((each) => (
              <kbd key={each} dir="ltr">
                {each}
              </kbd>
            ))}
          </dt>
          <dd>{say(does)}</dd>
        </div>
      ))}
    </dl>
  );
}
