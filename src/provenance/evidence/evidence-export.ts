import { Injectable } from '@nestjs/common';
import { isOfficial } from '../../access/read-policy.js';
import type { Reader } from '../../access/reader.js';
import { LedgerIdentity } from '../../ledger/ledger-identity.js';
import { type LogEntry, LogReader } from '../../ledger/log-reader.js';
import { CheckpointStore } from '../../ledger/signing/checkpoint.store.js';
import { WitnessPolicy } from '../../ledger/witnessing/read-policy.js';
import { Problem } from '../../platform/http/problem.js';
import {
  decodeBase64,
  type EvidenceEntry,
  type JsonObject,
  ledgerKeyAt,
  openCheckpoint,
  openWithPolicy,
  parseCheckpointText,
  parseEntry,
  parseEnvelope,
  parseNote,
  parseTlogProof,
  policyForKeys,
} from '../../protocol/index.js';
import type { ProvenanceAnswer } from '../answer/answer.schemas.js';
import { AsOf, type Moment } from '../answer/as-of.js';
import { IntegrityProofs } from '../answer/integrity.js';
import { ProvenanceAnswers } from '../answer/provenance-answers.js';
import type { CompletenessProof } from '../map/completeness.schemas.js';
import { MapOnDemand } from '../map/map-on-demand.js';
import { ProjectionProgress } from '../projection-progress.js';
import { StatementAccess } from '../statement-access.js';
import { EvidenceRegistrations } from './evidence-registrations.js';
import { NoticesStore } from './notices.store.js';

export interface EvidenceFile {
  readonly ucr: string;
  readonly bytes: Uint8Array;
}

/** Everything about a consignment in one file that proves itself: the answer, its statements, the keys they need. */
@Injectable()
export class EvidenceExport {
  constructor(
    private readonly answers: ProvenanceAnswers,
    private readonly progress: ProjectionProgress,
    private readonly checkpoints: CheckpointStore,
    private readonly log: LogReader,
    private readonly access: StatementAccess,
    private readonly notices: NoticesStore,
    private readonly registrations: EvidenceRegistrations,
    private readonly integrity: IntegrityProofs,
    private readonly identity: LedgerIdentity,
    private readonly policy: WitnessPolicy,
    private readonly asOf: AsOf,
    private readonly map: MapOnDemand,
  ) {}

  /**
   * Without `asOf` as of the published checkpoint, which witnesses have cosigned, unless the consignment is newer than
   * that. An index and not the clock decides what is known, so that the same moment gives the same answer. For
   * authorities the map is brought up to that moment first, so that the file proves itself whole.
   *
   * @returns `undefined` for what is not there and what is not the reader's alike
   * @throws Problem 400 for a bad `asOf`
   */
  async export(
    reader: Reader,
    ucrOrKey: string,
    asOf: string | undefined,
  ): Promise<EvidenceFile | undefined> {
    const made = await this.make(reader, ucrOrKey, asOf);
    // A root of the map that is stated between waiting for the witnesses and reading is proved by none of them yet.
    return made?.isWhole === false ? this.make(reader, ucrOrKey, asOf) : made;
  }

  private async make(
    reader: Reader,
    ucrOrKey: string,
    asOf: string | undefined,
  ): Promise<(EvidenceFile & { readonly isWhole: boolean }) | undefined> {
    const answer = await this.answerFor(reader, ucrOrKey, asOf);
    if (answer === undefined) return undefined;
    const statements = await this.statementsOf(reader, answer);
    const parties = answer.parties.map(({ id }) => id);
    const registrations = await this.registrations.of(
      reader,
      { statements, parties },
      answer.asOf.index,
    );
    const all = [...registrations, ...statements, ...(await this.rotations(reader))];
    const { treeSize, checkpoint, entries } = await this.prove(all, answer.asOf.index);
    const { integrity: _, ...told } = answer;
    const held = new Set(entries.map(({ index }) => index));
    const whole = completenessOf(answer, held);
    const completeness = this.isProvedWith(whole, { treeSize, checkpoint }) ? whole : undefined;
    const bytes = this.identity.signEvidence(
      {
        checkpoint,
        entries,
        answer: plain(told),
        ...(completeness === undefined ? {} : { completeness: plain(completeness) }),
      },
      treeSize,
      this.policy.text ?? null,
    );
    return { ucr: answer.ucr, bytes, isWhole: completeness === whole };
  }

  private async answerFor(
    reader: Reader,
    ucrOrKey: string,
    asOf: string | undefined,
  ): Promise<ProvenanceAnswer | undefined> {
    const moments = asOf === undefined ? await this.newestMoments() : [await this.momentOf(asOf)];
    for (const moment of moments) {
      // By who asks, not by what is there: how long it takes tells nobody whether there is something.
      if (isOfficial(reader)) await this.map.cover(moment.index);
      const answer = await this.answers.answerAt(reader, ucrOrKey, moment);
      if (answer !== undefined) return answer;
    }
    return undefined;
  }

  private async newestMoments(): Promise<Moment[]> {
    const newest = (await this.progress.nextSoon()) - 1;
    const published = ((await this.checkpoints.published())?.size ?? 0) - 1;
    const indexes = [Math.min(published, newest), newest].filter((index) => index >= 0);
    const telling = await Promise.all(indexes.map(async (index) => this.lastTelling(index)));
    return Promise.all([...new Set(telling)].map(async (index) => this.asOf.moment(String(index))));
  }

  private async momentOf(asOf: string): Promise<Moment> {
    const moment = await this.asOf.moment(asOf);
    if (/^\d+$/u.test(asOf)) return moment;
    return { ...moment, index: await this.lastTelling(moment.index) };
  }

  /** A root of the map tells nothing of goods; without it the root that an export has stated is beyond the export. */
  private async lastTelling(index: number): Promise<number> {
    let last = index;
    while (last > 0 && (await this.log.entry(last))?.kind === 'map') last -= 1;
    return last;
  }

  /** How the ledger's keys followed each other, of whatever time the answer is: the newest signs for it. */
  private async rotations(reader: Reader): Promise<LogEntry[]> {
    const indexes = this.identity.history.map(({ from }) => from).filter((from) => from > 0);
    if (indexes.length === 0) return [];
    const rotations = await this.log.entriesAt(indexes);
    const keys = await this.registrations.of(
      reader,
      { statements: rotations, parties: [] },
      Math.max(...indexes),
    );
    return [...keys, ...rotations];
  }

  /**
   * Does whoever takes the bundle's checkpoint take the root of the map too? Around a rotation that may be signed for with a
   * key that the bundle's smaller tree does not show yet; while witnesses are away it may be newer than what they cosigned.
   */
  private isProvedWith(
    proof: CompletenessProof | undefined,
    { treeSize, checkpoint }: { treeSize: number; checkpoint: string },
  ): boolean {
    if (proof === undefined) return true;
    const note = parseTlogProof(proof.map.receipt.proof).checkpoint;
    const { size } = parseCheckpointText(parseNote(note).text);
    const isUnderKnownKey = !this.identity.history.some(
      ({ from }) => treeSize <= from && from < size,
    );
    return isUnderKnownKey && (this.hasQuorum(note) || !this.hasQuorum(checkpoint));
  }

  private hasQuorum(note: string): boolean {
    const { history } = this.identity;
    const { size } = parseCheckpointText(parseNote(note).text);
    const policy = policyForKeys(this.policy.policy, history);
    return openWithPolicy(note, policy, ledgerKeyAt(history, size)).ok;
  }

  /** Events of the answer, others that name its UCR (of another year), findings and decisions of its gaps. */
  private async statementsOf(reader: Reader, answer: ProvenanceAnswer): Promise<LogEntry[]> {
    const { timeline, gaps, asOf, integrity } = answer;
    const alerts = gaps.map(({ alert }) => alert);
    const notices = await this.notices.ofAlerts(alerts, asOf.index);
    const named = listedIn(integrity.completeness?.proof, asOf.index);
    const told = new Set(timeline.map(({ index }) => index));
    const entries = await this.log.entriesAt([...new Set([...told, ...named, ...notices])]);
    // What the answer tells, its reader may have: also what came before the goods concerned him.
    const others = entries.filter(({ index }) => !told.has(index));
    const readable = await this.access.readable(reader, others);
    const held = new Set([...told, ...readable.map(({ entry }) => entry.index)]);
    return entries.filter(({ index }) => held.has(index));
  }

  /** @throws Problem 503 for the milliseconds in which no signed head covers the newest entry, or a rotation is news */
  private async prove(
    statements: readonly LogEntry[],
    asOf: number,
  ): Promise<{ treeSize: number; checkpoint: string; entries: EvidenceEntry[] }> {
    const byIndex = new Map(statements.map((entry) => [entry.index, entry]));
    // The checkpoint must reach as far as the answer claims to know.
    const indexes = [...byIndex.keys(), asOf];
    const { treeSize, checkpoint, proofs } = await this.integrity.prove(indexes, undefined);
    const isSignedByKnownKey = openCheckpoint(checkpoint, this.identity.history).ok;
    if (treeSize <= asOf || !isSignedByKnownKey)
      throw new Problem({ status: 503, code: 'unavailable', retryAfter: 1 });
    const entries = proofs.flatMap(({ index, entry, proof }) => {
      const logged = byIndex.get(index);
      if (logged === undefined) return [];
      return {
        index,
        entry: parseEntry(decodeBase64(entry)),
        proof: proof.map(decodeBase64),
        statement: parseEnvelope(logged.statement),
      };
    });
    return { treeSize, checkpoint, entries };
  }
}

function listedIn(proof: CompletenessProof | undefined, asOf: number): number[] {
  return (proof?.entries ?? []).map(({ index }) => index).filter((index) => index <= asOf);
}

/** The proof only where the reader gets all that it lists: it would say of a part that it is not the whole. */
function completenessOf(
  { integrity, asOf }: ProvenanceAnswer,
  held: ReadonlySet<number>,
): CompletenessProof | undefined {
  const proof = integrity.completeness?.proof;
  return listedIn(proof, asOf.index).every((index) => held.has(index)) ? proof : undefined;
}

/** As it will be once it was JSON: members that are `undefined` are left out. */
function plain(value: object): JsonObject {
  const json: JsonObject = JSON.parse(JSON.stringify(value));
  return json;
}
