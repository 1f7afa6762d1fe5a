import { useState } from 'react';
import type { LedgerClient } from '../../client/ledger-client.js';
import { ProblemError } from '../../client/problem-error.js';
import type { NewWebhook } from '../../client/webhook-answers.js';
import type { Severity } from '../../custody/vocabulary/finding.js';
import { SeverityOptions } from '../alerts/severity-options.js';
import { copyText } from '../frame/copy-text.js';
import { Fault } from '../frame/fault.js';
import { useSay } from '../language/language.js';
import { NeedsNetwork } from '../offline/needs-network.js';

/** From the mildest; the vocabulary's own list would bring the checking of schemas along. */
const SEVERITIES: readonly Severity[] = ['INFO', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];

interface NewWebhookFormProps {
  readonly client: LedgerClient;
  readonly made: () => void;
}

/** An endpoint of this authority; its secret is shown once, here. */
export function NewWebhookForm({ client, made }: NewWebhookFormProps) {
  const say = useSay();
  const [url, setUrl] = useState('');
  const [description, setDescription] = useState('');
  const [least, setLeast] = useState<Severity>('INFO');
  const [isBusy, setBusy] = useState(false);
  const [created, setCreated] = useState<NewWebhook>();
  const [error, setError] = useState<unknown>();
  const create = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      const about = description.trim();
      const request = {
        url: url.trim(),
        leastSeverity: least,
        ...(about && { description: about }),
      };
      setCreated(await client.createWebhook(request));
      setUrl('');
      setDescription('');
      made();
    } catch (fault) {
      setError(fault);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="panel"
      aria-labelledby="new-title"
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <h2 id="new-title">{say('webhooks.new')}</h2>
      {created === undefined ? null : <Secret webhook={created} />}
      <div className="field">
        <label htmlFor="url">{say('webhook.url')}</label>
        <input
          id="url"
          type="url"
          dir="ltr"
          autoComplete="off"
          spellCheck={false}
          value={url}
          onChange={({ target }) => setUrl(target.value)}
          aria-describedby="url-hint"
        />
        <p className="hint" id="url-hint">
          {say('webhook.urlHint')}
        </p>
      </div>
      <div className="field">
        <label htmlFor="description">{say('webhook.description')}</label>
        <input
          id="description"
          dir="auto"
          maxLength={200}
          value={description}
          onChange={({ target }) => setDescription(target.value)}
        />
      </div>
      <div className="field">
        <label htmlFor="least">{say('webhook.least')}</label>
        <select
          id="least"
          value={least}
          onChange={({ target }) => {
            setLeast(SEVERITIES.find((each) => each === target.value) ?? 'INFO');
          }}
        >
          <SeverityOptions severities={SEVERITIES} />
        </select>
      </div>
      <Refusal error={error} />
      <NeedsNetwork>
        <div className="actions">
          <button type="submit" className="main" disabled={isBusy || url.trim() === ''}>
            {say('webhooks.create')}
          </button>
        </div>
      </NeedsNetwork>
    </form>
  );
}

function Secret({ webhook }: { webhook: NewWebhook }) {
  const say = useSay();
  const [isCopied, setCopied] = useState<boolean>();
  return (
    <div className="notice" data-tone="good" role="status">
      <p>✓ {say('webhook.secret')}</p>
      <p className="mono" dir="ltr">
        <strong>{webhook.secret}</strong>
      </p>
      <button
        type="button"
        onClick={() => void copyText(webhook.secret, navigator.clipboard).then(setCopied)}
      >
        {say('webhook.copy')}
      </button>
      {isCopied === false ? <p>{say('copy.refused')}</p> : null}
    </div>
  );
}

function Refusal({ error }: { error: unknown }) {
  if (error === undefined) return null;
  if (!(error instanceof ProblemError) || ![400, 409].includes(error.status))
    return <Fault error={error} />;
  const { errors = [] } = error.problem;
  return (
    <div className="notice" data-tone="bad" role="alert" lang="en" dir="ltr">
      <p>{error.message}</p>
      {errors.map(({ pointer, detail }) => (
        <p key={pointer}>{detail}</p>
      ))}
    </div>
  );
}
