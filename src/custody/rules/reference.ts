import { RULES } from './catalogue.js';
import { defaultRuleSet } from './default-rule-set.js';
import type { Condition, Decided, Rule } from './rule.js';

const HEAD = `# Gap rules

<!-- Made from the catalogue in src/custody/rules by \`rulesReference()\`. After a change: UPDATE_REFERENCE=1 npx jest --selectProjects unit --testPathPatterns rules/catalogue -->

A rule looks at what the ledger holds about some goods and says where the record has a gap. A gap is not guilt: each rule names the innocent explanations first looked for. Findings become alerts; the same rule, subject and anchor are the same alert, whatever is recorded later.

Severity and verdict: CRITICAL makes a consignment BROKEN, HIGH an ALERT, MEDIUM a REVIEW; LOW and INFO change nothing. "Clears by itself" means that a later record may cure the alert, "at first" that it may do so for a while; a correction of an earlier record never does, and all other alerts wait for an inspector.

Where a record is missing that may still arrive, a rule waits for it: 48 hours, or 14 days where a party concerned is registered offline, from the recording of the act, which the ledger's clock tells, or from the act where that is earlier. Where two records contradict each other, the rule speaks at once, and for the same time, counted from the opening of the alert, a late record may still explain the contradiction and cure the alert. After that only a human may close it.

Who sees an alert: customs and inspectors of the countries concerned, and auditors. Parties see of a gap only what they can mend themselves, and never a suspicion. [LINKED_FLOWS](#linked_flows) joins two consignments that may concern different countries: it is shown to the authorities of the consignment it was found on, to auditors, and to the inspector it was assigned to, whatever his country; who may not read the other consignment learns of it no more than its UCR.

The reference catalogue names some parameters that no rule set can change here, because a rule without them would be another rule: \`requireCoordQuality\` (IMPOSSIBLE_TRAVEL always passes over places without good coordinates), \`useTolOf\` (SPLIT_MERGE_IMBALANCE and DOC_CONTENT_MISMATCH always take the tolerances of QTY_HANDOVER_VARIANCE), \`skipIf\` (YIELD_ANOMALY is always silent where MASS_GAIN speaks), \`normalise\` (how SERIAL_DUPLICATE compares serials is part of the subject of its alerts) and \`authoritiesOnly\` (no setting shows LINKED_FLOWS to a party). All others bear its names.

Numbers in the text are those of the built-in rule set; the table under each rule names the parameter behind them and why it has its value.

Rule set \`${defaultRuleSet.version}\`, in force from ${defaultRuleSet.effectiveFrom}. A registered rule set replaces parameters by rule code; \`overrides: [{"when": {"commodity", "country", "site", "place"}, "set": {…}}]\` inside a rule replaces them for single cases, the narrowest case last.
`;

/** Not a rule of the catalogue: it needs the stored bytes, and what it finds can be recorded nowhere. */
const LEDGER_INTEGRITY = `## LEDGER_INTEGRITY

**The stored log is not the one that was signed** (X1)

The service derives a part of the log again from the stored statements, every hour and each time another part, and compares hashes, chain, times, tiles, head and signed checkpoints. What differs is looked at once more; when it still differs, every process stops appending (503 \`ledger-integrity\`) and reading goes on. What is read for an answer or a judgement is compared with its hash and with the signed tree as well; what differs there is looked at in the same way at once.

- Severity: CRITICAL. It is the one check that makes no alert: an alert is an entry, and nothing may be appended to a log that was changed. It is told by \`/health/ready\`, the metric \`custody_log_integrity_faults\` and an error in the service's log
- Rests on: the hash chain, the Merkle tree (RFC 6962) and the signed checkpoints
- Judges: the whole log, whatever the goods
- Decided: by audit
- Closed by: the operator, who mends the log and starts the service again ([operate a ledger](../how-to/operate-a-ledger.md#the-log-is-looked-at-again))
- Innocent explanations: A disk or a restored copy changed bytes; nobody need have meant it.

The service says in its log: "LEDGER_INTEGRITY: tile 0/3: its hashes are not those of the entries. Nothing is appended. Stop every process and run "custody audit" (docs/how-to/recover-after-a-crash.md)"
`;

/**
 * The page `docs/reference/rules.md`.
 *
 * @param sentences by rule code: what an alert of the rule said of a story
 */
export function rulesReference(sentences: ReadonlyMap<string, string>): string {
  const sections = RULES.map((rule) => section(rule, sentences.get(rule.code)));
  return [HEAD, overview(), ...sections, LEDGER_INTEGRITY].join('\n');
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
    '| [LEDGER_INTEGRITY](#ledger_integrity) | The stored log is not the one that was signed | CRITICAL | no, and it is no alert |',
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

function section(rule: Rule, sentence: string | undefined): string {
  return [
    `## ${rule.code}`,
    '',
    `**${rule.title}** (${rule.id})`,
    '',
    rule.explanation,
    '',
    `- Rests on: ${rule.authority}`,
    ...severityLines(rule),
    `- Judges: ${rule.commodities.includes('*') ? 'all goods' : rule.commodities.join(', ')}`,
    `- Decided: ${rule.decided.map((decided) => DECIDED[decided]).join(', ')}`,
    `- Subject: ${rule.subject}; anchor: ${rule.anchor}`,
    `- Closed by: ${rule.closedBy}`,
    `- Innocent explanations: ${rule.innocent.join(' ')}`,
    '',
    ...(sentence === undefined ? [] : [`An alert says: "${sentence}"`, '']),
    ...parameterTable(rule),
  ].join('\n');
}

function severityLines({ severity, severities, parent }: Rule): string[] {
  const cases = Object.entries(severities ?? {}).map(([each, when]) => `${each}: ${when}`);
  return [
    `- Severity: ${cases.length === 0 ? severity : cases.join(' ')}`,
    ...(parent === undefined
      ? []
      : [
          `- Where [${parent}](#${parent.toLowerCase()}) stands for the same goods, read that alert first: it tells the greater part of the story`,
        ]),
  ];
}

function parameterTable(rule: Rule): string[] {
  const rows = parameterRows(rule);
  if (rows.length === 0) return [];
  return [
    '| Parameter | Default | Why |',
    '| --- | --- | --- |',
    ...rows,
    '',
    ...(rule.cases === undefined ? [] : [overridesText(rule.cases), '']),
  ];
}

/** Rules that judge no single act know less of the case. */
function overridesText(cases: readonly Condition[]): string {
  return cases.length === 0
    ? 'No override of these holds: the rule gathers goods and places of all kinds.'
    : `Overrides of these hold by ${cases.join(', ')} and by nothing else.`;
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
