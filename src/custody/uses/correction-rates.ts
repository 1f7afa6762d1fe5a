import type { RecordedEvent } from '../lineage.js';

/**
 * Days before a correction in which its signer's records are counted: by the server's time, the correction included.
 * A rule set chooses one of them.
 */
export const CORRECTION_WINDOWS = [7, 30, 90] as const;
export const MS_A_DAY = 86_400_000;

/** How many of a party's records of the last days were corrections, when it recorded one more. */
export interface CorrectionRate {
  /** One of {@link CORRECTION_WINDOWS}. */
  readonly days: number;
  /** Statement hash of the correction. */
  readonly hash: string;
  readonly actor: string;
  /** Epoch milliseconds. */
  readonly recordedAt: number;
  readonly corrections: number;
  /** All events, corrections included. Where they are very many, at least so many. */
  readonly records: number;
}

/**
 * The rates at the corrections of a lineage, one for each window.
 *
 * @param signedBy everything a party signed as actor
 */
export function correctionRates(
  lineage: readonly RecordedEvent[],
  signedBy: (actor: string) => readonly RecordedEvent[],
): CorrectionRate[] {
  return lineage.filter(isCorrection).flatMap(({ hash, recordedAt, event: { actor } }) => {
    const own = signedBy(actor).filter((other) => other.recordedAt <= recordedAt);
    return CORRECTION_WINDOWS.map((days) => {
      const recent = own.filter((other) => other.recordedAt > recordedAt - days * MS_A_DAY);
      const corrections = recent.filter(isCorrection).length;
      return { days, hash, actor, recordedAt, corrections, records: recent.length };
    });
  });
}

function isCorrection({ event }: RecordedEvent): boolean {
  return event.type === 'CORRECT';
}
