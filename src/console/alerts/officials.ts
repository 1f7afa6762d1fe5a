import { useQuery } from '@tanstack/react-query';
import type { PartyAnswer } from '../../client/answers.js';
import type { LedgerClient } from '../../client/ledger-client.js';
import { stateOfKey } from '../parties/key-states.js';

const PAGE = 100;
const WORK_ALERTS = ['customs', 'inspector'];

/** Who may work an alert: customs and inspectors with a key to sign with, those of its countries first. */
export function useOfficials(client: LedgerClient, countries: readonly string[]) {
  const officials = useQuery({ queryKey: ['officials'], queryFn: () => officialsOf(client) });
  const isNear = ({ country }: PartyAnswer): boolean => countries.includes(country);
  const known = officials.data ?? [];
  return [...known.filter(isNear), ...known.filter((party) => !isNear(party))];
}

async function officialsOf(client: LedgerClient): Promise<readonly PartyAnswer[]> {
  const found: PartyAnswer[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    // Each page tells where the next begins.
    const page = await client.parties({ limit: PAGE, ...(cursor !== undefined && { cursor }) });
    found.push(...page.items.filter(mayWork));
    cursor = page.next;
  }
  return found.toSorted((a, b) => a.name.localeCompare(b.name));
}

function mayWork({ roles, keys }: PartyAnswer): boolean {
  return (
    roles.some((role) => WORK_ALERTS.includes(role)) &&
    keys.some((key) => stateOfKey(key) === 'valid')
  );
}
