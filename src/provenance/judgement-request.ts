/** Nest token of the {@link JudgementRequests}; alerts binds it. */
export const JUDGEMENT_REQUESTS = Symbol('JUDGEMENT_REQUESTS');

/** What is to be judged again: the items and consignments (keys `<UCR>;<year>`) that new entries touched. */
export interface JudgementFocus {
  readonly items: readonly string[];
  readonly consignments: readonly string[];
}

/** Provenance tells whoever judges that the outbox holds new work; a lost call is made good by a sweep. */
export interface JudgementRequests {
  requested(): void;
}
