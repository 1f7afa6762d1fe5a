import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { LedgerClient } from '../../client/ledger-client.js';
import type { Webhook } from '../../client/webhook-answers.js';
import { Fault } from '../frame/fault.js';
import { Page } from '../frame/page.js';
import { Waiting } from '../frame/waiting.js';
import { useFormats, useSay } from '../language/language.js';
import { SeverityBadge } from '../provenance/severity-badge.js';
import { LoginFirst } from '../session/login-first.js';
import { useSession } from '../session/session.js';
import { NewWebhookForm } from './new-webhook-form.js';
import { standingOf } from './webhook-words.js';
import { Loading } from '../frame/loading.js';

/** Where this authority has alerts sent, and whether they arrive. */
export function WebhooksPage() {
  const say = useSay();
  const { state } = useSession();
  if (state.kind === 'opening') return <Waiting />;
  if (state.kind === 'out') return <LoginFirst title={say('webhooks.title')} />;
  return <Webhooks client={state.client} />;
}

function Webhooks({ client }: { client: LedgerClient }) {
  const say = useSay();
  const webhooks = useQuery({ queryKey: ['webhooks'], queryFn: () => client.webhooks() });
  const { data, error } = webhooks;
  return (
    <Page title={say('webhooks.title')} intro={say('webhooks.intro')}>
      {error === null ? null : (
        <Fault
          error={error}
          retry={() => void webhooks.refetch()}
          shownOf={webhooks.dataUpdatedAt}
        />
      )}
      {webhooks.isPending ? <Loading rows={4} /> : null}
      {data === undefined ? null : (
        <>
          {data.items.length === 0 ? (
            <p>{say('webhooks.none')}</p>
          ) : (
            <WebhookTable webhooks={data.items} />
          )}
          <NewWebhookForm client={client} made={() => void webhooks.refetch()} />
        </>
      )}
    </Page>
  );
}

function WebhookTable({ webhooks }: { webhooks: readonly Webhook[] }) {
  const say = useSay();
  const { time } = useFormats();
  return (
    <div className="scrolls" tabIndex={0} role="group" aria-label={say('webhooks.title')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('webhook.url')}</th>
            <th scope="col">{say('log.state')}</th>
            <th scope="col">{say('webhook.least')}</th>
            <th scope="col">{say('webhook.lastSuccess')}</th>
          </tr>
        </thead>
        <tbody>
          {webhooks.map((webhook) => (
            <tr key={webhook.id}>
              <td>
                <Link href={`/webhooks/${encodeURIComponent(webhook.id)}`}>
                  <bdi className="mono" dir="ltr">
                    {webhook.url}
                  </bdi>
                </Link>
                {webhook.description === null ? null : (
                  <p className="hint">
                    <bdi>{webhook.description}</bdi>
                  </p>
                )}
              </td>
              <td>
                <Standing webhook={webhook} />
              </td>
              <td>
                <SeverityBadge severity={webhook.leastSeverity} />
              </td>
              <td>
                {webhook.health.lastSuccessAt === null
                  ? say('webhook.never')
                  : time(webhook.health.lastSuccessAt)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function Standing({ webhook }: { webhook: Webhook }) {
  const say = useSay();
  const [name, tone] = standingOf(webhook);
  return (
    <span className="badge" data-tone={tone}>
      {say(name)}
    </span>
  );
}
