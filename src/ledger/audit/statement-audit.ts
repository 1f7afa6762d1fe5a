import type { PoolClient } from 'pg';
import {
  decodeUtf8,
  equalBytes,
  isSameLedgerKey,
  type LedgerKey,
  ledgerKeyOf,
  parseEnvelope,
  parseVkey,
  publicKeyOfJwk,
  type PublicJwk,
  thumbprint,
} from '../../protocol/index.js';
import type { AdmissionPool } from '../admission/admission-pool.js';
import type { Admission } from '../admission/admit-bytes.js';
import { identitiesOf } from '../admission/identity.js';
import type { AdmittedStatement } from '../admission/statement-facts.js';
import { judgeCorrection, originalOf } from '../append/corrections.js';
import { isAboutSigners } from '../append/plan-batch.js';
import { judgeStatement } from '../judgement/judge-statement.js';
import { kindOfCode, type LogEntry } from '../log-entry.js';
import { LogReader } from '../log-reader.js';
import { type Queries, queriesOf } from '../own-connections.js';
import type { SignerDirectory } from '../signer-directory.js';
import type { AuditFindings } from './audit-findings.js';
import type { AuditedRow } from './entry-audit.js';

/** Who may sign, as of what was folded so far. */
export interface AuditedRegistry {
  readonly directory: SignerDirectory;
  /** Folds in a registration; called in log order. */
  fold(entry: Pick<LogEntry, 'index' | 'recordedAt' | 'statement'>): void;
}

/** Members of registrations that name keys. */
interface KeyPayload {
  readonly ledgerKey?: {
    readonly origin: string;
    readonly vkey: string;
    readonly registrarKeys: readonly PublicJwk[];
  };
  readonly rotation?: { readonly vkey: string };
  readonly key?: { readonly jwk: PublicJwk };
}

/** Reads each statement as a poster's would be read, and judges it by the registry as of the entry before. */
export class StatementAudit {
  origin: string | undefined;
  /** Of entry 0. */
  vkey: string | undefined;
  /** The ledger's keys as far as the log was read; empty before entry 0. */
  readonly keys: LedgerKey[] = [];
  signatures = 0;
  registryIndex = -1;
  /** Of the last page: identities and claims by index. */
  identities: ReadonlyMap<number, readonly Uint8Array[]> = new Map();
  private identityCount = 0;
  /** Of the ledger's key and the registrars' that entry 0 names, in the order in which they must sign it. */
  private genesisKeyids: readonly string[] = [];
  private readonly queries: Queries;
  private readonly log: LogReader;

  constructor(
    client: PoolClient,
    private readonly threads: AdmissionPool,
    private readonly registry: AuditedRegistry,
    private readonly findings: AuditFindings,
  ) {
    this.queries = queriesOf(client);
    this.log = new LogReader(this.queries);
  }

  async check(rows: readonly AuditedRow[]): Promise<void> {
    for (const row of rows) if (kindOfCode(row.kind) === 'registration') this.learnKeys(row);
    const admissions = await this.admit(rows);
    const identities = new Map<number, readonly Uint8Array[]>();
    this.identities = identities;
    for (const [at, row] of rows.entries()) {
      const admission = admissions[at]!;
      const index = row.idx;
      if (!admission.ok) {
        const { code, detail } = admission.refusal;
        this.findings.add(`entry ${index}`, `its statement would be refused (${code}): ${detail}`);
      } else {
        const { statement } = admission;
        const own = identitiesOf(statement);
        identities.set(index, own);
        this.identityCount += own.length;
        this.signatures += statement.signatures.length;
        await this.checkStatement(row, statement);
      }
      if (kindOfCode(row.kind) === 'registration') {
        const recordedAt = row.recorded_at.getTime();
        this.registry.fold({ index, recordedAt, statement: row.statement });
      }
    }
  }

  /** Has this ever been the ledger's key? */
  names(vkey: string): boolean {
    const wanted = ledgerKeyOf(vkey);
    return this.keys.some(({ key }) => isSameLedgerKey(key, wanted));
  }

  /** No identity may stand for a statement that is not there. */
  async finish(): Promise<void> {
    const [row] = await this.queries.query<{ count: number }>(
      'select count(*) from log_identities',
    );
    const stored = row?.count ?? 0;
    if (stored !== this.identityCount) {
      this.findings.add(
        'identities',
        `there are ${stored}, the statements of the log have ${this.identityCount}`,
      );
    }
  }

  private async checkStatement(row: AuditedRow, statement: AdmittedStatement): Promise<void> {
    const { findings } = this;
    const index = row.idx;
    const where = `entry ${index}`;
    const { facts } = statement;
    findings.require(
      equalBytes(statement.stored, row.statement),
      where,
      'its stored bytes are not the canonical form of the statement',
    );
    if (isAboutSigners(facts)) this.registryIndex = index;
    const isGenesis = facts.kind === 'registration' && facts.registers === 'ledger';
    if (isGenesis || index === 0) return this.checkGenesis(index, statement);
    const context = {
      origin: this.origin ?? facts.ledger,
      directory: this.registry.directory,
      at: row.recorded_at.getTime(),
    };
    const refusal =
      judgeStatement(statement, context) ?? (await this.judgeReference(statement, index));
    if (refusal !== undefined) {
      findings.add(where, `it should have been refused (${refusal.code}): ${refusal.detail}`);
    }
    if (facts.kind === 'registration' && facts.registers === 'ledger-key') this.followRotation(row);
  }

  /** Followed even where it should have been refused, so that one false rotation is not a fault of every head after. */
  private followRotation({ idx, statement }: AuditedRow): void {
    const { rotation } = keyPayloadOf(statement);
    if (rotation !== undefined) this.keys.push({ key: ledgerKeyOf(rotation.vkey), from: idx });
  }

  private checkGenesis(index: number, { facts, signatures }: AdmittedStatement): void {
    const { findings } = this;
    const where = `entry ${index}`;
    const isOwn = facts.kind === 'registration' && facts.registers === 'ledger';
    if (index !== 0) return findings.add(where, 'only entry 0 may register a ledger');
    if (!isOwn) return findings.add(where, 'it does not register the ledger');
    findings.require(
      signatures.every(({ standing }) => standing === 'valid'),
      where,
      'a signature of it does not verify',
    );
    const expected = this.genesisKeyids;
    const isExact =
      signatures.length === expected.length &&
      signatures.every(({ keyid }, at) => keyid === expected[at]);
    findings.require(
      isExact,
      where,
      'it is not signed by the ledger and then by each registrar it names',
    );
  }

  private async judgeReference({ facts }: AdmittedStatement, index: number) {
    if (facts.kind !== 'event' || facts.corrects === undefined) return undefined;
    const place = await this.log.indexOfHash(facts.corrects.hash);
    const entry = place === undefined || place >= index ? undefined : await this.log.entry(place);
    const original = entry?.kind === 'event' ? originalOf(entry.statement) : undefined;
    return judgeCorrection(facts, original);
  }

  /** Threads must know a key before they meet its signature; whether it counts, the directory says. */
  private learnKeys({ idx, statement }: AuditedRow): void {
    try {
      const { ledgerKey, rotation, key } = keyPayloadOf(statement);
      if (ledgerKey !== undefined && idx === 0) {
        this.origin = ledgerKey.origin;
        this.vkey = ledgerKey.vkey;
        this.keys.push({ key: ledgerKeyOf(ledgerKey.vkey), from: 0 });
        const keys = [
          parseVkey(ledgerKey.vkey).publicKey,
          ...ledgerKey.registrarKeys.map(publicKeyOfJwk),
        ];
        this.genesisKeyids = keys.map(thumbprint);
        for (const publicKey of keys) this.threads.addKey(thumbprint(publicKey), publicKey);
      }
      if (rotation !== undefined) {
        const { publicKey } = ledgerKeyOf(rotation.vkey);
        this.threads.addKey(thumbprint(publicKey), publicKey);
      }
      if (key !== undefined) {
        const publicKey = publicKeyOfJwk(key.jwk);
        this.threads.addKey(thumbprint(publicKey), publicKey);
      }
    } catch {
      // It is reported when it is read as a statement.
    }
  }

  private async admit(rows: readonly AuditedRow[]): Promise<Admission[]> {
    const admissions: Admission[] = [];
    await Promise.all(
      rows.map(async ({ kind, statement }, at) => {
        const [admission] = await this.threads.admit(kindOfCode(kind), [statement]);
        admissions[at] = admission!;
      }),
    );
    return admissions;
  }
}

function keyPayloadOf(stored: Uint8Array): KeyPayload {
  return JSON.parse(decodeUtf8(parseEnvelope(stored).payload));
}
