import { RULES } from './catalogue.js';
import { defaultRuleSet } from './default-rule-set.js';
import type { Decided, Rule } from './rule.js';

const HEAD = `# Gap rules

<!-- Made from the catalogue in src/custody/rules by \`rulesReference()\`. After a change: UPDATE_REFERENCE=1 npx jest --selectProjects unit --testPathPatterns rules/catalogue -->

A rule looks at what the ledger holds about some goods and says where the record has a gap. A gap is not guilt: each rule names the innocent explanations first looked for. Findings become alerts; the same rule, subject and anchor are the same alert, whatever is recorded later.

Severity and verdict: CRITICAL makes a consignment BROKEN, HIGH an ALERT, MEDIUM a REVIEW; LOW and INFO change nothing. "Clears by itself" means that a later record may cure the alert, "at first" that it may do so for a while; a correction of an earlier record never does, and all other alerts wait for an inspector.

Where a record is missing that may still arrive, a rule waits for it: 48 hours, or 14 days where a party concerned is registered offline, from the recording of the act, which the ledger's clock tells, or from the act where that is earlier. Where two records contradict each other, the rule speaks at once, and for the same time, counted from the opening of the alert, a late record may still explain the contradiction and cure the alert. After that only a human may close it.

Rule set \`${defaultRuleSet.version}\`, in force from ${defaultRuleSet.effectiveFrom}. A registered rule set replaces parameters by rule code; \`overrides: [{"when": {"commodity", "country", "site", "place"}, "set": {…}}]\` inside a rule replaces them for single cases, the narrowest case last.
`;

/** The page `docs/reference/rules.md`. */
export function rulesReference(): string {
  return [HEAD, overview(), ...RULES.map(section)].join('\n');
}

function overview(): string {
  const rows = RULES.map((rule) => {
    const link = `[${rule.code}](#${rule.code.toLowerCase()})`;
    return `| ${link} | ${rule.title} | ${rule.severity} | ${clearsText(rule)} |`;
  });
  return [
    '| Rule | Gap | Severity | Clears by itself |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function clearsText({ autoClear, isProvisional }: Rule): string {
  if (autoClear) return 'yes';
  return isProvisional === true ? 'at first' : 'no';
}

const DECIDED: Readonly<Record<Decided, string>> = {
  append: 'when something is recorded',
  deadline: 'when a time has passed',
  periodic: 'by audit',
};

function section(rule: Rule): string {
  return [
    `## ${rule.code}`,
    '',
    `**${rule.title}** (${rule.id})`,
    '',
    rule.explanation,
    '',
    `- Rests on: ${rule.authority}`,
    `- Severity: ${rule.severity} unless the case is graver or milder`,
    `- Decided: ${rule.decided.map((decided) => DECIDED[decided]).join(', ')}`,
    `- Subject: ${rule.subject}; anchor: ${rule.anchor}`,
    `- Closed by: ${rule.closedBy}`,
    `- Innocent explanations: ${rule.innocent.join(' ')}`,
    '',
    '| Parameter | Default | Why |',
    '| --- | --- | --- |',
    ...parameterRows(rule),
    '',
  ].join('\n');
}

function parameterRows({ parameters, reasons }: Rule): string[] {
  const defaults: unknown = parameters.parse({});
  if (typeof defaults !== 'object' || defaults === null) return [];
  return Object.entries(defaults).map(
    ([name, value]) => `| \`${name}\` | ${valueText(value)} | ${reasons[name] ?? ''} |`,
  );
}

function valueText(value: unknown): string {
  return `\`${JSON.stringify(value)}\``;
}
