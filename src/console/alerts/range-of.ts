/** What stands from one to the other, both included, whichever comes first; the second alone where the first is gone. */
export function rangeOf(order: readonly string[], from: string | undefined, to: string): string[] {
  const [start, end] = [order.indexOf(from ?? to), order.indexOf(to)];
  if (start < 0 || end < 0) return [to];
  return order.slice(Math.min(start, end), Math.max(start, end) + 1);
}
