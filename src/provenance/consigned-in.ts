/** In which consignments items were put, as far as a batch needs to know: their events need not name one. */
export class ConsignedIn {
  private readonly keys = new Map<string, Set<string>>();

  add(item: string, consignment: string): void {
    const known = this.keys.get(item);
    if (known === undefined) this.keys.set(item, new Set([consignment]));
    else known.add(consignment);
  }

  of(items: readonly string[]): string[] {
    return [...new Set(items.flatMap((item) => [...(this.keys.get(item) ?? [])]))].toSorted();
  }
}
