import { Link } from 'wouter';
import { useFormats, useSay } from '../language/language.js';
import { addressOf } from './address.js';
import { questionsOf } from './asked-types.js';
import { draftName } from './draft-name.js';
import type { Draft } from './draft.js';

interface DraftListProps {
  readonly drafts: readonly Draft[];
  readonly discard: (draft: Draft) => void;
}

/** What was begun and not signed: each is gone on with, or thrown away, by itself. */
export function DraftList({ drafts, discard }: DraftListProps) {
  const say = useSay();
  const { time } = useFormats();
  if (drafts.length === 0) return null;
  return (
    <section className="notice" data-tone="wait" aria-labelledby="drafts-title">
      <h2 id="drafts-title">{say('drafts.title', { count: drafts.length })}</h2>
      <ul className="plain outbox">
        {drafts.map((draft) => (
          <li key={draft.eventId} id={`draft-${draft.eventId}`}>
            <p>
              {say('post.draft', { event: draftName(draft, say) })}{' '}
              <bdi className="mono">{aboutOf(draft)}</bdi>
            </p>
            <p className="hint">{say('post.draftHint', { at: time(draft.at) })}</p>
            <div className="actions">
              <Link
                href={addressOf(questionsOf(draft)[0]?.name ?? 'check', draft.eventId)}
                className="button"
                aria-describedby={`draft-${draft.eventId}`}
              >
                {say('post.goOn')}
              </Link>
              <button
                type="button"
                aria-describedby={`draft-${draft.eventId}`}
                onClick={() => discard(draft)}
              >
                {say('post.discard')}
              </button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What tells two drafts of one type apart. */
function aboutOf({ answers }: Draft): string {
  const ids = Object.entries(answers)
    .filter(([path]) => path === 'ucr' || path.endsWith('.itemId'))
    .map(([, answer]) => answer.trim())
    .filter((answer) => answer !== '');
  return [...new Set(ids)].slice(0, 3).join(', ');
}

/** Typing goes on, but the reader must know that a reload takes it. */
export function Unkept({ isUnkept }: { isUnkept: boolean }) {
  const say = useSay();
  if (!isUnkept) return null;
  return (
    <p className="notice" data-tone="warn" role="alert">
      {say('drafts.unkept')}
    </p>
  );
}
