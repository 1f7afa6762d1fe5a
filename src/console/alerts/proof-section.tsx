import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AlertDetail, AlertStep } from '../../client/alert-answers.js';
import type { LedgerClient } from '../../client/ledger-client.js';
import type { Say } from '../../messages/messages.js';
import { Fault } from '../frame/fault.js';
import { saveFile } from '../frame/save-file.js';
import { Section } from '../frame/section.js';
import { useFormats, useSay } from '../language/language.js';
import { useKnownLedger } from '../proof/use-evidence.js';
import { eventName } from '../provenance/event-words.js';
import { CHANGES } from './alert-words.js';
import { proveStatement, type StatementProof } from './statement-proof.js';
import { NeedsNetwork } from '../offline/needs-network.js';

interface ProofSectionProps {
  readonly alert: AlertDetail;
  readonly client: LedgerClient;
}

/** What proves the alert: each statement it rests on, checked here when somebody asks, and to be taken along. */
export function ProofSection({ alert, client }: ProofSectionProps) {
  const say = useSay();
  const { number } = useFormats();
  const ledger = useKnownLedger().data;
  const [isAsked, setAsked] = useState(false);
  const hashes = [
    ...new Set([...alert.evidence, ...alert.history.map(({ statementHash }) => statementHash)]),
  ];
  const proofs = useQuery({
    queryKey: ['alert-proofs', ledger?.vkey, ...hashes],
    enabled: isAsked && ledger !== undefined,
    queryFn: async () => {
      const found: StatementProof[] = [];
      if (ledger === undefined) return found;
      // One after the other: each is checked by a worker of its own.
      for (const hash of hashes) found.push(await proveStatement(hash, { client, ledger }));
      return found.toSorted((a, b) => indexOf(a) - indexOf(b));
    },
  });
  return (
    <Section id="proofs" title={say('proofs.title')} note={number(hashes.length)}>
      <p>{say('proofs.why')}</p>
      {proofs.error === null ? null : (
        <Fault error={proofs.error} retry={() => void proofs.refetch()} />
      )}
      {proofs.data === undefined ? (
        <NeedsNetwork>
          <div className="actions">
            <button type="button" disabled={isAsked} onClick={() => setAsked(true)}>
              {say(isAsked && proofs.error === null ? 'proofs.checking' : 'proofs.check')}
            </button>
          </div>
        </NeedsNetwork>
      ) : (
        <Proofs proofs={proofs.data} steps={alert.history} />
      )}
    </Section>
  );
}

interface ProofsProps {
  readonly proofs: readonly StatementProof[];
  readonly steps: readonly AlertStep[];
}

function Proofs({ proofs, steps }: ProofsProps) {
  const say = useSay();
  return (
    <>
      <div role="status">
        <ul className="proof">
          {proofs.map((proof) => (
            <Proof key={proof.hash} proof={proof} steps={steps} />
          ))}
        </ul>
      </div>
      <p className="hint">{say('proofs.how')}</p>
      <p className="mono" dir="ltr">
        npx custody verify FILE.json
      </p>
    </>
  );
}

function Proof({ proof, steps }: { proof: StatementProof; steps: readonly AlertStep[] }) {
  const say = useSay();
  const { time, number } = useFormats();
  const { hash } = proof;
  const hashLine = (
    <p className="mono hint" dir="ltr">
      {hash}
    </p>
  );
  if (proof.kind === 'missing')
    return (
      <li data-tone="unknown">
        <span className="mark" aria-hidden="true">
          ?
        </span>
        <div>
          {say('text.label', { name: say('proofs.statement') })} {say('proofs.missing')}
          {hashLine}
        </div>
      </li>
    );
  const { holds, index, recordedAt, file } = proof;
  return (
    <li data-tone={holds ? 'good' : 'bad'}>
      <span className="mark" aria-hidden="true">
        {holds ? '✓' : '✕'}
      </span>
      <div>
        <strong>{nameOf(proof, steps, say)}</strong>
        <p>
          {holds
            ? say('proofs.holds', { index: number(index), at: time(recordedAt) })
            : say('proofs.fails')}
        </p>
        {hashLine}
        <button
          type="button"
          onClick={() => saveFile(file, `${hash.slice(0, 16)}.receipt.json`, 'application/json')}
        >
          {say('proofs.save')}
        </button>
      </div>
    </li>
  );
}

type Checked = Extract<StatementProof, { kind: 'checked' }>;

function nameOf({ hash, payload }: Checked, steps: readonly AlertStep[], say: Say): string {
  const step = steps.find(({ statementHash }) => statementHash === hash);
  if (step !== undefined)
    return say(step.kind === 'finding' ? 'proofs.finding' : 'proofs.decision', {
      what: say(CHANGES[step.change]),
    });
  const { type, actor } = payload;
  if (typeof type !== 'string' || typeof actor !== 'string') return say('proofs.statement');
  return say('proofs.event', { what: eventName(type, say), party: actor });
}

function indexOf(proof: StatementProof): number {
  return proof.kind === 'checked' ? proof.index : Infinity;
}
