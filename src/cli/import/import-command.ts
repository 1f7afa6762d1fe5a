import type { Command } from 'commander';
import { repeated } from '../repeated.js';
import { withReader, withServer } from '../server.js';
import { importPlaces, type ImportPlacesOptions } from './import-places.js';
import { importScreening, type ImportScreeningOptions } from './import-screening.js';

export function addImport(program: Command): void {
  const command = program
    .command('import')
    .description('register what public lists say, each row as a signed statement');
  withServer(command.command('places'))
    .description('the UN/LOCODE code list (CSV)')
    .argument('<file>', "a part as UNECE publishes it, or the prepared list with 'CoordQuality'")
    .option('--registrar <file>', "the registrar's secret key", 'data/keys/registrar.jwk.json')
    .option('--country <code>', 'ISO 3166-1 alpha-2, repeatable; all when left out', repeated, [])
    .option('--function <classifiers>', 'any of these, such as 14B: ports, airports, borders')
    .option('--dry-run', 'only tell what would be registered')
    .option('--json', 'print one JSON object')
    .action(async (file: string, options: ImportPlacesOptions) => importPlaces(file, options));
  withReader(command.command('screening'))
    .description('registers which parties a sanctions list names')
    .argument(
      '<file>',
      "the UN's consolidated list (XML), OFAC's SDN.CSV, or a plain list (docs/how-to/import-lists.md)",
    )
    .requiredOption('--list <name>', 'how the list is called, the same each time')
    .option('--list-version <date>', "the date of the list, YYYY-MM-DD; the UN's says it itself")
    .option('--rules <file>', 'the rule set in force, as registered; its PARTY_SANCTIONED decides')
    .option('--registrar <file>', "the registrar's secret key", 'data/keys/registrar.jwk.json')
    .option('--dry-run', 'only tell who matches')
    .option('--json', 'print one JSON object')
    .action(async (file: string, options: ImportScreeningOptions) =>
      importScreening(file, options),
    );
}
