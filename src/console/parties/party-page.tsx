import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { PartyAnswer, RegisteredKey } from '../../client/answers.js';
import type { LedgerClient } from '../../client/ledger-client.js';
import { ProblemError } from '../../client/problem-error.js';
import { roleName } from '../../messages/role-names.js';
import { Fault } from '../frame/fault.js';
import { Page } from '../frame/page.js';
import { Waiting } from '../frame/waiting.js';
import { useFormats, useSay } from '../language/language.js';
import { AsSeen } from '../offline/as-seen.js';
import type { HeldKey } from '../session/key-store.js';
import { useSession } from '../session/session.js';
import { stateOfKey } from './key-states.js';
import { RevokeOwnKey } from './revoke-own-key.js';

const TONES = { valid: 'good', revoked: 'unknown', suspect: 'bad' } as const;
const SIGNS = { valid: '✓', revoked: '–', suspect: '✕' } as const;

/** One party as far as this reader may know it, with all its keys. */
export function PartyPage({ id }: { id: string }) {
  const { state } = useSession();
  if (state.kind === 'opening') return <Waiting />;
  if (state.kind === 'in') return <Party client={state.client} held={state.key} id={id} />;
  return (
    <AsSeen title={id}>{({ client, key }) => <Party client={client} held={key} id={id} />}</AsSeen>
  );
}

interface PartyProps {
  readonly client: LedgerClient;
  readonly held: HeldKey;
  readonly id: string;
}

function Party({ client, held, id }: PartyProps) {
  const say = useSay();
  const party = useQuery({ queryKey: ['party', id], queryFn: () => client.party(id) });
  const { error, data } = party;
  if (error instanceof ProblemError && error.status === 404)
    return (
      <Page title={id} intro={say('party.missing')}>
        <BackToAll />
      </Page>
    );
  if (error !== null && data === undefined)
    return (
      <Page title={id}>
        <Fault error={error} retry={() => void party.refetch()} />
      </Page>
    );
  if (data === undefined) return <Waiting />;
  return (
    <Page title={data.name}>
      {error === null ? null : (
        <Fault error={error} retry={() => void party.refetch()} shownOf={party.dataUpdatedAt} />
      )}
      <PartyFacts party={data} />
      <Keys
        keys={data.keys}
        revoke={
          held.party === id ? (keyid) => <RevokeOwnKey keyid={keyid} held={held} /> : undefined
        }
      />
      <BackToAll />
    </Page>
  );
}

function BackToAll() {
  const say = useSay();
  return (
    <p>
      <Link href="/parties">{say('parties.back')}</Link>
    </p>
  );
}

function PartyFacts({ party }: { party: PartyAnswer }) {
  const say = useSay();
  const { number } = useFormats();
  const { identifiers = [], licences = [], beneficialOwner } = party;
  return (
    <dl className="facts panel">
      <dt>{say('login.party')}</dt>
      <dd className="mono">
        <bdi>{party.id}</bdi>
      </dd>
      <dt>{say('party.country')}</dt>
      <dd>{party.country}</dd>
      <dt>{say('login.roles')}</dt>
      <dd>{party.roles.map((role) => roleName(role, say)).join(', ')}</dd>
      <dt>{say('log.index')}</dt>
      <dd>{number(party.entry)}</dd>
      {beneficialOwner === undefined ? null : (
        <>
          <dt>{say('party.owner')}</dt>
          <dd>
            <bdi>{beneficialOwner}</bdi>
          </dd>
        </>
      )}
      {identifiers.length === 0 ? null : (
        <>
          <dt>{say('party.identifiers')}</dt>
          <dd>
            {identifiers.map(({ scheme, value }) => (
              <bdi key={`${scheme} ${value}`} className="mono">
                {scheme} {value}{' '}
              </bdi>
            ))}
          </dd>
        </>
      )}
      {licences.length === 0 ? null : (
        <>
          <dt>{say('party.licences')}</dt>
          <dd>
            {licences.map(({ type, validTo }) => say('party.licence', { type, until: validTo }))}
          </dd>
        </>
      )}
    </dl>
  );
}

interface KeysProps {
  readonly keys: readonly RegisteredKey[];
  /** How a reader who has a key of this party revokes one. */
  readonly revoke: ((keyid: string) => ReactNode) | undefined;
}

function Keys({ keys, revoke }: KeysProps) {
  const say = useSay();
  return (
    <section className="panel" aria-labelledby="keys-title">
      <h2 id="keys-title">{say('party.keys')}</h2>
      {keys.length === 0 ? (
        <p>{say('party.noKeyLong')}</p>
      ) : (
        <ul className="proof">
          {keys.map((key) => (
            <Key key={key.keyid} held={key} revoke={revoke} />
          ))}
        </ul>
      )}
      <div className="actions">
        <Link href="/registry" className="button">
          {say('registry.approve')}
        </Link>
      </div>
    </section>
  );
}

interface KeyProps extends Pick<KeysProps, 'revoke'> {
  readonly held: RegisteredKey;
}

function Key({ held, revoke }: KeyProps) {
  const say = useSay();
  const { time, number } = useFormats();
  const state = stateOfKey(held);
  return (
    <li data-tone={TONES[state]}>
      <span className="mark" aria-hidden="true">
        {SIGNS[state]}
      </span>
      <div>
        <strong>{say(`key.${state}`)}</strong>{' '}
        <bdi className="mono" dir="ltr">
          {held.keyid}
        </bdi>
        <p className="hint">{say('key.registered', { index: number(held.registeredAt) })}</p>
        {held.revokedAt === null ? null : (
          <p className="hint">{say('key.revokedAt', { index: number(held.revokedAt) })}</p>
        )}
        {held.compromisedSince === null ? null : (
          <p>{say('key.since', { at: time(held.compromisedSince) })}</p>
        )}
        {state === 'valid' && revoke !== undefined ? revoke(held.keyid) : null}
        {state === 'valid' && revoke === undefined ? (
          <Link href={`/registry?revoke=${held.keyid}`}>{say('revoke.asRegistrar')}</Link>
        ) : null}
      </div>
    </li>
  );
}
