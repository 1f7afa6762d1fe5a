/** Nest token of {@link Involvement}; provenance binds it. */
export const INVOLVEMENT = Symbol('INVOLVEMENT');

/** Whom a consignment concerns: what the read policy decides by (`http-api.md`). */
export interface InvolvedIn {
  /** Parties to the consignment: opener, consignee, end user, and whoever a custodian named in DISPATCH `to`. */
  readonly parties: ReadonlySet<string>;
  /** ISO 3166-1 alpha-2: origin and plan of the opening CONSIGN, and where custodians or authorities placed the goods. */
  readonly countries: ReadonlySet<string>;
}

/** Who is party to what; access declares it, provenance, which follows the log, implements it. */
export interface Involvement {
  /** `undefined` when the consignment is not known. `consignment` is a key `<UCR>;<year>`. */
  ofConsignment(consignment: string): Promise<InvolvedIn | undefined>;
  /** `undefined` when the item is not known. */
  ofItem(itemId: string): Promise<InvolvedIn | undefined>;
}
