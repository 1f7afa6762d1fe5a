import {
  checkReceipt,
  type Envelope,
  type LedgerVkey,
  type Receipt,
} from '../../protocol/index.js';
import { useSay } from '../language/language.js';
import { tellRecorded } from './recorded-news.js';

/** What the ledger answered to a statement, checked in this browser. */
export interface Recorded {
  readonly index: number;
  /** The receipt leads to a checkpoint that the ledger signed. */
  readonly isProved: boolean;
}

interface Answered {
  readonly receipt: Receipt;
  readonly envelope: Envelope;
  /** The ledger's keys as far as this browser knows them. */
  readonly vkey: LedgerVkey;
}

/** Checks the receipt, and tells that the log is longer now. */
export function recordedOf({ receipt, envelope, vkey }: Answered): Recorded {
  tellRecorded(receipt.index);
  return { index: receipt.index, isProved: checkReceipt({ receipt, envelope, vkey }).ok };
}

export function RecordedNotice({ recorded }: { recorded: Recorded }) {
  const say = useSay();
  const { index, isProved } = recorded;
  return (
    <p
      className="notice"
      data-tone={isProved ? 'good' : 'bad'}
      role={isProved ? 'status' : 'alert'}
    >
      {say(isProved ? 'decide.recorded' : 'decide.notProved', { index })}
    </p>
  );
}
