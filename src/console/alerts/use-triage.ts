import { useCallback, useEffect, useRef, useState } from 'react';
import type { AlertSummary } from '../../client/alert-answers.js';
import { keysOf } from '../proof/known-ledger.js';
import { useKnownLedger } from '../proof/use-evidence.js';
import { signerOfKey } from '../session/browser-key.js';
import type { SessionState } from '../session/session.js';
import { decide } from './decide.js';
import type { QuickChoice } from './quick-choice.js';
import { type Order, ordered, type Triage } from './triage.js';

type LoggedIn = Extract<SessionState, { kind: 'in' }>;

/** As the texts say it. Until then nothing is signed, and so nothing has to be taken out of the log. */
const GRACE_MS = 8_000;

/** Decisions on several alerts, each signed for itself, after a while in which they can be taken back. */
export function useTriage({ key, client }: LoggedIn, decided: () => void) {
  const ledger = useKnownLedger();
  const vkey = ledger.data && keysOf(ledger.data);
  const [triage, setTriage] = useState<Triage>({ kind: 'idle' });
  const send = async ({ alerts, choice }: Order): Promise<void> => {
    if (vkey === undefined) return setTriage({ kind: 'ledgerUnknown' });
    // The network may have gone since it was ordered; what cannot arrive is not signed.
    if (!navigator.onLine) return setTriage({ kind: 'offline' });
    setTriage({ kind: 'sending' });
    const actor = { party: key.party, signer: signerOfKey(key.keyid, key.privateKey) };
    const told = {
      proved: 0,
      unproved: 0,
      failures: [] as { alert: AlertSummary; error: unknown }[],
    };
    // One after the other: the next may rest on what the one before changed.
    for (const alert of alerts) {
      const request = { alert: alert.id, version: alert.version, actor, ...choice };
      try {
        const { isProved } = await decide(client, vkey, request);
        if (isProved) told.proved += 1;
        else told.unproved += 1;
      } catch (error) {
        told.failures.push({ alert, error });
      }
    }
    setTriage({ kind: 'told', ...told });
    decided();
  };
  const latest = useRef({ triage, send });
  latest.current = { triage, send };
  useEffect(() => {
    if (triage.kind !== 'waiting') return undefined;
    const timer = setTimeout(() => void latest.current.send(triage), GRACE_MS);
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => {
      clearTimeout(timer);
      removeEventListener('beforeunload', warn);
    };
  }, [triage]);
  useEffect(
    () => () => {
      const { triage: left, send: sendNow } = latest.current;
      // Who goes to another page has not taken it back.
      if (left.kind === 'waiting') void sendNow(left);
    },
    [],
  );
  const isLedgerKnown = vkey !== undefined;
  const order = useCallback(
    (alerts: readonly AlertSummary[], choice: QuickChoice) => {
      const circumstances = { isOnline: navigator.onLine, isLedgerKnown };
      setTriage((now) => ordered(now, { alerts, choice }, circumstances));
    },
    [isLedgerKnown],
  );
  const { refetch } = ledger;
  const askLedger = useCallback(async () => {
    if ((await refetch()).isSuccess)
      setTriage((now) => (now.kind === 'ledgerUnknown' ? { kind: 'idle' } : now));
  }, [refetch]);
  const undo = useCallback(
    () => setTriage((now) => (now.kind === 'waiting' ? { kind: 'undone' } : now)),
    [],
  );
  const sendNow = (): void => {
    if (triage.kind === 'waiting') void send(triage);
  };
  return { triage, order, undo, sendNow, askLedger };
}
