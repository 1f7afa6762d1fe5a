import type { ReactNode } from 'react';
import { useSay } from '../language/language.js';
import { entryFields } from './asked-types.js';
import type { Draft } from './draft.js';
import { countOf, withEntry, withoutEntry } from './entries.js';
import type { Field } from './fields.js';
import type { Entries, Question } from './question.js';

interface EntryFieldsProps {
  readonly question: Question;
  readonly entries: Entries;
  readonly draft: Draft;
  readonly fieldOf: (field: Field) => ReactNode;
  readonly keep: (draft: Draft) => void;
}

/** The same fields for each of the goods, or whatever the list holds. */
export function EntryFields({ question, entries, draft, fieldOf, keep }: EntryFieldsProps) {
  const say = useSay();
  const { path, one, more, less, areNamed } = entries;
  const count = countOf(draft, path);
  return (
    <>
      {Array.from({ length: count }, (_, at) => (
        <fieldset key={at} className="goods">
          <legend>
            {say(one, { number: at + 1 })}
            {areNamed === true ? <bdi className="mono"> {nameOf(draft, path, at)}</bdi> : null}
          </legend>
          {entryFields(question, at).map(fieldOf)}
          {count === 1 || areNamed === true ? null : (
            <div className="actions">
              <button type="button" onClick={() => keep(withoutEntry(draft, path, at))}>
                {say(less, { number: at + 1 })}
              </button>
            </div>
          )}
        </fieldset>
      ))}
      {areNamed === true ? null : (
        <div className="actions">
          <button
            type="button"
            onClick={() => keep(withEntry(draft, path, question.fields[0]?.path ?? ''))}
          >
            {say(more)}
          </button>
        </div>
      )}
    </>
  );
}

function nameOf({ answers }: Draft, list: string, at: number): string {
  return answers[`${list}.${at}.itemId`] ?? '';
}
