import { hashesOf } from '../replay/act.js';
import { goodsOf } from '../rules/consigned-goods.js';
import { endUserMismatch, restsWithStrangers } from '../rules/end-user-mismatch.js';
import { DAY } from '../rules/time-limits.js';
import { timeText } from '../rules/wording.js';
import { countryName } from '../vocabulary/countries.js';
import type { Note, NotedCase } from './note.js';

/** Goods other than arms that stand for long with neither consignee nor end user. Of arms END_USER_MISMATCH speaks. */
export function restsElsewhere({
  lineage,
  consignment,
  facts,
  parameters,
  now,
}: NotedCase): Note[] {
  const destination = consignment.plan?.countries.at(-1);
  if (destination === undefined || goodsOf(consignment).areArms) return [];
  const circumstances = { commodity: consignment.commodity, country: destination };
  const { restDays } = endUserMismatch.read(parameters.of(endUserMismatch, circumstances));
  return [...consignment.items].toSorted().flatMap((id) => {
    const history = lineage.items.get(id);
    if (history === undefined) return [];
    const rest = restsWithStrangers(history, consignment, facts).at(-1);
    if (rest === undefined || rest.until !== undefined) return [];
    if (now <= rest.since.at + restDays * DAY) return [];
    const { holder, since } = rest;
    return [
      {
        rule: endUserMismatch.code,
        sentence: `${id} has been with ${holder} in ${countryName(destination)} since ${timeText(since.at)}, longer than ${restDays} days; no record that it reached ${consignment.endUser ?? 'its end user'}.`,
        evidence: hashesOf(since),
      },
    ];
  });
}
