import { toHex } from '../../protocol/index.js';
import { useSay } from '../language/language.js';
import type { Field, FieldForm } from './fields.js';

interface AnswerInputProps {
  readonly field: Field;
  readonly answer: string;
  /** What makes it the labelled one, and tells of faults. */
  readonly shared: Readonly<Record<string, string | boolean>>;
  readonly change: (answer: string) => void;
}

/** The native element for an answer of this form. */
export function AnswerInput(props: AnswerInputProps) {
  const { field, answer, shared, change } = props;
  if (field.choices !== undefined) return <Choice {...props} />;
  if (field.form === 'file') return <HashedFile {...props} />;
  const typed = {
    ...shared,
    value: answer,
    onChange: ({ target }: { target: { value: string } }) => change(target.value),
    autoComplete: 'off',
    spellCheck: false,
    dir: READ_ALIKE.includes(field.form) ? 'auto' : 'ltr',
  };
  if (field.form === 'members') return <textarea rows={4} {...typed} />;
  return <input type={INPUT_TYPES[field.form] ?? 'text'} {...typed} />;
}

/** Words run in the direction of their language; codes and times do not. */
const READ_ALIKE: readonly FieldForm[] = ['text', 'list', 'members'];
const INPUT_TYPES: Readonly<Partial<Record<FieldForm, string>>> = {
  time: 'datetime-local',
  date: 'date',
};

function Choice({ field, answer, shared, change }: AnswerInputProps) {
  const say = useSay();
  return (
    <select {...shared} value={answer} onChange={({ target }) => change(target.value)}>
      <option value="">{say('post.choose')}</option>
      {Object.entries(field.choices ?? {}).map(([value, name]) => (
        <option key={value} value={value}>
          {say(name)}
        </option>
      ))}
    </select>
  );
}

/** The file stays on this device: only its SHA-256 is the answer. */
function HashedFile({ answer, shared, change }: AnswerInputProps) {
  const hash = async (file: File): Promise<void> => {
    const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
    change(toHex(new Uint8Array(digest)));
  };
  return (
    <>
      <input
        {...shared}
        type="file"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file !== undefined) void hash(file);
        }}
      />
      <output className="mono" dir="ltr" htmlFor={String(shared['id'])}>
        {answer}
      </output>
    </>
  );
}
