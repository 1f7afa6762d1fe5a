import { meaningOf } from '../../messages/findings/findings.js';
import { useSay, useSpoken } from '../language/language.js';
import { Sentence } from './sentence.js';

interface ToldFindingProps {
  readonly rule: string;
  /** As it was signed, in English. */
  readonly sentence: string;
}

/** A finding in the reader's language, and beside it the sentence with the numbers, which is what was signed. */
export function ToldFinding({ rule, sentence }: ToldFindingProps) {
  const { findings } = useSpoken();
  return <Told meaning={meaningOf(rule, findings)} sentence={sentence} />;
}

interface ToldProps {
  readonly meaning: string | undefined;
  readonly sentence: string;
}

export function Told({ meaning, sentence }: ToldProps) {
  const say = useSay();
  if (meaning === undefined) return <Sentence text={sentence} />;
  return (
    <>
      {meaning}
      <span className="signed">
        <span className="soft">{say('finding.signed')}</span> <Sentence text={sentence} />
      </span>
    </>
  );
}
