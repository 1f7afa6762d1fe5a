import type { TimelineStep } from '../../client/provenance-answer.js';
import type { MessageKey } from '../../messages/messages.js';
import { Section } from '../frame/section.js';
import { useFormats, useSay } from '../language/language.js';
import { ContinuityLine } from './continuity-notice.js';
import type { Acquaintance } from './known-ledger.js';
import { EventSteps } from './event-steps.js';
import type { Proof } from './shown-verdict.js';
import { VerifierDownload } from './verifier-download.js';
import { WitnessCaveat } from './witness-caveat.js';

const NAMES: Readonly<Record<string, MessageKey>> = {
  form: 'proof.form',
  ledger: 'proof.ledger',
  rotations: 'proof.rotations',
  checkpoint: 'proof.checkpoint',
  witnesses: 'proof.witnesses',
  attestation: 'proof.attestation',
  entries: 'proof.entries',
  order: 'proof.order',
  signatures: 'proof.signatures',
  roles: 'proof.roles',
  inclusion: 'proof.inclusion',
  answer: 'proof.answer',
  completeness: 'proof.completeness',
  consignment: 'proof.consignment',
};

interface ProofPanelProps {
  readonly proof: Proof;
  readonly ledger: Acquaintance | undefined;
  readonly bytes: Uint8Array | undefined;
  readonly ucr: string;
  /** The events that the file tells of. */
  readonly timeline?: readonly TimelineStep[] | undefined;
  readonly again?: (() => void) | undefined;
}

/** Every signature and proof, as this browser checked it. */
export function ProofPanel({ proof, ledger, bytes, ucr, timeline = [], again }: ProofPanelProps) {
  const say = useSay();
  const checks = proof.kind === 'checked' ? proof.verification.checks : [];
  const held = checks.filter(({ ok }) => ok).length;
  return (
    <Section
      id="proof"
      title={say('proof.title')}
      {...(checks.length > 0 && { note: `${held}/${checks.length}` })}
      isOpen={held < checks.length}
    >
      <p className="soft">{say('proof.intro')}</p>
      <Outcome proof={proof} />
      {proof.kind === 'checked' ? (
        <EventSteps events={proof.events} timeline={timeline} verification={proof.verification} />
      ) : null}
      {ledger === undefined || bytes === undefined || proof.kind !== 'checked' ? null : (
        <WitnessCaveat bytes={bytes} policy={ledger.policy} />
      )}
      {proof.kind === 'checked' ? <ContinuityLine bytes={bytes} ledger={ledger} /> : null}
      {ledger === undefined ? null : <KeyLine ledger={ledger} />}
      {again === undefined ? null : (
        <div className="actions">
          <button type="button" onClick={() => again()}>
            {say('proof.again')}
          </button>
        </div>
      )}
      <details>
        <summary>{say('proof.elsewhere')}</summary>
        <p className="hint">{say('proof.elsewhereLong')}</p>
        <code dir="ltr">npx custody verify {ucr}.custody.json</code>
        <VerifierDownload />
      </details>
    </Section>
  );
}

function Outcome({ proof }: { proof: Proof }) {
  const say = useSay();
  if (proof.kind === 'checking') return <p role="status">{say('proof.checking')}</p>;
  if (proof.kind === 'unavailable')
    return (
      <p className="notice" data-tone="warn" role="alert">
        {say('proof.unavailable')}
      </p>
    );
  return (
    <ul className="proof">
      {proof.verification.checks.map(({ what, ok, detail }) => {
        const name = NAMES[what];
        return (
          <li key={what} data-tone={ok ? 'good' : 'bad'}>
            <span className="mark" aria-hidden="true">
              {ok ? '✓' : '✕'}
            </span>
            <details open={!ok}>
              <summary>
                {name === undefined ? what : say(name)}
                <span className="hidden"> – {say(ok ? 'proof.holds' : 'proof.fails')}</span>
              </summary>
              <p className="hint mono" lang="en" dir="ltr">
                {detail}
              </p>
            </details>
          </li>
        );
      })}
    </ul>
  );
}

function KeyLine({ ledger }: { ledger: Acquaintance }) {
  const say = useSay();
  const { time } = useFormats();
  const since = time(ledger.since);
  const lines = { new: 'proof.keyNew', known: 'proof.keyKnown', other: 'proof.keyOther' } as const;
  return (
    <div className={ledger.kind === 'other' ? 'notice' : undefined} data-tone="warn">
      <p className="hint">{say(lines[ledger.kind], { since })}</p>
      <p className="hint mono" dir="ltr">
        {ledger.vkey}
      </p>
    </div>
  );
}
