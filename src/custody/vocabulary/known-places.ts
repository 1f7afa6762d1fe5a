import type { PlaceFact } from './registration.js';

/**
 * Ports, airports and inland places of the trades the ledger watches: UN/LOCODE, latitude, longitude, function, name.
 * From uncefact/vocab-locode (commit e845bd9, MIT), only rows whose coordinates lie in the right country. BWJWA, CDGOM,
 * CGOUE, CHZRH, GHACC, PAMIT, PELIM, RWGYI and UGEBB have none or wrong ones there and are approximate. A registered
 * place replaces the row.
 */
const ROWS = `
AEDXB 25.2500 55.2667 1-345--- Dubai
AEJEA 24.9857 55.0273 1------- Jebel Ali
AOLAD -8.8400 13.2894 1--45--- Luanda
BEANR 51.2167 4.4167 12345--- Antwerpen
BFOUA 12.3714 -1.5197 ---45--- Ouagadougou
BRBEL -1.4500 -48.4833 1-34-6-- Belem
BRMAO -3.1333 -60.0167 1-3456-- Manaus
BRSSZ -23.9333 -46.3167 123--6-- Santos
BWFRW -21.1667 27.5167 -234-6-- Francistown
BWGBE -24.6667 25.9167 --3456-- Gaborone
BWJWA -24.6017 24.7281 ---4---- Jwaneng
CDGOM -1.6790 29.2280 ---4---- Goma
CGOUE 1.6136 16.0517 1--4---- Ouesso
CGPNR -4.8000 11.8500 1--45--- Pointe Noire
CHZRH 47.4647 8.5492 ---45--- Zurich
CIABJ 5.3333 -4.0167 1--45--- Abidjan
CMDLA 4.0511 9.7679 1--45--- Douala
COBUN 3.8830 -77.0197 1--4---- Buenaventura
COCTG 10.3910 -75.4794 1--4---- Cartagena
CZUBR 49.0333 17.6500 -23----- Uhersky Brod
DEBRV 53.5396 8.5809 1234---- Bremerhaven
DEGOS 51.9000 10.4333 -23----- Goslar
DEHAM 53.5167 9.9333 12345--- Hamburg
DJJIB 11.5721 43.1456 1--45--- Djibouti
EGALY 31.1833 29.9167 1--45--- El Iskandariya
EGPSD 31.2653 32.3019 1--4---- Port Said
ESALG 36.1408 -5.4562 1------- Algeciras
ESVLC 39.4699 -0.3763 12345--- Valencia
FRLEH 49.5000 0.1000 12345--- Le Havre
GALBV 0.4162 9.4673 1--45--- Libreville
GBFXT 51.9617 1.3513 1------- Felixstowe
GBLON 51.5074 -0.1278 1---5--- London
GHACC 5.6052 -0.1668 ---45--- Accra
GHTEM 5.7089 0.0187 1------- Tema
GNCKY 9.6412 -13.5784 1--45--- Conakry
HKHKG 22.3964 114.1095 1--45--- Hong Kong
IDJKT -6.1333 106.8333 12345--- Jakarta
IDSUB -7.2333 112.7500 123456-- Surabaya
ILTLV 32.0500 34.7500 12345--- Tel Aviv-Yafo
INBOM 18.9667 72.8167 123456-- Mumbai
INSTV 21.1667 72.8333 1234-6-- Surat
ITGOA 44.4167 8.9500 12345--- Genova
JPTYO 35.6833 139.7500 12345--- Tokyo
KEMBA -4.0435 39.6682 1--45--- Mombasa
KENBO -1.2921 36.8219 -2345--- Nairobi
LKCMB 6.9167 79.8500 12345--- Colombo
LRMLW 6.3000 -10.8000 1-345--- Monrovia
LYBEN 32.0948 20.1879 1--45--- Bingazi
LYTIP 32.8872 13.1913 1--4---- Tripoli
MAPTM 35.7408 -5.7907 123----- Tanger Med
MLBKO 12.6392 -8.0029 ---45--- Bamako
MYPKG 3.0000 101.4000 123-5--- Port Klang
MZBEW -19.7964 34.8845 1--45--- Beira
MZMPM -25.8920 32.6051 1--45--- Maputo
NGLOS 6.5244 3.3792 1--45--- Lagos
NLRTM 51.9167 4.5000 12345--- Rotterdam
PABLB 8.9614 -79.5632 1------- Balboa
PAMIT 9.3600 -79.8800 123----- Manzanillo
PECLL -12.0508 -77.1260 1------- Callao
PELIM -12.0464 -77.0428 1--45--- Lima
PHMNL 14.5995 120.9842 1--45--- Manila
PKKHI 24.8615 67.0099 12345--- Karachi
PTLIS 38.7167 -9.1333 12345--- Lisboa
PYASU -25.2667 -57.6667 1--45--- Asuncion
RULED 59.8833 30.2500 12345--- Saint Petersburg
RWGYI -1.6990 29.2560 ---4---- Gisenyi
RWKGL -1.9579 30.1127 --345--- Kigali
RWRUO -2.2667 30.7000 --3----- Rusumo
SDPZU 19.5903 37.1902 1--45--- Port Sudan
SGSIN 1.2801 103.8509 1--45--- Singapore
SLFNA 8.4657 -13.2317 1--45--- Freetown
SNDKR 14.7645 -17.3660 1--45--- Dakar
SOMGQ 2.0469 45.3182 1--45--- Mogadishu
SSJUB 4.8500 31.6167 --34---- Juba
TGLFW 6.1725 1.2314 1--45--- Lome
THBKK 13.7500 100.5167 12345--- Bangkok
TRIST 41.0167 28.9667 12345--- Istanbul
TRMER 36.7167 34.6333 123----- Mersin
TZDAR -6.8000 39.2833 12345--- Dar es Salaam
TZTGT -5.0889 39.1023 1--4---- Tanga
UAODS 46.5000 30.7500 1234-6-- Odesa
UGEBB 0.0424 32.4435 ---4---- Entebbe
UGKLA 0.3476 32.5825 ---45--- Kampala
USLAX 34.0522 -118.2437 1--45--- Los Angeles
USNYC 40.7000 -74.0000 12345--- New York
VNHPH 20.8449 106.6881 1------- Haiphong
VNSGN 10.7667 106.6667 1-3456-- Ho Chi Minh City
YEADE 12.7855 45.0187 1--45--- Aden
ZADUR -29.8500 31.0167 12345--- Durban
ZAJNB -26.2000 28.0833 -2345--- Johannesburg
ZMLUN -15.3875 28.3228 ---45--- Lusaka
`;

/** By UN/LOCODE. Enough for a first run; an operator registers the places he needs. */
export const KNOWN_PLACES: ReadonlyMap<string, PlaceFact> = new Map(
  ROWS.trim().split('\n').map(rowOf),
);

function rowOf(row: string): [locode: string, place: PlaceFact] {
  const [locode = '', lat = '', lon = '', uses = '', ...name] = row.split(' ');
  return [
    locode,
    { locode, name: name.join(' '), function: uses, lat: Number(lat), lon: Number(lon) },
  ];
}
