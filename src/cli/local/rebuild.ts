import { AlertsRebuild } from '../../alerts/alerts-rebuild.js';
import { ProvenanceRebuild } from '../../provenance/provenance-rebuild.js';
import { MapFollower } from '../../provenance/map/map-follower.js';
import { Database } from '../../platform/database/database.js';
import { CommandError, EXIT } from '../exit-codes.js';
import { printJson, printLine, startProgress, type Progress } from '../terminal.js';
import { openQuietly } from './open-quietly.js';

/** The number spells `RBLD`. */
const REBUILD_LOCK = 0x52424c44;

/** Makes projections, alerts and the completeness map again from the log; appends nothing. One at a time. */
export async function rebuild(options: { json?: boolean }): Promise<void> {
  const started = Date.now();
  const context = await openQuietly();
  const release = await context.get(Database).tryLock(REBUILD_LOCK);
  try {
    if (release === undefined)
      throw new CommandError('another rebuild of this ledger is at work', EXIT.unavailable);
    const provenance = progressOf('projections');
    await context.get(ProvenanceRebuild).rebuild(provenance.report);
    provenance.stop();
    const alerts = progressOf('alerts');
    await context.get(AlertsRebuild).rebuild(alerts.report);
    alerts.stop();
    const map = progressOf('map');
    await context.get(MapFollower).rebuild(map.report);
    map.stop();
    const seconds = (Date.now() - started) / 1000;
    if (options.json) printJson({ rebuilt: ['projections', 'alerts', 'map'], seconds });
    else
      printLine(
        `projections, alerts and the completeness map made again from the log in ${seconds.toFixed(1)} s`,
      );
  } finally {
    await release?.();
    await context.close();
  }
}

function progressOf(label: string): {
  report: (done: number, total: number) => void;
  stop: () => void;
} {
  let progress: Progress | undefined;
  return {
    report: (done, total) => {
      progress ??= startProgress(label, total);
      progress.update(done);
    },
    stop: () => progress?.stop(),
  };
}
