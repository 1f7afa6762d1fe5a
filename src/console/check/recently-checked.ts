export interface CheckedConsignment {
  readonly ucr: string;
  /** ISO 8601. */
  readonly at: string;
}

const PLACE = 'custody-recently-checked';
const MOST = 5;

/** What was checked on this device, the newest first; it stays on this device. */
export function recentlyChecked(storage: Storage): readonly CheckedConsignment[] {
  try {
    const found: CheckedConsignment[] = JSON.parse(storage.getItem(PLACE) ?? '[]');
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
}

export function remember(ucr: string, storage: Storage, now: Date): void {
  const others = recentlyChecked(storage).filter((checked) => checked.ucr !== ucr);
  const checked = [{ ucr, at: now.toISOString() }, ...others].slice(0, MOST);
  storage.setItem(PLACE, JSON.stringify(checked));
}

export function forgetChecked(storage: Storage): void {
  storage.removeItem(PLACE);
}
