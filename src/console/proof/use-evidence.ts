import { useQuery } from '@tanstack/react-query';
import type { LedgerClient } from '../../client/ledger-client.js';
import { publicClient } from '../session/connection.js';
import { type Acquaintance, meet } from './known-ledger.js';
import type { VerifyRequest } from './verify-messages.js';
import type { Proof } from './shown-verdict.js';
import { signedAnswerOf } from './signed-answer.js';
import { verifyInWorker } from './verify-evidence.js';

/** The ledger of this address, under the key this browser saw first. */
export function useKnownLedger() {
  return useQuery({
    queryKey: ['known-ledger'],
    staleTime: Infinity,
    queryFn: async () => meet(await publicClient.wellKnown(), localStorage, new Date()),
  });
}

/** The evidence of a consignment, fetched and verified here. */
export function useEvidence(client: LedgerClient, ucr: string) {
  const ledger = useKnownLedger();
  const query = useQuery({
    queryKey: ['evidence', ucr, ledger.data?.vkey],
    enabled: ledger.data !== undefined,
    queryFn: async () => {
      const bytes = await client.evidence(ucr);
      const checked = await verifyInWorker(bytes, trustIn(ledger.data), ucr);
      return { bytes, checked, signed: signedAnswerOf(bytes) };
    },
  });
  const error = query.error ?? ledger.error;
  return {
    ledger: ledger.data,
    bytes: query.data?.bytes,
    /** What the file tells, whether it holds or not. */
    signed: query.data?.signed,
    again: query.refetch,
    proof: proofOf(query.data?.checked, error),
  };
}

export function proofOf(
  checked: Awaited<ReturnType<typeof verifyInWorker>> | undefined,
  error: unknown,
): Proof {
  if (checked !== undefined) return { kind: 'checked', ...checked };
  return error === null ? { kind: 'checking' } : { kind: 'unavailable', error };
}

/** What the verifier may take for granted; nothing before the ledger is known. */
export function trustIn(ledger: Acquaintance | undefined): VerifyRequest['trust'] {
  return ledger === undefined ? {} : { vkey: ledger.vkey, rotations: ledger.rotations };
}
