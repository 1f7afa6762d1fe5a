/** A place of the UN/LOCODE kind, as a `place` registration would give it. */
export interface BuiltInPlace {
  readonly locode: string;
  readonly name: string;
  /** UN/LOCODE function classifiers, e.g. `1` port, `3` road, `4` airport, `B` border crossing. */
  readonly function: string;
  /** Degrees, WGS 84. */
  readonly lat: number;
  readonly lon: number;
}

type Row = readonly [locode: string, name: string, functions: string, lat: number, lon: number];

/**
 * Places that a fresh ledger knows before anybody registers one. Kept short and checked by hand: public code lists
 * have missing, swapped and wrong-sign coordinates, and a travel rule must not fire on those. A `place` registration
 * adds to this table or corrects it.
 */
const ROWS: readonly Row[] = [
  // Great Lakes: mines, towns and the border posts between them
  ['CDGOM', 'Goma', '--34----', -1.679, 29.228],
  ['CDBKY', 'Bukavu', '--34----', -2.5083, 28.8608],
  ['CDUVI', 'Uvira', '1-3-5---', -3.3953, 29.1378],
  ['CDKWZ', 'Kolwezi', '-234----', -10.7148, 25.4667],
  ['CDFBM', 'Lubumbashi', '-2345---', -11.6609, 27.4794],
  ['CDKAS', 'Kasumbalesa', '--3-5--B', -12.1833, 27.7833],
  ['CDFIH', 'Kinshasa', '1--45---', -4.3276, 15.3136],
  ['CDMAT', 'Matadi', '1--4----', -5.8238, 13.451],
  ['CDBOA', 'Boma', '1--4----', -5.8505, 13.0542],
  ['RWKGL', 'Kigali', '--345---', -1.9579, 30.1127],
  ['RWGYI', 'Gisenyi', '--34---B', -1.699, 29.256],
  ['RWCYU', 'Cyangugu', '--3----B', -2.4833, 28.8833],
  ['RWGTA', 'Gatuna', '--3----B', -1.4333, 30.0167],
  ['RWRUO', 'Rusumo', '--3----B', -2.2667, 30.7],
  ['BIBJM', 'Bujumbura', '1-345---', -3.3822, 29.3644],
  ['UGKLA', 'Kampala', '--345---', 0.3476, 32.5825],
  ['UGEBB', 'Entebbe', '---4----', 0.0424, 32.4435],
  ['KEMAL', 'Malaba', '-23----B', 0.6167, 34.2667],
  ['KEBUS', 'Busia', '--3----B', 0.4667, 34.1],
  // East and southern Africa: corridors and ports
  ['KENBO', 'Nairobi', '-2345---', -1.2921, 36.8219],
  ['KEMBA', 'Mombasa', '1--45---', -4.0435, 39.6682],
  ['KENMA', 'Namanga', '--3-5--B', -2.5333, 36.7833],
  ['TZDAR', 'Dar es Salaam', '12345---', -6.8, 39.2833],
  ['TZTGT', 'Tanga', '1--4----', -5.0889, 39.1023],
  ['TZISK', 'Isaka', '-23-----', -3.8667, 32.9333],
  ['TZKBG', 'Kabanga', '--3----B', -2.6333, 30.4667],
  ['TZTDM', 'Tunduma', '--3----B', -9.3, 32.7667],
  ['ZMNKD', 'Nakonde', '--3----B', -9.3333, 32.7667],
  ['ZMLUN', 'Lusaka', '--345---', -15.3875, 28.3228],
  ['ZMCHU', 'Chirundu', '--3----B', -16.05, 28.8333],
  ['ZMKZG', 'Kazungula', '--3----B', -17.7833, 25.2667],
  ['ZWHRE', 'Harare', '---45---', -17.8252, 31.0335],
  ['ZWBBG', 'Beitbridge', '--3----B', -22.2167, 30],
  ['MZBEW', 'Beira', '1--45---', -19.7964, 34.8845],
  ['MZMPM', 'Maputo', '1--45---', -25.892, 32.6051],
  ['ZAJNB', 'Johannesburg', '-2345---', -26.2, 28.0833],
  ['ZADUR', 'Durban', '12345---', -29.85, 31.0167],
  ['ZACPT', 'Cape Town', '12345---', -33.9167, 18.4167],
  ['BWGBE', 'Gaborone', '--3456--', -24.6667, 25.9167],
  ['BWJWA', 'Jwaneng', '---4----', -24.6017, 24.7281],
  ['NAWVB', 'Walvis Bay', '1-------', -22.939, 14.5247],
  ['AOLAD', 'Luanda', '1--45---', -8.84, 13.2894],
  ['DJJIB', 'Djibouti', '1--45---', 11.5721, 43.1456],
  ['SDPZU', 'Port Sudan', '1--45---', 19.5903, 37.1902],
  // West and central Africa
  ['CGPNR', 'Pointe-Noire', '1--45---', -4.8, 11.85],
  ['CGOUE', 'Ouesso', '1--4----', 1.6136, 16.0517],
  ['CMDLA', 'Douala', '1--45---', 4.0511, 9.7679],
  ['NGLOS', 'Lagos', '1--45---', 6.5244, 3.3792],
  ['BJCOO', 'Cotonou', '1--45---', 6.3703, 2.3912],
  ['GHACC', 'Accra', '---45---', 5.6052, -0.1668],
  ['GHTEM', 'Tema', '1-------', 5.6409, 0.0186],
  ['CIABJ', 'Abidjan', '1--45---', 5.3333, -4.0167],
  ['MLBKO', 'Bamako', '---45---', 12.6392, -8.0029],
  ['SNDKR', 'Dakar', '1--45---', 14.6928, -17.4467],
  // Mediterranean and the Gulf
  ['MAPTM', 'Tanger Med', '123-----', 35.8833, -5.5],
  ['EGALY', 'Alexandria', '1--45---', 31.1833, 29.9167],
  ['EGPSD', 'Port Said', '1--4----', 31.2653, 32.3019],
  ['TRIST', 'Istanbul', '12345---', 41.0167, 28.9667],
  ['AEDXB', 'Dubai', '1-345---', 25.25, 55.2667],
  ['AEJEA', 'Jebel Ali', '1-------', 24.9857, 55.0273],
  // Europe
  ['BEANR', 'Antwerpen', '12345---', 51.2167, 4.4167],
  ['NLRTM', 'Rotterdam', '12345---', 51.9167, 4.5],
  ['DEHAM', 'Hamburg', '12345---', 53.5167, 9.9333],
  ['DEFRA', 'Frankfurt am Main', '12345---', 50.1167, 8.6833],
  ['DEGOS', 'Goslar', '-23-----', 51.9, 10.4333],
  ['FRLEH', 'Le Havre', '12345---', 49.5, 0.1],
  ['GBLON', 'London', '1---5---', 51.5074, -0.1278],
  ['GBFXT', 'Felixstowe', '1-------', 51.9617, 1.3513],
  ['ESALG', 'Algeciras', '1-------', 36.1408, -5.4562],
  ['ITGOA', 'Genova', '12345---', 44.4167, 8.95],
  ['CHZRH', 'Zurich', '---45---', 47.4647, 8.5492],
  ['CZUBR', 'Uhersky Brod', '-23-----', 49.0333, 17.65],
  ['CZPRG', 'Praha', '-2345---', 50.0755, 14.4378],
  ['PLGDN', 'Gdansk', '1--4----', 54.352, 18.6466],
  ['RSBEG', 'Belgrade', '-2345---', 44.8167, 20.4667],
  // Asia
  ['INSTV', 'Surat', '1234-6--', 21.1667, 72.8333],
  ['INBOM', 'Mumbai', '123456--', 18.9667, 72.8167],
  ['SGSIN', 'Singapore', '1--45---', 1.28, 103.851],
  ['MYPKG', 'Port Klang', '123-5---', 3, 101.4],
  ['CNSHA', 'Shanghai', '1--4----', 31.2304, 121.4737],
  ['HKHKG', 'Hong Kong', '1--45---', 22.3964, 114.1095],
  // The Americas
  ['USNYC', 'New York', '12345---', 40.7, -74],
  ['USHOU', 'Houston', '1-345---', 29.75, -95.35],
  ['PAMIT', 'Manzanillo', '123-----', 9.36, -79.88],
  ['COCTG', 'Cartagena', '1--4----', 10.391, -75.4794],
  ['ECGYE', 'Guayaquil', '1--45---', -2.1667, -79.9],
  ['PECLL', 'Callao', '1-------', -12.0508, -77.126],
  ['PELIM', 'Lima', '1--45---', -12.0464, -77.0428],
  ['BRSSZ', 'Santos', '123--6--', -23.9333, -46.3167],
  ['BRBEL', 'Belem', '1-34-6--', -1.45, -48.4833],
];

export const BUILT_IN_PLACES: ReadonlyMap<string, BuiltInPlace> = new Map(
  ROWS.map(([locode, name, functions, lat, lon]) => [
    locode,
    { locode, name, function: functions, lat, lon },
  ]),
);
