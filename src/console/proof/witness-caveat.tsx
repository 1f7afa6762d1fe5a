import { useQuery } from '@tanstack/react-query';
import { useSay } from '../language/language.js';
import { checkCosigners } from '../log/check-cosigners.js';
import type { Acquaintance } from './known-ledger.js';
import { checkpointOf } from './signed-answer.js';

interface WitnessCaveatProps {
  /** The evidence, which holds the state of the log with the signatures under it. */
  readonly bytes: Uint8Array;
  readonly policy: Acquaintance['policy'];
}

/** What proofs cannot show where the ledger alone has signed: that everybody was shown this same log. */
export function WitnessCaveat({ bytes, policy }: WitnessCaveatProps) {
  const say = useSay();
  const note = checkpointOf(bytes);
  const { data } = useQuery({
    queryKey: ['cosigners', note, policy],
    enabled: note !== undefined && policy !== null,
    staleTime: Infinity,
    queryFn: async () => (await checkCosigners(note ?? '', policy)) ?? null,
  });
  // Not every file rests on one.
  if (note === undefined) return null;
  if (policy === null) return <Caveat text={say('witness.none')} />;
  if (data === undefined) return null;
  if (data === null) return <Caveat text={say('witness.unavailable')} />;
  const isAlone = data.lines.every(({ standing }) => standing !== 'verified');
  if (isAlone) return <Caveat text={say('witness.nobody')} />;
  if (!data.hasQuorum) return <Caveat text={say('witness.noQuorum')} />;
  return <p className="hint">{say('witness.quorum')}</p>;
}

function Caveat({ text }: { text: string }) {
  return (
    <p className="notice" data-tone="warn">
      {text}
    </p>
  );
}
