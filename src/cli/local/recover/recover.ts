import { appendAgain } from './append-again.js';
import { declare } from './declare.js';
import { keyOfEmptyLog, loggedKeys, requireOwn } from './own-keys.js';
import { gather } from './gather.js';
import { printRecovery, type RecoveryReport } from './recovery-report.js';
import { isServed, readFoundLog } from '../../../ledger/recovery/found-log.js';
import { putCosignaturesBack } from '../../../ledger/recovery/cosignatures-back.js';
import { readPolicy } from '../../../ledger/witnessing/read-policy.js';
import { putBack } from '../../../ledger/recovery/put-back.js';
import { firstKeys } from '../../../ledger/recovery/claimed-rotations.js';
import { readGivenUp } from '../../../ledger/recovery/read-given-up.js';
import { planUnderKeys } from '../../../ledger/recovery/plan-under-keys.js';
import { type JudgedFinds, RecoveryFinds } from '../../../ledger/recovery/recovery-finds.js';
import type { FittingEntry, FoundLog } from '../../../ledger/recovery/known-entries.js';
import { type RecoveryPlan, RecoveryRefused } from '../../../ledger/recovery/recovery-plan.js';
import { readSignedHeads, SignerState } from '../../../ledger/signing/signer-state.js';
import { type Config, loadConfig } from '../../../platform/config/config.js';
import { DatabaseServer } from '../../../platform/database/database-server.js';
import { Database } from '../../../platform/database/database.js';
import { createLogger } from '../../../platform/logging/pino-logger.js';
import { statementHash, toHex } from '../../../protocol/index.js';
import { CommandError, EXIT } from '../../exit-codes.js';
import type { RecoverOptions } from '../../local-commands.js';
import { printJson, startProgress } from '../../terminal.js';

/** Puts entries back that a database lost, from whatever copies of them there are. */
export async function recover(options: RecoverOptions): Promise<void> {
  const config = loadConfig({ LOG_LEVEL: 'error', ...process.env });
  const report = await recoverWith(config, options);
  if (options.json) printJson(report);
  else printRecovery(report);
  const isDone = report.isWhole || report.declaredAt !== undefined;
  process.exitCode = isDone ? EXIT.ok : EXIT.negative;
}

/** @throws CommandError while a service runs on the database, or when what was signed excludes it */
export async function recoverWith(
  config: Config,
  options: RecoverOptions,
): Promise<RecoveryReport> {
  const { report, leftOver } = await recoverDatabase(config, options);
  if (report.declaredAt === undefined) return report;
  return { ...report, appendedAgain: await appendAgain(config, leftOver) };
}

interface Recovered {
  readonly report: RecoveryReport;
  /** Statements at hand that could not be put back at their old places. */
  readonly leftOver: readonly Uint8Array[];
}

async function recoverDatabase(config: Config, options: RecoverOptions): Promise<Recovered> {
  const server = await DatabaseServer.startUnchanged(config, createLogger(config));
  try {
    const database = await Database.open(server, config, createLogger(config));
    try {
      return await recoverOn(database, config, options);
    } finally {
      await database.close();
    }
  } catch (error) {
    if (!(error instanceof RecoveryRefused)) throw error;
    throw new CommandError(error.message, EXIT.negative, { cause: error });
  } finally {
    await server.stop();
  }
}

async function recoverOn(
  database: Database,
  config: Config,
  options: RecoverOptions,
): Promise<Recovered> {
  if (await isServed(database))
    throw new CommandError(
      'a service runs on this database: stop every process of it, then run this again',
      EXIT.unavailable,
    );
  const found = await readFoundLog(database);
  const logged = await loggedKeys(database);
  const known = logged ?? (await keyOfEmptyLog(config, options.vkey));
  const finds = new RecoveryFinds();
  await gather(options, { from: found.size, finds, config, keys: known });
  const recovery = {
    found,
    keys: logged ?? firstKeys(known[0]!.key, finds.rotations),
    signed: await readSignedHeads(config.dataDir),
    finds,
    givenUp: await readGivenUp(database, found, known),
  };
  const { keys, judged, givenUp, plan } = planUnderKeys(recovery);
  requireOwn(options.vkey, keys);
  const { witnesses } = readPolicy(config.ledger.witnessPolicy, keys).policy;
  const witnessKeys = witnesses.map(({ key }) => key);
  const isDryRun = options.dryRun === true;
  let cosignatures = 0;
  if (!isDryRun) {
    await rememberTarget(config, plan);
    await write(database, { found, finds, judged, plan });
    cosignatures = await putCosignaturesBack(database, finds.notes, witnessKeys);
  }
  const size = found.size + plan.fitting.length;
  const origin = keys[0]!.key.name;
  const report = {
    origin,
    found: found.size,
    signed: plan.target.size,
    putBack: plan.fitting.length,
    cosignatures,
    size,
    isWhole: plan.missing.length === 0,
    missing: plan.missing,
    unproven: plan.unproven,
    rejected: judged.rejected,
    givenUp,
    isDryRun,
  };
  const reason = options.declare;
  if (report.isWhole || isDryRun || reason === undefined) return { report, leftOver: [] };
  const left = await readFoundLog(database);
  const declaredAt = await declare(
    database,
    config,
    { origin, left, abandoned: plan.target, reason },
    options,
  );
  return { report: { ...report, declaredAt }, leftOver: leftOverOf(finds, plan) };
}

/** First those whose old order is known. */
function leftOverOf(finds: RecoveryFinds, { fitting, stranded }: RecoveryPlan): Uint8Array[] {
  const isBack = new Set(fitting.map(hashOf));
  const inOrder = stranded.flatMap((one) => finds.statement(hashOf(one)) ?? []);
  const isOrdered = new Set(inOrder);
  const others = finds.stored.filter(
    (stored) => !isOrdered.has(stored) && !isBack.has(toHex(statementHash(stored))),
  );
  return [...inOrder, ...others];
}

function hashOf({ entry }: FittingEntry): string {
  return toHex(entry.statementHash);
}

/** A source may know of a larger head than this data folder: one that was signed must never be signed past. */
async function rememberTarget({ dataDir }: Config, { target }: RecoveryPlan): Promise<void> {
  const state = await SignerState.open(dataDir);
  try {
    if (target.size > (state.head?.size ?? 0)) await state.write(target);
  } finally {
    await state.close();
  }
}

async function write({ pool }: Database, { found, finds, judged, plan }: Writing): Promise<void> {
  const { fitting } = plan;
  if (fitting.length === 0) return;
  const progress = startProgress('putting back', fitting.length);
  try {
    await putBack({
      pool,
      found,
      fitting,
      statement: (hash) => finds.statement(hash),
      heads: judged.pieces.map(({ head }) => head),
      onProgress: (done) => progress.update(done),
    });
  } finally {
    progress.stop();
  }
}

interface Writing {
  readonly found: FoundLog;
  readonly finds: RecoveryFinds;
  readonly judged: JudgedFinds;
  readonly plan: RecoveryPlan;
}
