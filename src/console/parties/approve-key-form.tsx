import { type ReactNode, useState } from 'react';
import type { KeyRequest } from '../../client/key-request.js';
import { FileDrop } from '../check/file-drop.js';
import { useSay } from '../language/language.js';
import { readKeyRequest } from './read-key-request.js';
import { approveKey } from './register.js';
import type { Act } from './registering.js';
import { NeedsNetwork } from '../offline/needs-network.js';

interface FormProps {
  readonly isReady: boolean;
  readonly act: (deed: Act) => Promise<boolean>;
  /** What came of it, beside the button. */
  readonly told?: ReactNode;
}

/** Binds a key to a party: its holder has signed the request, the registrar signs too. */
export function ApproveKeyForm({ isReady, act, told }: FormProps) {
  const say = useSay();
  const [request, setRequest] = useState<KeyRequest>();
  const [fault, setFault] = useState<string>();
  const read = async (file: File): Promise<void> => {
    setRequest(undefined);
    setFault(undefined);
    const reading = await readKeyRequest(new Uint8Array(await file.arrayBuffer()));
    setRequest(reading.request);
    setFault(reading.fault);
  };
  const approve = async (): Promise<void> => {
    if (request === undefined) return;
    const isRecorded = await act((registrar, vkey) => approveKey(request, registrar, vkey));
    if (isRecorded) setRequest(undefined);
  };
  return (
    <form
      className="panel"
      aria-labelledby="approve-title"
      onSubmit={(event) => {
        event.preventDefault();
        void approve();
      }}
    >
      <h2 id="approve-title">{say('registry.approve')}</h2>
      <p className="hint">{say('registry.approveWhy')}</p>
      <FileDrop
        label={say('registry.request')}
        accept=".json,application/json"
        onFile={(file) => void read(file)}
      />
      {fault === undefined ? null : (
        <div className="notice" data-tone="bad" role="alert">
          <p>{say('registry.unfit')}</p>
          <p className="hint" lang="en" dir="ltr">
            {fault}
          </p>
        </div>
      )}
      {request === undefined ? null : <Request request={request} />}
      <NeedsNetwork>
        <div className="actions">
          <button type="submit" className="main" disabled={!isReady || request === undefined}>
            {say('registry.sign')}
          </button>
        </div>
      </NeedsNetwork>
      {told}
    </form>
  );
}

function Request({ request }: { request: KeyRequest }) {
  const say = useSay();
  const { party } = request.registration.key;
  return (
    <div className="notice" data-tone="wait" role="status">
      <p>{say('registry.compare')}</p>
      <dl className="facts">
        <dt>{say('login.party')}</dt>
        <dd>
          <bdi>{party}</bdi>
        </dd>
        <dt>{say('login.key')}</dt>
        <dd className="mono" dir="ltr">
          {request.envelope.signatures[0]?.keyid}
        </dd>
      </dl>
    </div>
  );
}
