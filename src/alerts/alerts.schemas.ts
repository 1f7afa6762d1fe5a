import { z } from 'zod';
import { DECISION_ACTIONS } from '../custody/vocabulary/decision.js';
import { FINDING_CHANGES, SEVERITIES } from '../custody/vocabulary/finding.js';
import { pageCursor, pageLimit } from '../platform/http/paging.js';
import { ALERT_ID_PATTERN } from './alert-id.js';
import { ALERT_STATES } from './alert-state.js';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;

export const limit = pageLimit(MAX_LIMIT, DEFAULT_LIMIT);

export function limitOf(text: string | undefined): number {
  return text === undefined ? DEFAULT_LIMIT : Number(text);
}

/** One value, or several joined by commas. */
function listOf(values: readonly [string, ...string[]]) {
  const one = z.enum(values);
  return z
    .string()
    .max(200)
    .refine((text) => text.split(',').every((part) => one.safeParse(part).success), {
      message: `must be one of ${values.join(', ')}, or several joined by commas`,
    })
    .optional();
}

const word = z.string().min(1).max(200).optional();

export const alertQuery = z.strictObject({
  limit,
  cursor: pageCursor,
  state: listOf(ALERT_STATES).meta({ description: 'One state or several, joined by commas.' }),
  severity: listOf(SEVERITIES).meta({ description: 'One severity or several, joined by commas.' }),
  rule: word.meta({ description: 'Rule code.' }),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/u, 'must be an ISO 3166-1 alpha-2 code')
    .optional(),
  assignee: word.meta({ description: 'Party id.' }),
  incident: word.meta({ description: 'Id of the alert that began an incident: all alerts of it.' }),
  consignment: word.meta({ description: 'UCR, or `<UCR>;<year>`.' }),
  about: word.meta({
    description:
      'UCR, or `<UCR>;<year>`: alerts on the consignment, on its items and on what these were made from.',
  }),
  dueBefore: z.iso.datetime().optional().meta({
    description:
      'RFC 3339, UTC: alerts that nobody has acknowledged and somebody has to before then.',
  }),
});
export type AlertQuery = z.infer<typeof alertQuery>;

export const alertIdParam = z
  .string()
  .regex(ALERT_ID_PATTERN, 'must be an alert id: 32 lower-case hex digits');

const time = z.string().meta({ format: 'date-time', description: 'RFC 3339, UTC, milliseconds.' });
const hash = z.string().regex(/^[0-9a-f]{64}$/u);
const index = z.int().min(0).meta({ description: 'Index of a log entry.' });
const change = z.enum([...FINDING_CHANGES, ...DECISION_ACTIONS]);

const summaryShape = {
  id: alertIdParam,
  version: z.int().min(1).meta({ description: 'A decision names the version it was taken on.' }),
  rule: z.string(),
  ruleSet: z.string(),
  severity: z.enum(SEVERITIES),
  state: z.enum(ALERT_STATES),
  subject: z.string(),
  anchor: z.string(),
  ucr: z.string().nullable(),
  consignment: z.string().nullable().meta({ description: '`<UCR>;<year>`.' }),
  items: z.array(z.string()),
  sentence: z.string(),
  evidence: z.array(hash).meta({ description: 'Hashes of the statements it rests on.' }),
  countries: z.array(z.string()),
  incident: alertIdParam.meta({
    description:
      'The alert that began its incident, perhaps itself: alerts on the same goods within 48 hours belong together.',
  }),
  parent: alertIdParam.nullable().meta({
    description:
      'The alert of its incident, if any, that tells the greater part of the same story.',
  }),
  assignee: z.string().nullable(),
  finding: z.string().nullable().meta({ description: 'What the inspector found, once resolved.' }),
  reason: z.string().nullable(),
  openedIndex: index,
  openedAt: time,
  changedIndex: index,
  changedAt: time,
  acknowledgeBy: time.nullable(),
  acknowledgedAt: time.nullable(),
  isOverdue: z.boolean(),
};

export const alertSummary = z.strictObject(summaryShape).meta({ id: 'AlertSummary' });
export type AlertSummary = z.infer<typeof alertSummary>;

export const alertList = z
  .strictObject({ items: z.array(alertSummary), next: z.string().nullable() })
  .meta({ id: 'AlertList' });

const count = z.int().min(0);

/** How much there is to do, by the views an inbox offers. */
export const alertCounts = z
  .strictObject({
    open: count,
    mine: count.meta({ description: 'Open and assigned to you.' }),
    unassigned: count.meta({ description: 'Nobody has taken it yet.' }),
    due: count.meta({
      description: 'Nobody has acknowledged it, and somebody has to before `dueBefore`.',
    }),
    escalated: count,
    waiting: count,
    closed: count,
  })
  .meta({ id: 'AlertCounts' });
export type AlertCounts = z.infer<typeof alertCounts>;

export const alertCountsQuery = z.strictObject({ dueBefore: z.iso.datetime() });
export type AlertCountsQuery = z.infer<typeof alertCountsQuery>;

export const alertStep = z
  .strictObject({
    index,
    version: z.int(),
    kind: z.enum(['finding', 'decision']),
    change,
    recordedAt: time,
    statementHash: hash,
    severity: z.enum(SEVERITIES),
    state: z.enum(ALERT_STATES),
    sentence: z.string(),
    evidence: z.array(hash),
    actor: z.string().nullable(),
    witness: z.string().nullable(),
    assignee: z.string().nullable(),
    finding: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'AlertStep' });
export type AlertStepView = z.infer<typeof alertStep>;

const carriedIn = z
  .strictObject({
    consignments: z.array(
      z.strictObject({
        consignment: z.string().meta({ description: '`<UCR>;<year>`.' }),
        ucr: z.string(),
        isInherited: z.boolean().meta({
          description: 'Not the goods themselves travelled in it, but what was made of them.',
        }),
      }),
    ),
    isComplete: z.boolean().meta({ description: 'False where there are more than are told.' }),
  })
  .meta({
    description:
      'The consignments in which the goods of the alert, or what was made of them, travelled: those you may read.',
  });

export const alertDetail = z
  .strictObject({
    ...summaryShape,
    title: z.string().nullable(),
    explanation: z.string().nullable().meta({ description: 'What the rule looks for.' }),
    authority: z.string().nullable(),
    innocentExplanations: z.array(z.string()),
    closedBy: z.string().nullable().meta({ description: 'What would close it.' }),
    isAutoClear: z.boolean().meta({ description: 'May a later record cure it by itself?' }),
    carriedIn,
    judgedAgainAt: time.nullable().meta({ description: 'Deadline at which time alone may tell.' }),
    history: z.array(alertStep),
  })
  .meta({ id: 'AlertDetail' });
export type AlertDetail = z.infer<typeof alertDetail>;

export const alertEvent = z
  .strictObject({
    alert: alertIdParam,
    version: z.int(),
    rule: z.string(),
    severity: z.enum(SEVERITIES),
    state: z.enum(ALERT_STATES),
    change,
    index,
    recordedAt: time,
    sentence: z.string(),
    ucr: z.string().nullable(),
    assignee: z.string().nullable(),
    url: z.string(),
  })
  .meta({ id: 'AlertEvent', description: 'Data of one event of the stream.' });
export type AlertEvent = z.infer<typeof alertEvent>;
