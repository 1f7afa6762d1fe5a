import { z } from 'zod';

const step = z.strictObject({
  recordedAt: z.iso.datetime({ offset: true }),
  event: z.looseObject({
    eventId: z.string(),
    type: z.string(),
    actor: z.string(),
    witness: z.string().optional(),
  }),
});

const registered = z.array(z.looseObject({ id: z.string().optional() }));

/** A story in the event vocabulary (`custody-scenario/v1`, docs/reference/events.md). */
export const scenario = z.looseObject({
  format: z.literal('custody-scenario/v1'),
  id: z.string().min(1),
  title: z.string(),
  registry: z.strictObject({
    parties: z.array(z.looseObject({ id: z.string() })),
    sites: registered.default([]),
    ranges: registered.default([]),
    places: registered.default([]),
    screening: registered.default([]),
    embargoes: registered.default([]),
  }),
  steps: z.array(step).min(1),
  evaluateAsOf: z.iso.datetime({ offset: true }),
  expect: z.looseObject({ fires: z.array(z.string()) }),
});

export type Scenario = z.infer<typeof scenario>;
export type Step = z.infer<typeof step>;

/** A step: this event arrives at the ledger at this time. */
export function recorded(recordedAt: string, event: Step['event']): Step {
  return { recordedAt, event };
}
