import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { LedgerClient } from '../../client/ledger-client.js';
import { ProblemError } from '../../client/problem-error.js';
import type { Webhook } from '../../client/webhook-answers.js';
import { Fault } from '../frame/fault.js';
import { Page } from '../frame/page.js';
import { Waiting } from '../frame/waiting.js';
import { useFormats, useSay } from '../language/language.js';
import { LoginFirst } from '../session/login-first.js';
import { useSession } from '../session/session.js';
import { DeliveryFigure } from './delivery-figure.js';
import { DeliveryTable } from './delivery-table.js';
import { lastWord } from './webhook-words.js';
import { Standing } from './webhooks-page.js';
import { NeedsNetwork } from '../offline/needs-network.js';
import { Loading } from '../frame/loading.js';

const PAGE = 25;

/** One endpoint: whether it delivers, what was sent, and what came of it. */
export function WebhookPage({ id }: { id: string }) {
  const say = useSay();
  const { state } = useSession();
  if (state.kind === 'opening') return <Waiting />;
  if (state.kind === 'out') return <LoginFirst title={say('webhooks.title')} />;
  return <Endpoint client={state.client} id={id} />;
}

interface EndpointProps {
  readonly client: LedgerClient;
  readonly id: string;
}

function Endpoint({ client, id }: EndpointProps) {
  const say = useSay();
  const webhook = useQuery({ queryKey: ['webhook', id], queryFn: () => client.webhook(id) });
  const { error, data } = webhook;
  if (error instanceof ProblemError && error.status === 404)
    return (
      <Page title={say('webhooks.title')} intro={say('webhook.missing')}>
        <BackToAll />
      </Page>
    );
  if (error !== null && data === undefined)
    return (
      <Page title={say('webhooks.title')}>
        <Fault error={error} retry={() => void webhook.refetch()} />
      </Page>
    );
  if (data === undefined) return <Waiting />;
  return (
    <Page
      title={say('webhook.title')}
      intro={
        <bdi className="mono" dir="ltr">
          {data.url}
        </bdi>
      }
    >
      <BackToAll />
      {error === null ? null : (
        <Fault error={error} retry={() => void webhook.refetch()} shownOf={webhook.dataUpdatedAt} />
      )}
      <Health webhook={data} />
      <Change client={client} webhook={data} />
      <Deliveries client={client} webhook={data} />
    </Page>
  );
}

function BackToAll() {
  const say = useSay();
  return (
    <p>
      <Link href="/webhooks">{say('webhooks.back')}</Link>
    </p>
  );
}

function Health({ webhook }: { webhook: Webhook }) {
  const say = useSay();
  const { time, number } = useFormats();
  const { health, disabledBecause } = webhook;
  const word = lastWord(health);
  const at = (iso: string | null) => (iso === null ? say('webhook.never') : time(iso));
  return (
    <dl className="facts panel">
      <dt>{say('log.state')}</dt>
      <dd>
        <Standing webhook={webhook} />{' '}
        {disabledBecause === null ? null : <span lang="en">{disabledBecause}</span>}
      </dd>
      <dt>{say('webhook.lastSuccess')}</dt>
      <dd>{at(health.lastSuccessAt)}</dd>
      <dt>{say('webhook.lastFailure')}</dt>
      <dd>
        {at(health.lastFailureAt)}{' '}
        {word === '' ? null : (
          <bdi className="mono" dir="ltr">
            {word}
          </bdi>
        )}
      </dd>
      <dt>{say('health.failures')}</dt>
      <dd>{number(health.failuresInARow)}</dd>
      {health.pausedUntil === null ? null : (
        <>
          <dt>{say('webhook.paused')}</dt>
          <dd>{time(health.pausedUntil)}</dd>
        </>
      )}
    </dl>
  );
}

/** Switching off and deleting, each saying what becomes of what was not sent yet. */
function Change({ client, webhook }: { client: LedgerClient; webhook: Webhook }) {
  const say = useSay();
  const queries = useQueryClient();
  const [, go] = useLocation();
  const [isSure, setSure] = useState(false);
  const [secret, setSecret] = useState<string>();
  const [error, setError] = useState<unknown>();
  const isOn = webhook.state === 'enabled';
  const act = async (deed: () => Promise<unknown>): Promise<void> => {
    setError(undefined);
    try {
      await deed();
      await queries.invalidateQueries();
    } catch (fault) {
      setError(fault);
    }
  };
  const rotate = async (): Promise<void> =>
    setSecret((await client.rotateWebhookSecret(webhook.id)).secret);
  const turn = () =>
    act(() => client.changeWebhook(webhook.id, { state: isOn ? 'disabled' : 'enabled' }));
  const remove = () =>
    act(async () => {
      await client.deleteWebhook(webhook.id);
      go('/webhooks');
    });
  return (
    <section className="panel" aria-label={say('webhook.change')}>
      <p className="hint">{say(isOn ? 'webhook.disableWhy' : 'webhook.enableWhy')}</p>
      {error === undefined ? null : <Fault error={error} />}
      {secret === undefined ? null : (
        <div className="notice" data-tone="good" role="status">
          <p>{say('webhook.rotated')}</p>
          <p className="mono" dir="ltr">
            {secret}
          </p>
        </div>
      )}
      <NeedsNetwork>
        <div className="actions">
          <button type="button" onClick={() => void turn()}>
            {say(isOn ? 'webhook.disable' : 'webhook.enable')}
          </button>
          <button
            type="button"
            disabled={!isOn}
            onClick={() => void act(() => client.testWebhook(webhook.id))}
          >
            {say('webhook.test')}
          </button>
          <button type="button" onClick={() => void act(rotate)}>
            {say('webhook.rotate')}
          </button>
          {isSure ? (
            <button type="button" onClick={() => void remove()}>
              {say('webhook.deleteSure')}
            </button>
          ) : (
            <button type="button" onClick={() => setSure(true)}>
              {say('webhook.delete')}
            </button>
          )}
        </div>
      </NeedsNetwork>
    </section>
  );
}

interface DeliveriesProps {
  readonly client: LedgerClient;
  readonly webhook: Webhook;
}

function Deliveries({ client, webhook }: DeliveriesProps) {
  const say = useSay();
  const { id, url } = webhook;
  const pages = useInfiniteQuery({
    queryKey: ['deliveries', id],
    initialPageParam: '',
    refetchInterval: 5000,
    queryFn: ({ pageParam }) =>
      client.webhookDeliveries(id, {
        limit: PAGE,
        ...(pageParam !== '' && { cursor: pageParam }),
      }),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const redeliver = async (delivery: string): Promise<void> => {
    await client.redeliver(id, delivery);
    await pages.refetch();
  };
  return (
    <section className="panel" aria-labelledby="deliveries-title">
      <h2 id="deliveries-title">{say('deliveries.title')}</h2>
      {pages.error === null ? null : (
        <Fault
          error={pages.error}
          retry={() => void pages.refetch()}
          shownOf={pages.dataUpdatedAt}
        />
      )}
      {pages.isPending ? <Loading rows={8} /> : null}
      {pages.data !== undefined && items.length === 0 ? <p>{say('deliveries.none')}</p> : null}
      {items.length === 0 ? null : (
        <>
          <DeliveryFigure deliveries={items} />
          <DeliveryTable deliveries={items} url={url} redeliver={redeliver} />
        </>
      )}
      {pages.hasNextPage ? (
        <div className="actions">
          <button type="button" onClick={() => void pages.fetchNextPage()}>
            {say('parties.more')}
          </button>
        </div>
      ) : null}
    </section>
  );
}
