import { useSay } from '../language/language.js';

/** Where a decision was ordered before the ledger's key is known: no receipt could be checked, and so nothing is signed. */
export function LedgerUnknown({ retry }: { retry: () => Promise<void> }) {
  const say = useSay();
  return (
    <div className="notice" data-tone="bad" role="alert">
      <p>{say('decide.ledgerUnknown')}</p>
      <button type="button" onClick={() => void retry()}>
        {say('state.retry')}
      </button>
    </div>
  );
}
