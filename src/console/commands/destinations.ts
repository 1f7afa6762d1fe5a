import { isAuthorityRole, isCommercialRole, type Role } from '../../custody/vocabulary/roles.js';
import type { MessageKey, Say } from '../../messages/messages.js';
import { RULE_CODES, titleOfRule } from '../../messages/rules/rule-titles.js';

/** Who asks: his roles, when he is logged in. */
export interface Reader {
  readonly isKnown: boolean;
  readonly roles: readonly Role[];
}

export interface Destination {
  readonly href: string;
  readonly label: string;
}

type Readers = 'everybody' | 'party' | 'official' | 'signer';

/** Pages by name, and who has a use for them. */
const PAGES: readonly (readonly [href: string, name: MessageKey, readers: Readers])[] = [
  ['/', 'nav.check', 'everybody'],
  ['/alerts', 'nav.alerts', 'official'],
  ['/post', 'nav.post', 'signer'],
  ['/parties', 'nav.parties', 'party'],
  ['/log', 'nav.log', 'everybody'],
  ['/rules', 'nav.rules', 'everybody'],
  ['/health', 'foot.health', 'everybody'],
  ['/developers', 'foot.developers', 'everybody'],
  ['/webhooks', 'webhooks.title', 'official'],
  ['/login', 'nav.login', 'everybody'],
];
const READS_ALERTS: readonly Role[] = ['customs', 'inspector', 'auditor'];
const MOST = 12;

/** Where what was typed may lead: pages and rules by their names, then the consignment or party of that number. */
export function destinationsFor(text: string, say: Say, reader: Reader): Destination[] {
  const wanted = text.trim();
  const { isKnown, roles } = reader;
  const holds: Readonly<Record<Readers, boolean>> = {
    everybody: true,
    party: isKnown,
    official: roles.some((role) => READS_ALERTS.includes(role)),
    signer: roles.some((role) => isCommercialRole(role) || isAuthorityRole(role)),
  };
  const fits = (label: string): boolean => folded(label).includes(folded(wanted));
  const pages = PAGES.filter(([, , readers]) => holds[readers])
    .map(([href, name]) => ({ href, label: say(name) }))
    .filter(({ label }) => fits(label));
  if (wanted === '') return pages;
  const rules = RULE_CODES.map((code) => ({ code, title: titleOfRule(code, say) ?? code }))
    .filter(({ code, title }) => fits(title) || fits(code))
    .map(({ code, title }) => ({ href: `/rules#${code}`, label: say('commands.rule', { title }) }));
  const id = encodeURIComponent(wanted);
  const numbers = [
    { href: `/c/${id}`, label: say('commands.consignment', { text: wanted }) },
    ...(holds.official
      ? [{ href: `/alerts?consignment=${id}`, label: say('commands.alertsOn', { text: wanted }) }]
      : []),
    ...(holds.party
      ? [{ href: `/parties/${id}`, label: say('commands.party', { text: wanted }) }]
      : []),
  ];
  return [...[...pages, ...rules].slice(0, MOST - numbers.length), ...numbers];
}

/** Without accents and case: nobody types those into a search. */
function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
