import { z } from 'zod';
import { hashesOf, type Act } from '../replay/act.js';
import { itemIdsOf } from '../replay/mentions.js';
import { defineRule, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { actText, counted, timeText } from './wording.js';

const parameters = z.object({});
type Parameters = z.infer<typeof parameters>;

export const keyCompromiseRetro = defineRule<Parameters>({
  id: 'X2',
  code: 'KEY_COMPROMISE_RETRO',
  title: 'Records were signed by a key that was in other hands',
  explanation:
    'A key was revoked with the time since when others may have had it. Whatever it signed and the ledger recorded from then on may not be its party’s word; each consignment it touched is named, and goods without one by their item. The time of recording counts, for whoever has a key can claim any other.',
  authority: 'Integrity of the ledger itself; eIDAS and RFC 5280 treat revocation dates alike',
  group: 'system',
  decided: ['append'],
  severity: 'HIGH',
  commodities: ['*'],
  subject: 'consignment, or item where there is none',
  anchor: 'thumbprint of the key',
  parameters,
  reasons: {},
  autoClear: false,
  innocent: ['The party signed these records itself before it noticed the loss.'],
  closedBy:
    'An inspector, once the party has confirmed each record by another key or by its own papers.',
  owner: 'consignment',
  evaluate,
});

interface Touched {
  readonly subject: string;
  readonly keyid: string;
  readonly since: number;
  readonly acts: Act[];
}

function evaluate({ lineage, focus, facts }: RuleContext<Parameters>): RuleAnswer {
  const touched = new Map<string, Touched>();
  if (facts.compromised === undefined || facts.compromised.size === 0) return NOTHING;
  for (const act of lineage.acts) {
    if (!focus.acts.has(act.hash)) continue;
    for (const keyid of act.signedBy ?? []) {
      const since = facts.compromised.get(keyid);
      if (since === undefined || act.recordedAt < since) continue;
      for (const subject of subjectsOf(act, focus)) {
        const key = JSON.stringify([subject, keyid]);
        const known = touched.get(key) ?? { subject, keyid, since, acts: [] };
        touched.set(key, known);
        known.acts.push(act);
      }
    }
  }
  return { findings: [...touched.values()].map(found), deadlines: [] };
}

const NOTHING: RuleAnswer = { findings: [], deadlines: [] };

function subjectsOf(act: Act, focus: RuleContext<Parameters>['focus']): string[] {
  if (act.consignment !== undefined) {
    return focus.consignments.has(act.consignment) ? [act.consignment] : [];
  }
  return itemIdsOf(act).filter((id) => focus.items.has(id));
}

function found({ subject, keyid, since, acts }: Touched): Found {
  const [first] = acts.toSorted((a, b) => a.index - b.index);
  const name = first === undefined ? 'a record' : `${first.event.actor} in ${actText(first)}`;
  return {
    subject,
    anchor: keyid,
    severity: 'HIGH',
    ...(first?.consignment !== undefined && { ucr: first.consignment }),
    items: [...new Set(acts.flatMap(itemIdsOf))],
    sentence: `The key ${keyid.slice(0, 12)}… was reported as compromised since ${timeText(since)}. After that it signed ${counted(acts.length, 'record')} here, the first by ${name}.`,
    evidence: hashesOf(...acts),
  };
}
