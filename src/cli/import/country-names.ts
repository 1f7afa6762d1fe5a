import { COUNTRIES, countryName } from '../../custody/vocabulary/countries.js';

/** As the lists of the United Nations call countries, where that is not the short name. */
const OTHER_NAMES = `
BA Bosnia and Herzegovina; BN Brunei Darussalam; BO Plurinational State of Bolivia; BO Bolivia (Plurinational State of);
CD Democratic Republic of the Congo; CG Congo; CG Republic of the Congo; CV Cabo Verde; CZ Czech Republic;
FM Micronesia (Federated States of); GB United Kingdom; GB United Kingdom of Great Britain and Northern Ireland;
GM The Gambia; IR Iran (Islamic Republic of); IR Islamic Republic of Iran; KN Saint Kitts and Nevis;
KP Democratic People's Republic of Korea; KR Republic of Korea; LA Lao People's Democratic Republic; LC Saint Lucia;
MD Republic of Moldova; MK The former Yugoslav Republic of Macedonia; NL Netherlands (Kingdom of the);
PS State of Palestine; RU Russian Federation; SY Syrian Arab Republic; SZ Swaziland; TR Turkey;
TW Taiwan, Province of China; TZ United Republic of Tanzania; US United States; US United States of America;
VA Holy See; VC Saint Vincent and the Grenadines; VE Venezuela (Bolivarian Republic of); VN Viet Nam
`;

const codes: ReadonlyMap<string, string> = new Map([
  ...COUNTRIES.map((code): [string, string] => [plain(countryName(code)), code]),
  ...OTHER_NAMES.trim()
    .split(/;\s+/)
    .map((entry): [string, string] => [plain(entry.slice(3)), entry.slice(0, 2)]),
]);

/** ISO 3166-1 alpha-2 of a country by its English name, accents, case and punctuation aside. */
export function countryCode(name: string): string | undefined {
  return codes.get(plain(name));
}

function plain(name: string): string {
  return name
    .replaceAll('&', ' and ')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '')
    .join(' ');
}
