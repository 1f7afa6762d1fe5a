import { TryAgain } from '../frame/try-again.js';
import { useSay } from '../language/language.js';

/** Where a decision was ordered before the ledger's key is known: no receipt could be checked, and so nothing is signed. */
export function LedgerUnknown({ retry }: { retry: () => Promise<void> }) {
  const say = useSay();
  return (
    <TryAgain retry={() => void retry()}>
      <p>{say('decide.ledgerUnknown')}</p>
    </TryAgain>
  );
}
