/** A piece of a sentence; with the code it stands for, when it is one in words. */
export interface PlainPart {
  readonly text: string;
  readonly code?: string;
}

/** Sentences of the rules are English, and name acts and papers by the codes of the vocabulary. */
export const WORDS: Readonly<Record<string, string>> = {
  COMMISSION: 'first record',
  CONSIGN: 'consigning',
  AMEND_PLAN: 'amendment of the plan',
  PACK: 'packing',
  UNPACK: 'unpacking',
  SEAL: 'sealing',
  DISPATCH: 'handover',
  RECEIVE: 'receipt',
  REFUSE: 'refusal',
  WITHDRAW: 'withdrawal of the handover',
  DEPART: 'departure',
  ARRIVE: 'arrival',
  ETA_UPDATE: 'announcement of a new time of arrival',
  CUSTOMS_DECLARE: 'customs declaration',
  CUSTOMS_HOLD: 'customs hold',
  CUSTOMS_RELEASE: 'customs release',
  INSPECT: 'inspection',
  OBSERVE: 'observation',
  TRANSFORM: 'transformation',
  SPLIT: 'split',
  MERGE: 'merger',
  RETAG: 'new tagging',
  REMARK: 'new marking',
  ATTACH_DOCUMENT: 'attached document',
  REVOKE_DOCUMENT: 'revocation of a document',
  ATTEST: 'attestation',
  REPORT_LOSS: 'report of a loss',
  SEIZE: 'seizure',
  RELEASE_SEIZED: 'release from seizure',
  RECOVER: 'recovery',
  DESTROY: 'destruction',
  CLOSE: 'closing',
  CORRECT: 'correction',
  CITES_IMPORT_PERMIT: 'CITES import permit',
  CITES_PERMIT: 'CITES permit',
  DELIVERY_VERIFICATION: 'delivery verification',
  EMBARGO_EXEMPTION: 'embargo exemption',
  EUC: 'end-user certificate',
  EUDR_DDS: 'due-diligence statement (EUDR)',
  EXPORT_LICENCE: 'export licence',
  FLEGT_LICENCE: 'FLEGT licence',
  ICGLR_CERT: 'ICGLR certificate',
  IMPORT_AUTH: 'import authorisation',
  KP_CERT: 'Kimberley Process certificate',
  MARKING_EXEMPTION: 'marking exemption',
  RETRANSFER_AUTH: 'retransfer authorisation',
  TEMPORARY_IMPORT: 'temporary import',
  TRANSIT_NO_OBJECTION: 'note of no objection to the transit',
};

/** Whole words only: `SEAL-B1` is the number of a seal. Longest first, since one code may begin another. */
const CODES = new RegExp(
  `(?<![\\w-])(${Object.keys(WORDS)
    .toSorted((a, b) => b.length - a.length)
    .join('|')})(?![\\w-])`,
  'u',
);

/** The sentence in order, with its codes told in words. */
export function plainParts(sentence: string): readonly PlainPart[] {
  return sentence
    .split(CODES)
    .map((text) => {
      const words = Object.hasOwn(WORDS, text) ? WORDS[text] : undefined;
      return words === undefined ? { text } : { text: words, code: text };
    })
    .filter(({ text }) => text !== '');
}

export function plainSentence(sentence: string): string {
  return plainParts(sentence)
    .map(({ text }) => text)
    .join('');
}
