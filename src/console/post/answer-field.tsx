import { useSay } from '../language/language.js';
import { AnswerInput } from './answer-input.js';
import type { Fault } from './faults.js';
import type { Field } from './fields.js';

interface AnswerFieldProps {
  readonly field: Field;
  readonly answer: string;
  readonly fault: Fault | undefined;
  readonly change: (answer: string) => void;
}

export function fieldId({ path }: Field): string {
  return `answer-${path.replaceAll('.', '-')}`;
}

/** A question's field with its native element; what is wrong with the answer stands beside it. */
export function AnswerField({ field, answer, fault, change }: AnswerFieldProps) {
  const say = useSay();
  const id = fieldId(field);
  const label = (
    <>
      {say(field.label)}
      {field.isOptional === true ? <span className="soft"> {say('post.optional')}</span> : null}
    </>
  );
  const described = [field.hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ');
  const shared = {
    id,
    'aria-invalid': fault !== undefined,
    ...(described !== '' && { 'aria-describedby': described }),
  };
  return (
    <div className="field" data-fault={fault === undefined ? undefined : 'yes'}>
      <label htmlFor={id}>{label}</label>
      {field.hint === undefined ? null : (
        <p className="hint" id={`${id}-hint`}>
          {say(field.hint, { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}
        </p>
      )}
      {fault === undefined ? null : (
        <p className="fault" id={`${id}-fault`}>
          {say(fault.isMissing ? 'post.missing' : 'post.wrong', { field: say(field.label) })}
          {fault.isMissing ? null : (
            <span className="hint" lang="en" dir="ltr">
              {fault.detail}
            </span>
          )}
        </p>
      )}
      <AnswerInput field={field} answer={answer} shared={shared} change={change} />
    </div>
  );
}
