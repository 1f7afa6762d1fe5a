import { createHash } from 'node:crypto';
import type { PartyAnswer } from '../../client/answers.js';
import { defaultRuleSet } from '../../custody/rules/default-rule-set.js';
import { partySanctioned } from '../../custody/rules/party-sanctioned.js';
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
 * Compares the registered parties with a sanctions list and registers who matches. The id of each registration holds
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
  const facts = matches.map((member) => ({
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
      matches,
      ...result,
    });
  printLine(`${list} of ${version}, SHA-256 ${sha256}`);
  printLine(
    `${entries.length} entries, ${parties.length} parties, ${matches.length} matches (names from ${nameScore})`,
  );
  if (unknownCountries.length > 0)
    printLine(`not compared, because not understood as countries: ${unknownCountries.join('; ')}`);
  for (const { party, entry, match, score = '' } of matches)
    printLine(`  ${match}  ${party}  entry ${entry}  ${score}`.trimEnd());
  printRegistered(result, options);
}

/** From which similarity on PARTY_SANCTIONED takes a name for another. */
function nameScoreOf(ruleSet: RuleSet): number {
  return partySanctioned.read(new Parameters(ruleSet).of(partySanctioned)).nameScore;
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
