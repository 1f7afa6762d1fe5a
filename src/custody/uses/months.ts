/** `YYYY-MM` of an instant (epoch milliseconds), UTC. */
export function monthOf(at: number): string {
  return new Date(at).toISOString().slice(0, 7);
}

/** The month so many months earlier. */
export function monthsBefore(month: string, count: number): string {
  const [year, number] = partsOf(month);
  return monthOf(Date.UTC(year, number - 1 - count, 1));
}

/** First instant after a month, epoch milliseconds. */
export function endOfMonth(month: string): number {
  const [year, number] = partsOf(month);
  return Date.UTC(year, number, 1);
}

function partsOf(month: string): readonly [year: number, number: number] {
  return [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
}
