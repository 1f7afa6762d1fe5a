import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { PartyAnswer } from '../../client/answers.js';
import type { LedgerClient } from '../../client/ledger-client.js';
import { roleName } from '../../messages/role-names.js';
import { Fault } from '../frame/fault.js';
import { Page } from '../frame/page.js';
import { Skeleton } from '../frame/loading.js';
import { Waiting } from '../frame/waiting.js';
import { useFormats, useSay } from '../language/language.js';
import { AsSeen } from '../offline/as-seen.js';
import { useSession } from '../session/session.js';
import { stateOfKey } from './key-states.js';

const PAGE = 100;

/** Who takes part, and whether his keys are good: what is told to everybody who is logged in. */
export function PartiesPage() {
  const say = useSay();
  const { state } = useSession();
  if (state.kind === 'opening') return <Waiting />;
  if (state.kind === 'in') return <Parties client={state.client} />;
  return (
    <AsSeen title={say('parties.title')}>{({ client }) => <Parties client={client} />}</AsSeen>
  );
}

function Parties({ client }: { client: LedgerClient }) {
  const say = useSay();
  const [wanted, setWanted] = useState('');
  const pages = useInfiniteQuery({
    queryKey: ['parties'],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      client.parties({ limit: PAGE, ...(pageParam !== '' && { cursor: pageParam }) }),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const all = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const shown = all.filter((party) => isWanted(party, wanted));
  return (
    <Page title={say('parties.title')} intro={say('parties.intro')}>
      <div className="filters">
        <div className="field">
          <label htmlFor="wanted">{say('parties.find')}</label>
          <input
            id="wanted"
            type="search"
            spellCheck={false}
            value={wanted}
            onChange={({ target }) => setWanted(target.value)}
          />
        </div>
        <Link href="/registry" className="button">
          {say('registry.title')}
        </Link>
      </div>
      <p role="status" className="hint">
        <span key={pages.status}>
          {pages.isPending ? say('state.loadingLong') : null}
          {pages.data === undefined ? null : say('parties.count', { count: shown.length })}
        </span>
      </p>
      {pages.error === null ? null : (
        <Fault
          error={pages.error}
          retry={() => void pages.refetch()}
          shownOf={pages.dataUpdatedAt}
        />
      )}
      {pages.isPending ? <Skeleton rows={8} /> : null}
      {shown.length === 0 ? null : <PartyTable parties={shown} />}
      {pages.hasNextPage ? (
        <div className="actions">
          <button
            type="button"
            disabled={pages.isFetchingNextPage}
            onClick={() => void pages.fetchNextPage()}
          >
            {say('parties.more')}
          </button>
        </div>
      ) : null}
    </Page>
  );
}

function PartyTable({ parties }: { parties: readonly PartyAnswer[] }) {
  const say = useSay();
  return (
    <div className="scrolls" tabIndex={0} role="group" aria-label={say('parties.title')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('login.party')}</th>
            <th scope="col">{say('party.country')}</th>
            <th scope="col">{say('login.roles')}</th>
            <th scope="col">{say('party.keys')}</th>
          </tr>
        </thead>
        <tbody>
          {parties.map((party) => (
            <tr key={party.id}>
              <td>
                <Link href={`/parties/${encodeURIComponent(party.id)}`}>
                  <bdi>{party.name}</bdi>
                </Link>
                <br />
                <bdi className="mono soft">{party.id}</bdi>
              </td>
              <td>{party.country}</td>
              <td>{party.roles.map((role) => roleName(role, say)).join(', ')}</td>
              <td>
                <KeyCount party={party} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function KeyCount({ party }: { party: PartyAnswer }) {
  const say = useSay();
  const { number } = useFormats();
  const valid = party.keys.filter((key) => stateOfKey(key) === 'valid').length;
  const revoked = party.keys.length - valid;
  if (valid === 0)
    return (
      <span className="badge" data-tone="warn">
        ! {say('party.noKey')}
      </span>
    );
  return (
    <>
      {say('party.validKeys', { count: valid })}
      {revoked === 0 ? null : (
        <span className="hint"> {say('party.revokedKeys', { count: number(revoked) })}</span>
      )}
    </>
  );
}

function isWanted({ id, name, country, roles }: PartyAnswer, wanted: string): boolean {
  const text = [id, name, country, ...roles].join(' ').toLowerCase();
  return wanted
    .toLowerCase()
    .split(/\s+/u)
    .every((word) => text.includes(word));
}
