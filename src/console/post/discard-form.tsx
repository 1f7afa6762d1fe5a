import { useState } from 'react';
import { useSay } from '../language/language.js';

interface DiscardFormProps {
  readonly discard: (reason: string) => Promise<void>;
}

/** A signed event is not thrown away by one press: it takes a reason, which is kept. */
export function DiscardForm({ discard }: DiscardFormProps) {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [reason, setReason] = useState('');
  if (!isOpen)
    return (
      <div className="actions">
        <button type="button" onClick={() => setOpen(true)}>
          {say('post.discardWaiting')}
        </button>
      </div>
    );
  return (
    <form
      className="panel question"
      aria-busy={isBusy}
      onSubmit={(event) => {
        event.preventDefault();
        setBusy(true);
        void discard(reason.trim()).finally(() => setBusy(false));
      }}
    >
      <p>{say('post.discardWhy')}</p>
      <div className="field">
        <label htmlFor="discard-reason">{say('post.discardReason')}</label>
        <textarea
          id="discard-reason"
          rows={2}
          ref={(element) => element?.focus()}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      </div>
      <div className="actions">
        <button type="submit" disabled={isBusy || reason.trim() === ''}>
          {say('post.discardSure')}
        </button>
        <button type="button" onClick={() => setOpen(false)}>
          {say('post.discardKeep')}
        </button>
      </div>
    </form>
  );
}
