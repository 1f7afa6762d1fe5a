import { useState } from 'react';
import { Link, useSearch } from 'wouter';
import type { Signer } from '../../client/signer.js';
import { Fault } from '../frame/fault.js';
import { Page } from '../frame/page.js';
import { useSay } from '../language/language.js';
import { useKnownLedger } from '../proof/use-evidence.js';
import { signerOfKey } from '../session/browser-key.js';
import { KeyFileDrop } from '../session/key-file-drop.js';
import { ApproveKeyForm } from './approve-key-form.js';
import { PartyForm } from './party-form.js';
import { RegistrationOutcome, useRegistering } from './registering.js';
import { RevokeKeyForm } from './revoke-key-form.js';

/**
 * The registrar's desk. A registrar's key belongs to no party, so there is no login: the signature is the authority.
 * The key is used while this page is open, and kept nowhere.
 */
export function RegistryPage() {
  const say = useSay();
  const ledger = useKnownLedger();
  const [registrar, setRegistrar] = useState<Signer>();
  const parties = useDesk(registrar);
  const keys = useDesk(registrar);
  const revocations = useDesk(registrar);
  const revoked = new URLSearchParams(useSearch()).get('revoke') ?? '';
  return (
    <Page title={say('registry.title')} intro={say('registry.intro')}>
      {ledger.error === null ? null : (
        <Fault error={ledger.error} retry={() => void ledger.refetch()} />
      )}
      <RegistrarKey registrar={registrar} change={setRegistrar} />
      <div className="columns">
        <PartyForm {...parties} />
        <ApproveKeyForm {...keys} />
        <section className="panel" aria-labelledby="revoke-title">
          <h2 id="revoke-title">{say('revoke.title')}</h2>
          <RevokeKeyForm key={revoked} keyid={revoked} {...revocations} />
        </section>
      </div>
      <p>
        <Link href="/parties">{say('parties.back')}</Link>
      </p>
    </Page>
  );
}

/** Each form tells beside its own button what came of it. */
function useDesk(registrar: Signer | undefined) {
  const { isReady, act, outcome, error } = useRegistering(registrar);
  return { isReady, act, told: <RegistrationOutcome outcome={outcome} error={error} /> };
}

interface RegistrarKeyProps {
  readonly registrar: Signer | undefined;
  readonly change: (registrar: Signer | undefined) => void;
}

function RegistrarKey({ registrar, change }: RegistrarKeyProps) {
  const say = useSay();
  return (
    <section className="panel" aria-labelledby="registrar-title">
      <h2 id="registrar-title">{say('registry.key')}</h2>
      <p className="hint">{say('registry.keyWhy')}</p>
      <KeyFileDrop
        label={say('login.file')}
        onKey={({ keyid, privateKey }) => change(signerOfKey(keyid, privateKey))}
        onBad={() => change(undefined)}
      />
      {registrar === undefined ? null : (
        <p className="notice" data-tone="good" role="status">
          {say('login.read')}{' '}
          <bdi className="mono" dir="ltr">
            {registrar.keyid}
          </bdi>
        </p>
      )}
    </section>
  );
}
