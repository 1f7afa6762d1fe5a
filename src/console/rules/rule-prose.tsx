import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { partsOf } from '../../messages/rule-texts/rule-texts.js';
import { titleOfRule } from '../../messages/rules/rule-titles.js';
import { Sentence } from '../frame/sentence.js';
import { ruleTextsIn } from '../language/come-texts.js';
import { useSay, useSpoken } from '../language/language.js';

/** What rules look for in the reader's language; `null` where the catalogue is in it, or could not be replaced. */
export function useRuleTexts() {
  const { language } = useSpoken();
  const texts = useQuery({
    queryKey: ['rule-texts', language],
    staleTime: Infinity,
    queryFn: () => ruleTextsIn(language),
    // Who changes the language stays where he is, with what he has written.
    placeholderData: (before) => before,
  });
  return { isPending: texts.isPending, texts: texts.data ?? null };
}

interface RuleProseProps {
  /** As the catalogue has it, in English. */
  readonly text: string;
  readonly told: string | undefined;
}

/** A rule is explained, not signed: the reader's language takes the place of the catalogue's. */
export function RuleProse({ text, told }: RuleProseProps) {
  const say = useSay();
  if (told === undefined) return <Sentence text={text} />;
  return (
    <>
      {partsOf(told).map(({ text: words, rule, isField }, at) => {
        if (rule !== undefined)
          return (
            <Link key={at} href={`/rules#${rule}`}>
              {titleOfRule(rule, say)}
            </Link>
          );
        return isField === true ? (
          <code key={at} dir="ltr">
            {words}
          </code>
        ) : (
          words
        );
      })}
    </>
  );
}
