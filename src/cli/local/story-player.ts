import { randomBytes } from 'node:crypto';
import type { RuleSet } from '../../custody/rules/rule-set.js';
import type { Scenario, Step } from './stories/scenario.js';
import { keyPairOf, type KeyPair } from '../key-file.js';
import {
  jwkOfPublicKey,
  signStatement,
  statementHash,
  storedBytes,
  toHex,
  type JsonValue,
  type StatementKind,
} from '../../protocol/index.js';

/** What a story is played into: a running ledger whose clock the player moves. */
export interface Stage {
  readonly origin: string;
  readonly registrar: KeyPair;
  /** Appends one signed statement; a refusal is an answer, not an error. */
  post(kind: StatementKind, envelope: Uint8Array): Promise<Posted>;
  /** Moves the simulated clock forward. */
  advanceTo(instant: number): void;
  /** The next deadline that is due at or before `instant`, epoch ms. */
  nextDue(instant: number): Promise<number | undefined>;
  /** Judges again everything whose deadline is due now. */
  sweepDue(): Promise<void>;
  /** Resolves when projection, judgement and alerts are at rest. */
  rest(): Promise<void>;
}

export type Posted =
  | { readonly index: number }
  | { readonly refused: { readonly code: string; readonly detail: string } };

export interface PlayedStep {
  readonly step: Step;
  readonly posted: Posted;
  readonly statementHash: string;
}

export interface StoryObserver {
  registered?(kind: string, name: string, index: number): void;
  played?(played: PlayedStep): Promise<void> | void;
}

export interface PlayedStory {
  readonly refused: readonly { readonly eventId: string; readonly code: string }[];
}

/**
 * Plays scenarios (`custody-scenario/v1`) into a ledger: registers what the story needs, then appends each step at its
 * `recordedAt`, stopping the clock at every deadline on the way, as time would.
 */
export class StoryPlayer {
  private readonly keys = new Map<string, KeyPair>();
  private readonly hashes = new Map<string, string>();
  private registrations = 0;

  constructor(
    private readonly stage: Stage,
    private readonly observer: StoryObserver = {},
  ) {}

  /** The key the player made for a party. */
  keyOf(party: string): KeyPair | undefined {
    return this.keys.get(party);
  }

  parties(): readonly string[] {
    return [...this.keys.keys()];
  }

  /** Registers a rule set before anything is told. It holds from the first day, whatever day it names. */
  async judgeBy(ruleSet: RuleSet): Promise<void> {
    const always = { ...ruleSet, effectiveFrom: '1970-01-01' };
    await this.registerOne('rule-set', always, ruleSet.version);
  }

  async play(story: Scenario): Promise<PlayedStory> {
    const first = story.steps[0];
    if (first) this.stage.advanceTo(Date.parse(first.recordedAt));
    await this.register(story);
    const refused: { eventId: string; code: string }[] = [];
    for (const step of story.steps) {
      await this.passTime(Date.parse(step.recordedAt));
      const played = await this.playStep(step);
      if ('refused' in played.posted) {
        refused.push({ eventId: step.event.eventId, code: played.posted.refused.code });
      }
      await this.stage.rest();
      await this.observer.played?.(played);
    }
    await this.passTime(Date.parse(story.evaluateAsOf));
    return { refused };
  }

  private async passTime(until: number): Promise<void> {
    for (;;) {
      const due = await this.stage.nextDue(until);
      if (due === undefined) break;
      this.stage.advanceTo(due);
      await this.stage.sweepDue();
      await this.stage.rest();
    }
    this.stage.advanceTo(until);
  }

  private async playStep(step: Step): Promise<PlayedStep> {
    const payload = this.payloadOf(step);
    const signers = [step.event.actor, step.event.witness].filter((party) => party !== undefined);
    const envelope = signStatement(
      'event',
      payload,
      signers.map((party) => this.requireKey(party).secretKey),
    );
    const bytes = storedBytes(envelope);
    const hash = toHex(statementHash(bytes));
    this.hashes.set(step.event.eventId, hash);
    return { step, posted: await this.stage.post('event', bytes), statementHash: hash };
  }

  private payloadOf(step: Step): JsonValue {
    const refs = step.event['refs'];
    const named = Array.isArray(refs)
      ? { refs: refs.map((eventId) => this.hashes.get(String(eventId)) ?? String(eventId)) }
      : {};
    return {
      schema: 'custody-event/1',
      ledger: this.stage.origin,
      ...step.event,
      ...named,
    } as JsonValue;
  }

  private async register(story: Scenario): Promise<void> {
    for (const party of story.registry.parties) await this.registerOne('party', party, party.id);
    for (const party of story.registry.parties) {
      if (this.keys.has(party.id)) continue;
      const pair = keyPairOf(new Uint8Array(randomBytes(32)));
      this.keys.set(party.id, pair);
      await this.registerOne(
        'key',
        { party: party.id, jwk: jwkOfPublicKey(pair.publicKey) },
        party.id,
        pair,
      );
    }
    const lists = [
      ['site', story.registry.sites],
      ['range', story.registry.ranges],
      ['place', story.registry.places],
      ['screening', story.registry.screening],
      ['embargo', story.registry.embargoes],
    ] as const;
    for (const [kind, list] of lists) {
      for (const value of list) await this.registerOne(kind, value, value.id ?? kind);
    }
    await this.stage.rest();
  }

  private async registerOne(
    kind: string,
    value: object,
    name: string,
    newKey?: KeyPair,
  ): Promise<void> {
    this.registrations += 1;
    const payload = {
      schema: 'custody-registration/1',
      ledger: this.stage.origin,
      registrationId: `story-${this.registrations}`,
      kind,
      [kind === 'rule-set' ? 'ruleSet' : kind]: value,
    } as JsonValue;
    const keys = [this.stage.registrar.secretKey, ...(newKey ? [newKey.secretKey] : [])];
    const posted = await this.stage.post(
      'registration',
      storedBytes(signStatement('registration', payload, keys)),
    );
    if ('refused' in posted) {
      throw new Error(
        `the registration of ${kind} ${name} was refused: ${posted.refused.code}: ${posted.refused.detail}`,
      );
    }
    this.observer.registered?.(kind, name, posted.index);
  }

  private requireKey(party: string): KeyPair {
    const pair = this.keys.get(party);
    if (!pair) throw new Error(`the story's registry has no party ${party}`);
    return pair;
  }
}
