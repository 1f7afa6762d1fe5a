import type { z } from 'zod';
import type { Deadline, Finding, Severity } from '../finding.js';
import type { Facts } from '../lineage.js';
import type { ReplayedLineage } from '../replay/replay.js';
import type { Cure } from '../withheld-cures.js';
import type { SharedUses } from '../uses/shared-uses.js';
import type { Commodity } from '../vocabulary/event-types.js';

/** When a rule can change its mind: by a new record, by the passing of time, by an audit over many lineages. */
export type Decided = 'append' | 'deadline' | 'periodic';

/**
 * What a subject of the rule belongs to, and so which run is entitled to judge it. What an actor did, or several
 * lineages share, no single run may cure.
 */
export type Owner = 'item' | 'handover' | 'consignment' | 'event' | 'actor' | 'shared';

/** Where a parameter may be overridden. All that is known of the case; nothing is required. */
export interface Circumstances {
  readonly commodity?: Commodity | undefined;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string | undefined;
  readonly site?: string | undefined;
  readonly place?: string | undefined;
}

export type Condition = keyof Circumstances;
export const CONDITIONS = ['commodity', 'country', 'site', 'place'] as const satisfies Condition[];

export interface JudgedFocus {
  readonly items: ReadonlySet<string>;
  readonly consignments: ReadonlySet<string>;
  /** Handovers that name a focus item. */
  readonly handovers: ReadonlySet<string>;
  /** Hashes of the acts that touch a focus item or belong to a focus consignment. */
  readonly acts: ReadonlySet<string>;
  /** Ids of the same events, as their signers chose them. */
  readonly eventIds: ReadonlySet<string>;
}

export interface RuleContext<Parameters> {
  readonly lineage: ReplayedLineage;
  readonly focus: JudgedFocus;
  readonly facts: Facts;
  /** What the goods share with others. */
  readonly shared: SharedUses;
  /** What corrections took away. Known to the rule on corrections only, after all others were asked. */
  readonly cures: readonly Cure[];
  /** Trusted time, epoch milliseconds. */
  readonly now: number;
  readonly parameters: (circumstances?: Circumstances) => Parameters;
  /** The figures of another rule, where two rules must measure alike. */
  readonly parametersOf: <Other>(rule: TypedRule<Other>, circumstances?: Circumstances) => Other;
}

/** A finding without what its rule fixes. */
export type Found = Omit<Finding, 'rule' | 'autoClear'>;

export interface RuleAnswer {
  readonly findings: readonly Found[];
  readonly deadlines: readonly Omit<Deadline, 'rule'>[];
}

/** What a reader of the catalogue is told. */
export interface RuleText {
  /** Stable name in findings, alerts and rule sets. */
  readonly code: string;
  /** Number in the catalogue of gap rules. */
  readonly id: string;
  readonly title: string;
  readonly explanation: string;
  /** Instrument or known method of diversion the rule rests on. */
  readonly authority: string;
  readonly group:
    | 'custody'
    | 'placeTime'
    | 'quantity'
    | 'identity'
    | 'document'
    | 'party'
    | 'plausibility'
    | 'system';
  readonly decided: readonly Decided[];
  readonly severity: Severity;
  /** When the alert has which severity, where the rule knows several. */
  readonly severities?: Readonly<Partial<Record<Severity, string>>>;
  /** Code of the rule whose alert on the same goods tells the greater part of the story. */
  readonly parent?: string;
  /** `['*']` for all. */
  readonly commodities: readonly (Commodity | '*')[];
  /** What the subject is made of, in words. */
  readonly subject: string;
  /** What the anchor is, in words. */
  readonly anchor: string;
  /** Why each parameter has its default, by its name. */
  readonly reasons: Readonly<Record<string, string>>;
  /** By what its parameters may be overridden; by all where left out. Another condition holds for no case of it. */
  readonly cases?: readonly Condition[];
  readonly autoClear: boolean;
  /** Some findings are told at once and may be explained by a late record for a while (`Finding.curableFor`). */
  readonly isProvisional?: true;
  /** The anchor is the first act of its kind: where an earlier one becomes known, the alert moves to it. */
  readonly isOnFirstAct?: true;
  /** Of the acts of one consignment the first bears the alert for all; an act of none bears its own. */
  readonly isOncePerConsignment?: true;
  readonly innocent: readonly string[];
  readonly closedBy: string;
}

/** What the console's page about the rules tells of each. */
export type ToldRule = Pick<
  RuleText,
  | 'code'
  | 'id'
  | 'title'
  | 'explanation'
  | 'authority'
  | 'severity'
  | 'severities'
  | 'innocent'
  | 'closedBy'
>;

export interface RuleSpec<Parameters> extends RuleText {
  readonly parameters: z.ZodType<Parameters>;
  readonly owner: Owner;
  /** The item, handover, consignment, event or party a subject belongs to; the subject itself when left out. */
  readonly ownerOf?: (subject: string) => string;
  /**
   * `ledger` when one subject gathers facts of many lineages: a lineage then sees only its part, and an alert that
   * stands is not rewritten because another part was judged. `lineage` when left out.
   */
  readonly span?: 'lineage' | 'ledger';
  readonly evaluate: (context: RuleContext<Parameters>) => RuleAnswer;
  /**
   * A finding of this rule beside what other rules found in the same judgement; itself where they change nothing.
   * Identity, goods and evidence must stay.
   */
  readonly beside?: (finding: Finding, others: readonly Finding[]) => Finding;
}

/** Parameters as a rule set gives them, before a rule reads them. */
export type RawParameters = Readonly<Record<string, unknown>>;

/** A rule whose parameter type is its own affair, so that rules of all kinds stand in one list. */
export interface Rule extends RuleText {
  readonly parameters: z.ZodType;
  readonly owner: Owner;
  readonly span: 'lineage' | 'ledger';
  readonly ownerOf: (subject: string) => string;
  /** @throws ZodError when the parameters do not fit. */
  readonly evaluate: (context: RuleContext<RawParameters>) => RuleAnswer;
  readonly beside?: (finding: Finding, others: readonly Finding[]) => Finding;
}

/** A rule seen from its own file. */
export interface TypedRule<Parameters> extends Rule {
  /** @throws ZodError when the parameters do not fit. */
  readonly read: (raw: RawParameters) => Parameters;
}

/** The owner of a subject that is written `<owner>/<the rest>`. */
export function leadingPart(subject: string): string {
  return subject.split('/')[0] ?? subject;
}

export function defineRule<Parameters>(spec: RuleSpec<Parameters>): TypedRule<Parameters> {
  const known = new WeakMap<RawParameters, { readonly parameters: Parameters }>();
  // Read once for each case of a rule set, not for each judgement.
  const read = (raw: RawParameters): Parameters => {
    const before = known.get(raw);
    if (before !== undefined) return before.parameters;
    const parameters = spec.parameters.parse(raw);
    known.set(raw, { parameters });
    return parameters;
  };
  return {
    ...spec,
    span: spec.span ?? 'lineage',
    ownerOf: spec.ownerOf ?? ((subject) => subject),
    read,
    evaluate: (context) =>
      spec.evaluate({
        ...context,
        parameters: (circumstances) => read(context.parameters(circumstances)),
      }),
  };
}

/** Gives each rule its parameters for a case; the same object for the same case. */
export interface RuleParameters {
  of(rule: Rule, circumstances?: Circumstances): RawParameters;
}
