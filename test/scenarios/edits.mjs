/** How a twin is made of a story: one change. */

/** @param recorded when it reached the ledger, RFC 3339; as before when left out */
export function altered(steps, eventId, members, recorded) {
  return steps.map((each) =>
    each.event.eventId === eventId
      ? {
          recordedAt: recorded ?? each.recordedAt,
          event: { ...each.event, ...members },
        }
      : each,
  );
}

export function without(steps, ...ids) {
  return steps.filter(({ event }) => !ids.includes(event.eventId));
}

export function withStep(steps, ...added) {
  return [...steps, ...added].toSorted(
    (a, b) => Date.parse(a.recordedAt) - Date.parse(b.recordedAt),
  );
}

export function eventOf(steps, eventId) {
  return steps.find(({ event }) => event.eventId === eventId).event;
}

export function paperWith(steps, eventId, members) {
  return { document: { ...eventOf(steps, eventId).document, ...members } };
}

/** The same text with other words, wherever they stand. */
export function reworded(value, ...pairs) {
  let text = JSON.stringify(value);
  for (const [from, to] of pairs) text = text.replaceAll(from, to);
  return JSON.parse(text);
}
