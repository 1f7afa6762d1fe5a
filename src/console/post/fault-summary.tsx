import type { RefObject } from 'react';
import { Link } from 'wouter';
import type { Say } from '../../messages/messages.js';
import { useSay } from '../language/language.js';
import { addressOf } from './address.js';
import { fieldId } from './answer-field.js';
import type { Draft } from './draft.js';
import type { Fault } from './faults.js';
import { fieldName } from './field-name.js';

interface FaultSummaryProps {
  readonly draft: Draft;
  readonly faults: readonly Fault[];
  /** The answers are asked for on pages of their own, not on this one. */
  readonly isElsewhere?: boolean;
  readonly place: RefObject<HTMLDivElement | null>;
}

/** What is to be mended, each with the way there. */
export function FaultSummary({ draft, faults, isElsewhere = false, place }: FaultSummaryProps) {
  const say = useSay();
  if (faults.length === 0) return null;
  return (
    <div className="notice" data-tone="bad" role="alert" tabIndex={-1} ref={place}>
      <h2>{say('post.mend')}</h2>
      <ul>
        {faults.map((fault) => (
          <li key={`${fault.at?.field.path} ${fault.detail}`}>
            {isElsewhere && fault.at !== undefined ? (
              <>
                {say(fault.at.question.title)}{' '}
                <Link href={addressOf(fault.at.question.name, draft.eventId)}>
                  {faultText(fault, draft, say)}
                </Link>
              </>
            ) : (
              <FaultLine draft={draft} fault={fault} />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function FaultLine({ draft, fault }: { draft: Draft; fault: Fault }) {
  const say = useSay();
  const { at, detail } = fault;
  if (at === undefined)
    return (
      <span lang="en" dir="ltr">
        {detail}
      </span>
    );
  const id = fieldId(at.field);
  return (
    <a
      href={`#${id}`}
      onClick={(event) => {
        event.preventDefault();
        document.getElementById(id)?.focus();
      }}
    >
      {faultText(fault, draft, say)}
    </a>
  );
}

function faultText({ at, isMissing, detail }: Fault, draft: Draft, say: Say): string {
  if (at === undefined) return detail;
  const field = fieldName(at.field, at.question, { draft, say });
  return say(isMissing ? 'post.missing' : 'post.wrong', { field });
}
