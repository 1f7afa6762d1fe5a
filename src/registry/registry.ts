import { Inject, Injectable } from '@nestjs/common';
import type { Facts } from '../custody/lineage.js';
import { problemsOf, unreadIn } from '../custody/rules/rule-set.js';
import { startOf } from '../custody/vocabulary/times.js';
import type { PartyFact, RuleSetFact, SiteFact } from '../custody/vocabulary/registration.js';
import { LOGGER, type Logger } from '../platform/logging/logger.js';
import { LATEST } from './history.js';
import type { RegisteredKey } from './registered.js';
import { RegistryCache } from './registry-cache.js';
import type { RegistryState } from './registry-state.js';

/** Facts of this many different entries are kept ready. */
const KEPT = 16;

/** What the registry says, for the features above: look-ups by id, and all facts as of one entry for the rules. */
@Injectable()
export class Registry {
  private readonly kept = new Map<number, Facts>();

  /** What was asked about each registered rule set before. */
  private readonly readable = new WeakMap<RuleSetFact, boolean>();

  constructor(
    private readonly cache: RegistryCache,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Index of the newest registration folded in. */
  get index(): number {
    return this.cache.state.index;
  }

  /** The fold itself, with the history of every fact. */
  get state(): RegistryState {
    return this.cache.state;
  }

  party(id: string, index?: number): PartyFact | undefined {
    return this.cache.state.parties.at(id, index);
  }

  site(id: string, index?: number): SiteFact | undefined {
    return this.cache.state.sites.at(id, index);
  }

  /** With its revocation as of `index`. */
  key(keyid: string, index?: number): RegisteredKey | undefined {
    return this.cache.state.key(keyid, index);
  }

  /** Every fact as of an entry of the log (default the newest); the same object until a registration changes it. */
  facts(index: number = LATEST): Facts {
    // Indexes at or after the newest registration all mean the same facts.
    const asOf = Math.min(index, this.index);
    const known = this.kept.get(asOf);
    if (known !== undefined) return known;
    const facts = factsOf(this.cache.state, asOf);
    this.keep(asOf, facts);
    return facts;
  }

  /**
   * The rule set in force at `at` (epoch ms) as registered by entry `index`: of those that have come into effect the
   * one that did so last. One that the rules of this program cannot read is passed over, or it would end all judging:
   * it may come from another program version, since registrations that do not fit are refused. `undefined`: none, the
   * built-in rule set holds.
   */
  ruleSet(at: number, index: number = LATEST): RuleSetFact | undefined {
    return ruleSetInForce(this.cache.state, at, index, (ruleSet) => this.isReadable(ruleSet));
  }

  private isReadable(ruleSet: RuleSetFact): boolean {
    const known = this.readable.get(ruleSet);
    if (known !== undefined) return known;
    const { version } = ruleSet;
    const problems = problemsOf(ruleSet);
    this.readable.set(ruleSet, problems.length === 0);
    if (problems.length > 0) {
      this.logger.error({ version, problems }, 'a registered rule set does not fit and is ignored');
    }
    const unread = unreadIn(ruleSet);
    if (unread.length > 0) {
      this.logger.warn({ version, unread }, 'no rule reads a part of a registered rule set');
    }
    return problems.length === 0;
  }

  private keep(index: number, facts: Facts): void {
    this.kept.set(index, facts);
    if (this.kept.size <= KEPT) return;
    const [oldest] = this.kept.keys();
    if (oldest !== undefined) this.kept.delete(oldest);
  }
}

/**
 * Of the rule sets that an entry knows, that the rules can read and that have come into effect, the one that did so
 * last. Pure, so that replay asks as the service does.
 */
export function ruleSetInForce(
  { ruleSets }: RegistryState,
  at: number,
  index: number,
  isReadable: (ruleSet: RuleSetFact) => boolean,
): RuleSetFact | undefined {
  let inForce: RuleSetFact | undefined;
  let since = Number.NEGATIVE_INFINITY;
  for (const [version] of ruleSets.entriesAt(index)) {
    const ruleSet = ruleSets
      .versions(version)
      .findLast((each) => each.index <= index && isReadable(each.value))?.value;
    if (ruleSet === undefined) continue;
    const from = startOf(ruleSet.effectiveFrom) ?? Number.POSITIVE_INFINITY;
    if (from > at || from < since) continue;
    inForce = ruleSet;
    since = from;
  }
  return inForce;
}

/** Pure, so that the auditor and replay can ask for the facts of any entry. */
export function factsOf(state: RegistryState, index: number = LATEST): Facts {
  return {
    parties: new Map(state.parties.entriesAt(index)),
    sites: new Map(state.sites.entriesAt(index)),
    places: new Map(state.places.entriesAt(index)),
    ranges: [...state.ranges.valuesAt(index)],
    screening: [...state.screening.valuesAt(index)],
    embargoes: [...state.embargoes.valuesAt(index)],
    delegations: [...state.delegations.valuesAt(index)],
    compromised: state.compromisedAt(index),
    ...(state.openedAt === undefined ? {} : { openedAt: state.openedAt }),
  };
}
