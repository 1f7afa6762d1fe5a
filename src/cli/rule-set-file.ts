import { problemsOf, unreadIn, type RuleSet } from '../custody/rules/rule-set.js';
import { registration } from '../custody/vocabulary/registration.js';
import { CommandError, EXIT } from './exit-codes.js';
import { readJsonObject } from './json-file.js';
import { issueLine, misfit } from './misfit.js';
import { printNotice } from './terminal.js';

/**
 * Reads a rule set as a `rule-set` registration carries it: `{version, effectiveFrom, parameters}`. Tells on standard
 * error what no rule of this version reads.
 *
 * @throws CommandError naming the members that the ledger would refuse, or that a rule cannot read
 */
export function readRuleSet(file: string): RuleSet {
  const parsed = registration.safeParse({
    schema: 'custody-registration/1',
    ledger: 'ledger/example',
    registrationId: 'calibration',
    kind: 'rule-set',
    ruleSet: readJsonObject(file, 'a rule set'),
  });
  if (!parsed.success) throw misfit(`${file} is not a rule set`, parsed.error);
  if (parsed.data.kind !== 'rule-set') throw new Error('a rule set was read as something else');
  const { ruleSet } = parsed.data;
  const problems = problemsOf(ruleSet);
  if (problems.length > 0) {
    const lines = problems.map((problem) => `  ${issueLine(problem)}`);
    throw new CommandError(`the rules cannot read ${file}:\n${lines.join('\n')}`, EXIT.usage);
  }
  noticeUnread(ruleSet);
  return ruleSet;
}

/** Registered all the same: the service may be of a later version than this command. */
export function noticeUnread(ruleSet: RuleSet): void {
  const unread = unreadIn(ruleSet);
  if (unread.length === 0) return;
  const lines = unread.map((each) => `  ${issueLine(each)}`);
  printNotice(`no rule of this version reads:\n${lines.join('\n')}`);
}
