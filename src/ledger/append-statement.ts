import type { StatementKind } from '../protocol/index.js';
import type { AdmissionPool } from './admission/admission-pool.js';
import type { Admission } from './admission/admit-bytes.js';
import type { AdmittedStatement } from './admission/statement-facts.js';
import { type AppendResult, type Pending, Post, refusedWith } from './append/pending.js';
import type { Sequencer } from './append/sequencer.js';
import type { DirectoryFreshness } from './judgement/directory-freshness.js';
import { judgeStatement } from './judgement/judge-statement.js';
import type { KnownStatements } from './known-statements.js';
import type { LedgerMetrics } from './ledger-metrics.js';
import { type LedgerIdentity, LedgerKeyMissing } from './ledger-identity.js';
import type { Refusal, RefusalCode } from './refusal.js';
import type { HeadSigner } from './signing/head-signer.js';
import type { SignerDirectory } from './signer-directory.js';
import type { Clock } from '../platform/clock.js';
import { LedgerUnavailable } from './append/ledger-unavailable.js';
import type { LedgerAltered } from './integrity/ledger-altered.js';

export type { AppendResult } from './append/pending.js';
export type { AdmittedStatement } from './admission/statement-facts.js';

/**
 * A feature's own judgement of a statement that is authentic and of an allowed signer, before it goes to the log.
 * What must hold at the very moment of recording is a claim instead (see `admission/identity.ts`).
 */
export type ExtraJudge = (
  statement: AdmittedStatement,
) => Refusal | undefined | Promise<Refusal | undefined>;

export interface AppendManyOptions {
  readonly extra?: ExtraJudge;
  /** The envelopes are parts of one JSON text: if one of them is not JSON, nothing is appended. */
  readonly isOneDocument?: boolean;
}

export interface AppendStatementDependencies {
  readonly pool: AdmissionPool;
  readonly sequencer: Sequencer;
  readonly signer: HeadSigner;
  /** Halts all appending while it names a fault. */
  readonly integrity: { readonly fault: LedgerAltered | undefined };
  readonly identity: LedgerIdentity;
  readonly directory: () => SignerDirectory;
  readonly freshness: DirectoryFreshness;
  readonly known: KnownStatements;
  readonly clock: Clock;
  readonly metrics: LedgerMetrics;
}

/** More statements than this under way, and posters are asked to come back. */
const MAX_UNDER_WAY = 20_000;

/**
 * A refusal that cannot concern a statement of the log: what it is about never changes, so the statement would have
 * been refused then, too.
 */
const NEVER_IN_LOG: ReadonlySet<RefusalCode> = new Set([
  'wrong-ledger',
  'unknown-key',
  'actor-key-mismatch',
  'signature-set',
  'bad-signature',
]);

/** Brings statements into the log: admission, judgement, a place, a durable commit, a signed head, a receipt. */
export class AppendStatement {
  constructor(private readonly dependencies: AppendStatementDependencies) {}

  /**
   * @param envelope the DSSE envelope as JSON, canonical or not
   * @param kind the only kind taken here; any other is `unsupported-payload-type`
   * @throws RollbackDetected, LedgerAltered, LedgerUnavailable, LedgerOverloaded
   */
  async append(
    envelope: Uint8Array,
    kind: StatementKind,
    extra?: ExtraJudge,
  ): Promise<AppendResult> {
    const options = extra === undefined ? {} : { extra };
    const [result] = await this.appendMany([envelope], kind, options);
    return result!;
  }

  /**
   * The same for several, each on its own; they stand in the log in this order.
   * @throws NotOneDocument, RollbackDetected, LedgerAltered, LedgerUnavailable, LedgerOverloaded
   */
  async appendMany(
    envelopes: readonly Uint8Array[],
    kind: StatementKind,
    { extra, isOneDocument }: AppendManyOptions = {},
  ): Promise<readonly AppendResult[]> {
    const { pool, sequencer, signer, integrity, identity, metrics } = this.dependencies;
    if (signer.rollback !== undefined) throw signer.rollback;
    if (integrity.fault !== undefined) throw integrity.fault;
    requireKey(identity);
    if (pool.load + sequencer.waiting > MAX_UNDER_WAY) throw new LedgerOverloaded();
    const began = performance.now();
    const admissions = await pool.admit(kind, envelopes);
    if (isOneDocument === true) requireJson(envelopes, admissions);
    const judged = this.judgeAll(admissions, kind, extra);
    const verdicts = judged instanceof Promise ? await judged : judged;
    const post = new Post(verdicts.length);
    sequencer.add(pendingsOf(verdicts, post));
    try {
      const results = await post.answered;
      metrics.observeAppend((performance.now() - began) / 1000, results);
      return results;
    } catch (error) {
      metrics.observeFailure((performance.now() - began) / 1000, envelopes.length);
      throw error;
    }
  }

  /** Synchronous when every statement passes by the cached directory, which is the rule. */
  private judgeAll(
    admissions: readonly Admission[],
    kind: StatementKind,
    extra: ExtraJudge | undefined,
  ): Judged[] | Promise<Judged[]> {
    const judged = admissions.map((admission) => this.judgeByCache(admission));
    if (extra === undefined && judged.every((result) => result !== undefined)) return judged;
    return Promise.all(
      admissions.map(async (admission, at) => this.judgeFully(admission, judged[at], kind, extra)),
    );
  }

  /** @returns `undefined` when the cached directory says no: it may be behind the log */
  private judgeByCache(admission: Admission): Judged | undefined {
    if (!admission.ok) return refusedWith(admission.refusal);
    const { statement } = admission;
    const directory = this.dependencies.directory();
    const judgedAt = directory.index;
    if (this.judge(statement) !== undefined) return undefined;
    return { statement, judgedAt };
  }

  private async judgeFully(
    admission: Admission,
    byCache: Judged | undefined,
    kind: StatementKind,
    extra: ExtraJudge | undefined,
  ): Promise<Judged> {
    if (!admission.ok) return refusedWith(admission.refusal);
    const judged = byCache ?? (await this.judgeFresh(admission.statement, kind));
    if ('status' in judged || extra === undefined) return judged;
    const refusal = await extra(judged.statement);
    if (refusal === undefined) return judged;
    return this.knownOr(judged.statement, refusal);
  }

  /** By a directory that knows all that was committed before now, with signatures looked at again if need be. */
  private async judgeFresh(statement: AdmittedStatement, kind: StatementKind): Promise<Judged> {
    const { directory, freshness, pool } = this.dependencies;
    await freshness.refresh();
    let current = statement;
    if (statement.signatures.some(({ standing }) => standing === 'unknown')) {
      const [again] = await pool.admit(kind, [statement.stored]);
      if (again?.ok) current = again.statement;
    }
    const judgedAt = directory().index;
    const refusal = this.judge(current);
    if (refusal === undefined) return { statement: current, judgedAt };
    return this.knownOr(current, refusal);
  }

  /** A statement already in the log answers with its first receipt, whatever has changed since. */
  private async knownOr(statement: AdmittedStatement, refusal: Refusal): Promise<AppendResult> {
    if (NEVER_IN_LOG.has(refusal.code)) return refusedWith(refusal);
    return (await this.dependencies.known.find(statement)) ?? refusedWith(refusal);
  }

  private judge(statement: AdmittedStatement): Refusal | undefined {
    const { identity, directory, clock } = this.dependencies;
    const context = { origin: identity.origin, directory: directory(), at: clock.now() };
    return judgeStatement(statement, context);
  }
}

/** Better nothing appended than an entry that this process cannot sign for. */
function requireKey(identity: LedgerIdentity): void {
  try {
    identity.requireKey();
  } catch (error) {
    throw error instanceof LedgerKeyMissing ? new LedgerUnavailable(error) : error;
  }
}

/** What is refused already is answered; the rest goes on its way. */
function pendingsOf(verdicts: readonly Judged[], post: Post): Pending[] {
  const pendings: Pending[] = [];
  verdicts.forEach((verdict, place) => {
    if ('status' in verdict) post.settle(place, verdict);
    else pendings.push({ ...verdict, mayBeWritten: false, post, place });
  });
  return pendings;
}

/** An envelope that is not JSON makes the text it was cut from unreadable as a whole. */
export class NotOneDocument extends Error {
  constructor() {
    super('the body is not one JSON text');
    this.name = 'NotOneDocument';
  }
}

/** Only what was refused as malformed is parsed here, to tell a bad shape from a bad syntax. */
function requireJson(envelopes: readonly Uint8Array[], admissions: readonly Admission[]): void {
  admissions.forEach((admission, at) => {
    if (admission.ok || admission.refusal.code !== 'malformed-envelope') return;
    try {
      JSON.parse(Buffer.from(envelopes[at]!).toString('utf8'));
    } catch {
      throw new NotOneDocument();
    }
  });
}

type Judged = AppendResult | { readonly statement: AdmittedStatement; readonly judgedAt: number };

/** Too much is under way; the same post is welcome a little later. */
export class LedgerOverloaded extends LedgerUnavailable {
  constructor() {
    super(undefined);
    this.name = 'LedgerOverloaded';
  }
}
