import { createHash } from 'node:crypto';
import type { PartyAnswer } from '../../client/answers.js';
import { defaultRuleSet } from '../../custody/rules/default-rule-set.js';
import { partySanctioned } from '../../custody/rules/party-sanctioned.js';
import type { ScreeningFact } from '../../custody/vocabulary/registration.js';
import { Parameters, type RuleSet } from '../../custody/rules/rule-set.js';
import type { LedgerClient } from '../../client/ledger-client.js';
import { CommandError, EXIT } from '../exit-codes.js';
import { readBytes } from '../json-file.js';
import { readRuleSet } from '../rule-set-file.js';
import { readerOf, type ReaderOptions } from '../server.js';
import { printJson, printLine } from '../terminal.js';
import { textOfList } from './list-text.js';
import { digestOf, listIn, printRegistered, registerAll } from './register-all.js';
import { readScreeningList } from './screening-list.js';
import { succession } from './list-succession.js';
import { screenParties } from './screen-parties.js';

export interface ImportScreeningOptions extends ReaderOptions {
  registrar: string;
  list: string;
  listVersion?: string;
  rules?: string;
  dryRun?: boolean;
  json?: boolean;
}

/**
 * Compares the registered parties with a sanctions list and registers who matches, and who matched an earlier version of
 * it by an entry that is gone. The id of each registration holds
 * the list's date and the beginning of the file's SHA-256, so that the log tells which file said so.
 */
export async function importScreening(
  file: string,
  options: ImportScreeningOptions,
): Promise<void> {
  const { list, listVersion } = options;
  if (listVersion !== undefined && !/^\d{4}-\d{2}-\d{2}$/u.test(listVersion))
    throw new CommandError('--list-version must be a date such as 2026-11-20', EXIT.usage);
  const nameScore = nameScoreOf(
    options.rules === undefined ? defaultRuleSet : readRuleSet(options.rules),
  );
  const bytes = readBytes(file);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { version, entries, unknownCountries } = listIn(file, () =>
    readScreeningList(textOfList(bytes), listVersion),
  );
  const parties = await allParties(readerOf(options));
  const matches = screenParties(parties, entries, list, nameScore);
  const { listed, delisted, unlike } = listIn(file, () =>
    succession(registeredOf(list, parties), matches, { list, version, sha256, entries }),
  );
  const facts = [...listed, ...delisted].map((member) => ({
    kind: 'screening' as const,
    id: `screening-${version}-${sha256.slice(0, 16)}-${digestOf(member)}`,
    member,
  }));
  const result = await registerAll(facts, options);
  if (options.json)
    return printJson({
      list,
      version,
      sha256,
      nameScore,
      entries: entries.length,
      unknownCountries,
      parties: parties.length,
      matches: listed,
      delisted,
      unlike,
      ...result,
    });
  printLine(`${list} of ${version}, SHA-256 ${sha256}`);
  printLine(
    `${entries.length} entries, ${parties.length} parties, ${matches.length} matches (names from ${nameScore})`,
  );
  if (unknownCountries.length > 0)
    printLine(`not compared, because not understood as countries: ${unknownCountries.join('; ')}`);
  for (const { party, entry, match, score = '' } of listed)
    printLine(`  ${match}  ${party}  entry ${entry}  ${score}`.trimEnd());
  for (const { party, entry, delistedOn = '' } of delisted)
    printLine(`  no longer on the list  ${party}  entry ${entry}  until ${delistedOn}`);
  for (const { party, entry } of unlike)
    printLine(`  no longer alike, stays registered  ${party}  entry ${entry}`);
  if (parties.some(({ screening }) => screening === undefined))
    printLine(
      'who is no longer on the list was not looked for: that needs the key of an authority',
    );
  printRegistered(result, options);
}

/** From which similarity on PARTY_SANCTIONED takes a name for another. */
function nameScoreOf(ruleSet: RuleSet): number {
  return partySanctioned.read(new Parameters(ruleSet).of(partySanctioned)).nameScore;
}

/** What the ledger has of the list; nothing where the reader may not see it. */
function registeredOf(list: string, parties: readonly PartyAnswer[]): ScreeningFact[] {
  return parties.flatMap(({ id, screening = [] }) =>
    screening.filter((fact) => fact.list === list).map((fact) => ({ ...fact, party: id })),
  );
}

async function allParties(client: LedgerClient): Promise<PartyAnswer[]> {
  const parties: PartyAnswer[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.parties(cursor === undefined ? {} : { cursor });
    parties.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return parties;
}
