import type { RecordedEvent } from '../lineage.js';

/** Days before a correction in which its signer's records are counted: by the server's time, the correction included. */
export const CORRECTION_WINDOW_DAYS = 30;
export const CORRECTION_WINDOW_MS = CORRECTION_WINDOW_DAYS * 86_400_000;

/** How many of a party's records of the last days were corrections, when it recorded one more. */
export interface CorrectionRate {
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
 * The rates at the corrections of a lineage.
 *
 * @param signedBy everything a party signed as actor
 */
export function correctionRates(
  lineage: readonly RecordedEvent[],
  signedBy: (actor: string) => readonly RecordedEvent[],
): CorrectionRate[] {
  return lineage.filter(isCorrection).map(({ hash, recordedAt, event: { actor } }) => {
    const recent = signedBy(actor).filter(
      (other) =>
        other.recordedAt > recordedAt - CORRECTION_WINDOW_MS && other.recordedAt <= recordedAt,
    );
    const corrections = recent.filter(isCorrection).length;
    return { hash, actor, recordedAt, corrections, records: recent.length };
  });
}

function isCorrection({ event }: RecordedEvent): boolean {
  return event.type === 'CORRECT';
}
