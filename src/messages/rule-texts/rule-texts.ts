import { RULE_CODES, type RuleCode } from '../rules/rule-titles.js';

/** What a reader is told of a rule beside its title. */
export interface ToldText {
  readonly explanation: string;
  /** When an alert has which severity, where the rule knows several. */
  readonly severities?: Readonly<
    Partial<Record<'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW' | 'INFO', string>>
  >;
  readonly innocent: readonly string[];
  readonly closedBy: string;
}

/** All rules, in one language. */
export type RuleTexts = Readonly<Record<RuleCode, ToldText>>;

/** @returns `undefined` for a rule that is newer than these texts */
export function textOfRule(code: string, texts: RuleTexts | null): ToldText | undefined {
  const known = RULE_CODES.find((each) => each === code);
  return known && texts?.[known];
}

export interface RulePart {
  readonly text: string;
  /** The rule that is spoken of there. */
  readonly rule?: RuleCode;
  /** A member of a record, as it is written there. */
  readonly isField?: true;
}

const NAMED = new RegExp(`(?<![A-Z_])(${RULE_CODES.join('|')})(?![A-Z_])|(\`[^\`]+\`)`, 'u');

/** The text in order, taken apart where it names another rule or a field. */
export function partsOf(text: string): readonly RulePart[] {
  return text
    .split(NAMED)
    .filter((part) => part !== undefined && part !== '')
    .map((part) => {
      const rule = RULE_CODES.find((each) => each === part);
      if (rule !== undefined) return { text: part, rule };
      return part.startsWith('`') ? { text: part.slice(1, -1), isField: true } : { text: part };
    });
}
