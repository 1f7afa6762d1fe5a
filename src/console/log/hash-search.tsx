import { useInfiniteQuery } from '@tanstack/react-query';
import { type Checkpoint, fromHex } from '../../protocol/index.js';
import type { Say } from '../../messages/messages.js';
import { Fault } from '../frame/fault.js';
import { useSay } from '../language/language.js';
import { publicClient } from '../session/connection.js';
import { EntrySection } from './entry-section.js';
import { findByHash, type Found } from './find-entry.js';

interface HashSearchProps {
  /** 64 lower-case hex digits. */
  readonly hash: string;
  readonly checkpoint: Checkpoint;
}

/** The entry with this hash: the newest entries are looked through at once, older ones when that is asked for. */
export function HashSearch({ hash, checkpoint }: HashSearchProps) {
  const say = useSay();
  const { size } = checkpoint;
  const search = useInfiniteQuery({
    queryKey: ['find', hash, size],
    staleTime: Infinity,
    initialPageParam: size,
    queryFn: ({ pageParam }) => findByHash(publicClient, fromHex(hash), pageParam, size),
    getNextPageParam: (last) => (last.index === undefined && last.from > 0 ? last.from : undefined),
  });
  const last = search.data?.pages.at(-1);
  const go = (): void => void search.fetchNextPage();
  return (
    <>
      <section className="panel" aria-labelledby="find-title">
        <h2 id="find-title">{say('find.title')}</h2>
        <p className="mono" dir="ltr">
          {hash}
        </p>
        <p role="status" className={search.isFetching ? 'busy' : undefined}>
          {search.isFetching ? say('find.looking') : outcomeOf(last, say)}
        </p>
        {search.error === null || search.isFetching ? null : (
          <Fault
            error={search.error}
            retry={() => (last === undefined ? void search.refetch() : go())}
          />
        )}
        {search.hasNextPage && !search.isFetching && search.error === null ? (
          <div className="actions">
            <button type="button" onClick={go}>
              {say('find.older')}
            </button>
          </div>
        ) : null}
      </section>
      {last?.index === undefined ? null : (
        <EntrySection index={last.index} checkpoint={checkpoint} />
      )}
    </>
  );
}

function outcomeOf(found: Found | undefined, say: Say): string {
  if (found === undefined) return '';
  if (found.index !== undefined) return say(`find.${found.by}`, { index: found.index });
  if (found.from > 0) return say('find.notYet', { from: found.from });
  return say('find.nowhere');
}
