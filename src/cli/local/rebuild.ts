import { AlertsRebuild } from '../../alerts/alerts-rebuild.js';
import { JudgeAnew, type JudgedAnew } from '../../alerts/judge-anew.js';
import { LogReader } from '../../ledger/log-reader.js';
import { HeadSigner, type RollbackDetected } from '../../ledger/signing/head-signer.js';
import { ProvenanceRebuild } from '../../provenance/provenance-rebuild.js';
import { MapFollower } from '../../provenance/map/map-follower.js';
import { Database } from '../../platform/database/database.js';
import { CommandError, EXIT } from '../exit-codes.js';
import { printJson, printLine, startProgress, type Progress } from '../terminal.js';
import { openQuietly } from './open-quietly.js';
import { readLedger } from './recorded-ledger.js';

/** The number spells `RBLD`. */
const REBUILD_LOCK = 0x52424c44;

/**
 * Makes projections, alerts and the completeness map again from the log, and judges all that is on record once more. One
 * at a time. It appends only what the rules say now and the log does not.
 */
export async function rebuild(options: { judge: boolean; json?: boolean }): Promise<void> {
  const started = Date.now();
  await refuseWithoutLedger();
  const context = await openQuietly();
  const release = await context.get(Database).tryLock(REBUILD_LOCK);
  try {
    refuseRolledBack(context.get(HeadSigner).rollback);
    if (release === undefined)
      throw new CommandError('another rebuild of this ledger is at work', EXIT.unavailable);
    await shown('projections', async (report) => context.get(ProvenanceRebuild).rebuild(report));
    await shown('alerts', async (report) => context.get(AlertsRebuild).rebuild(report));
    await shown('map', async (report) => context.get(MapFollower).rebuild(report));
    const anew = options.judge
      ? await shown('judgements', async (report) => context.get(JudgeAnew).run(report))
      : undefined;
    const seconds = (Date.now() - started) / 1000;
    if (options.json) printJson({ rebuilt: ['projections', 'alerts', 'map'], ...anew, seconds });
    else
      printLine(
        `projections, alerts and the completeness map made again from the log in ${seconds.toFixed(1)} s`,
      );
    if (anew !== undefined) tell(anew, options);
  } finally {
    await release?.();
    await context.close();
  }
}

/** Opening the service would make a ledger where there is none. */
async function refuseWithoutLedger(): Promise<void> {
  const size = await readLedger(async (database) => new LogReader(database).size());
  if (size === 0) throw new CommandError('This database holds no ledger.', EXIT.usage);
}

/** What is made of a log that lost its end would be made for nothing, and nothing could be appended to it. */
function refuseRolledBack(rollback: RollbackDetected | undefined): void {
  if (rollback === undefined) return;
  throw new CommandError(
    `${rollback.message} (rollback-detected): nothing was made again; run "npx custody recover" first`,
    EXIT.negative,
    { cause: rollback },
  );
}

function tell({ judged, parked, appended }: JudgedAnew, { json }: { json?: boolean }): void {
  if (parked > 0)
    throw new CommandError(
      `${parked} of ${judged} could not be judged: see the log`,
      EXIT.negative,
    );
  if (json) return;
  const news = appended === 0 ? 'the log says it all already' : `the log grew by ${appended}`;
  printLine(`${judged} consignments and acts on loose goods judged again: ${news}`);
}

/** Does a part of the work, with a bar for whoever watches. */
async function shown<Result>(
  label: string,
  work: (report: (done: number, total: number) => void) => Promise<Result>,
): Promise<Result> {
  let progress: Progress | undefined;
  try {
    return await work((done, total) => {
      progress ??= startProgress(label, total);
      progress.update(done);
    });
  } finally {
    progress?.stop();
  }
}
