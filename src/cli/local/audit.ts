import { registration } from '../../custody/vocabulary/registration.js';
import {
  auditLog,
  type AuditedRegistry,
  type AuditFault,
  type AuditReport,
  type AuditStage,
} from '../../ledger/audit.js';
import { LEDGER_KEY_FILE, readKeyIfThere } from '../../ledger/ledger-keys.js';
import { mapSeedOf, readMapSeed } from '../../ledger/map-seed.js';
import { readSignedHeads } from '../../ledger/signing/signer-state.js';
import type { Config } from '../../platform/config/config.js';
import type { Database } from '../../platform/database/database.js';
import { parseCanonical, parseEnvelope } from '../../protocol/index.js';
import { auditMap, type MapAuditReport } from '../../provenance/map/map-audit.js';
import { directoryAt } from '../../registry/directory-at.js';
import { RegistryState } from '../../registry/registry-state.js';
import { EXIT } from '../exit-codes.js';
import type { AuditOptions } from '../local-commands.js';
import { readLedger } from './recorded-ledger.js';
import { green, printJson, printLine, red, startProgress, type Progress } from '../terminal.js';

/** Reads the whole log again and derives everything anew; writes nothing. */
export async function audit(options: AuditOptions): Promise<void> {
  const report = await readLedger((database, config) => auditOn(database, config, options));
  if (options.json) printJson(report);
  else printReport(report);
  process.exitCode = report.isSound ? EXIT.ok : EXIT.negative;
}

async function auditOn(
  database: Database,
  config: Config,
  options: AuditOptions,
): Promise<FullReport> {
  const progress = new AuditProgress();
  try {
    const report = await auditLog({
      pool: database.pool,
      registry: emptyRegistry(),
      signedHeads: await readSignedHeads(config.dataDir),
      ...(options.vkey === undefined ? {} : { vkey: options.vkey }),
      onProgress: progress.show,
    });
    return withMap(report, await auditMapOn(database, config));
  } finally {
    progress.stop();
  }
}

/** The log's report with the map's; `map` is null where the ledger's key is not at hand. */
type FullReport = AuditReport & { readonly map: Omit<MapAuditReport, 'faults'> | null };

async function auditMapOn(
  database: Database,
  { dataDir }: Config,
): Promise<MapAuditReport | undefined> {
  const seed = await readMapSeed(dataDir);
  if (seed !== undefined) return auditMap(database.pool, seed);
  const key = await readKeyIfThere(dataDir, LEDGER_KEY_FILE);
  return key === undefined ? undefined : auditMap(database.pool, mapSeedOf(key));
}

function withMap(report: AuditReport, map: MapAuditReport | undefined): FullReport {
  if (map === undefined) return { ...report, map: null };
  const { faults, ...counts } = map;
  return {
    ...report,
    isSound: report.isSound && faults.length === 0,
    faults: [...report.faults, ...faults],
    faultCount: report.faultCount + faults.length,
    map: counts,
  };
}

function emptyRegistry(): AuditedRegistry {
  const state = new RegistryState();
  return {
    directory: directoryAt(state),
    fold: ({ index, recordedAt, statement }) => {
      const payload = registration.safeParse(parseCanonical(parseEnvelope(statement).payload));
      if (payload.success) state.fold({ index, recordedAt, registration: payload.data });
    },
  };
}

class AuditProgress {
  private bar: Progress | undefined;
  private stage: AuditStage | undefined;

  readonly show = (stage: AuditStage, done: number, of: number): void => {
    if (stage !== this.stage) {
      this.stop();
      this.bar = startProgress(stage, of);
      this.stage = stage;
    }
    this.bar?.update(done);
  };

  stop(): void {
    this.bar?.stop();
    this.bar = undefined;
  }
}

function printReport(report: FullReport): void {
  for (const { where, what } of report.faults) printFault({ where, what });
  if (report.faultCount > report.faults.length) {
    printLine(red(`… and ${report.faultCount - report.faults.length} more`));
  }
  const { entries, signatures, checkpoints, tiles, origin, root } = report;
  printLine(
    `${entries} entries, ${signatures} signatures, ${tiles} tiles, ${checkpoints} checkpoints of ${origin ?? 'an empty log'}`,
  );
  printLine(`root ${root}`);
  printLine(
    report.map === null
      ? 'map not derived: the key of the ledger is not in the data folder'
      : `map: ${report.map.subjects} subjects, ${report.map.roots} roots`,
  );
  printLine(
    report.isSound
      ? green('sound: everything derives from the entries')
      : red(`NOT sound: ${report.faultCount} faults`),
  );
}

function printFault({ where, what }: AuditFault): void {
  printLine(`${red('fault')} ${where}: ${what}`);
}
