import { meaningOf } from '../../messages/findings/findings.js';
import { useSay, useSpoken } from '../language/language.js';
import { Sentence } from './sentence.js';

interface ToldFindingProps {
  readonly rule: string;
  /** As it was signed, in English. */
  readonly sentence: string;
  readonly isPlain?: boolean;
}

/** A finding in the reader's language, and beside it the sentence with the numbers, which is what was signed. */
export function ToldFinding({ rule, ...told }: ToldFindingProps) {
  const { findings } = useSpoken();
  return <Told meaning={meaningOf(rule, findings)} {...told} />;
}

interface ToldProps extends Omit<ToldFindingProps, 'rule'> {
  readonly meaning: string | undefined;
}

export function Told({ meaning, sentence, isPlain }: ToldProps) {
  const say = useSay();
  if (meaning === undefined) return <Sentence text={sentence} isPlain={isPlain} />;
  return (
    <>
      {meaning}
      <span className="signed">
        <span className="soft">{say('finding.signed')}</span>{' '}
        <Sentence text={sentence} isPlain={isPlain} />
      </span>
    </>
  );
}
