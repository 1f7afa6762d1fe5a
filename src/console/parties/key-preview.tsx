import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { LedgerClient } from '../../client/ledger-client.js';
import { Fault } from '../frame/fault.js';
import { useFormats, useSay } from '../language/language.js';
import { consignmentsIn, usesOf, usesSince } from './key-uses.js';
import { NeedsNetwork } from '../offline/needs-network.js';

const MOST_NAMED = 10;

interface KeyPreviewProps {
  readonly client: LedgerClient;
  readonly keyid: string;
  /** In other hands from then on, ISO 8601; empty where that is not said. */
  readonly since: string;
}

/** What revoking a key would put in doubt, looked up before anything is signed. */
export function KeyPreview({ client, keyid, since }: KeyPreviewProps) {
  const say = useSay();
  const { time } = useFormats();
  const [isWanted, setWanted] = useState(false);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['key-uses', keyid],
    enabled: isWanted && keyid !== '',
    queryFn: () => usesOf(client, keyid),
  });
  const doubted = data === undefined || since === '' ? [] : usesSince(data, since);
  const consignments = consignmentsIn(doubted);
  return (
    <div className="column">
      <NeedsNetwork>
        <div className="actions">
          <button
            type="button"
            disabled={keyid === '' || isFetching}
            onClick={() => (isWanted ? void refetch() : setWanted(true))}
          >
            {say('revoke.preview')}
          </button>
        </div>
      </NeedsNetwork>
      <div role="status">
        {isFetching ? <p className="busy">{say('state.loadingLong')}</p> : null}
        {data === undefined || isFetching ? null : (
          <div className="notice" data-tone={doubted.length > 0 ? 'warn' : 'wait'}>
            <p>{say('revoke.signed', { count: data.signed.length })}</p>
            {since === '' ? (
              <p>{say('revoke.noDoubt')}</p>
            ) : (
              <>
                <p>{say('revoke.doubted', { count: doubted.length, at: time(since) })}</p>
                {consignments.length === 0 ? null : (
                  <p>
                    {say('revoke.consignments', { count: consignments.length })}{' '}
                    <bdi>{consignments.slice(0, MOST_NAMED).join(', ')}</bdi>
                    {consignments.length > MOST_NAMED ? ' …' : null}
                  </p>
                )}
              </>
            )}
            {data.isComplete ? null : <p>{say('revoke.partly')}</p>}
          </div>
        )}
      </div>
      {error === null || isFetching ? null : <Fault error={error} retry={() => void refetch()} />}
    </div>
  );
}
