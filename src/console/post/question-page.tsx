import { useRef, useState } from 'react';
import { Page } from '../frame/page.js';
import { useSay } from '../language/language.js';
import { AnswerField } from './answer-field.js';
import { answered, type Draft } from './draft.js';
import { Unkept } from './draft-list.js';
import { EntryFields } from './entry-fields.js';
import type { Signing } from './event-of-draft.js';
import { FaultSummary } from './fault-summary.js';
import { type Fault, faultsOf } from './faults.js';
import type { Field } from './fields.js';
import type { Question } from './question.js';

interface QuestionPageProps {
  /** @property step from 1 on, 0 for what is asked aside */
  readonly place: { readonly question: Question; readonly step: number; readonly all: number };
  readonly draft: Draft;
  readonly signing: Signing;
  readonly keep: (draft: Draft) => void;
  readonly next: () => void;
  readonly isUnkept: boolean;
}

export function QuestionPage({ place, draft, signing, keep, next, isUnkept }: QuestionPageProps) {
  const say = useSay();
  const { question, step, all } = place;
  const summary = useRef<HTMLDivElement>(null);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const goOn = (): void => {
    const found = faultsOf(draft, signing).filter(({ at }) => at?.question.name === question.name);
    setFaults(found);
    if (found.length === 0) next();
    else requestAnimationFrame(() => summary.current?.focus());
  };
  const fieldOf = (field: Field) => (
    <AnswerField
      key={field.path}
      field={field}
      answer={draft.answers[field.path] ?? ''}
      fault={faults.find((fault) => fault.at?.field.path === field.path)}
      change={(answer) => keep(answered(draft, field.path, answer, new Date()))}
    />
  );
  return (
    <Page
      title={say(question.title)}
      intro={step === 0 ? undefined : say('post.step', { step, all })}
    >
      <FaultSummary draft={draft} faults={faults} place={summary} />
      <Unkept isUnkept={isUnkept} />
      <form
        className="panel question"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          goOn();
        }}
      >
        {question.entries !== undefined ? (
          <EntryFields
            question={question}
            entries={question.entries}
            draft={draft}
            fieldOf={fieldOf}
            keep={(changed) => {
              setFaults([]);
              keep(changed);
            }}
          />
        ) : (
          question.fields.map(fieldOf)
        )}
        <div className="actions">
          <button type="submit" className="main">
            {say('post.continue')}
          </button>
          <button type="button" onClick={() => history.back()}>
            {say('post.back')}
          </button>
        </div>
      </form>
    </Page>
  );
}
