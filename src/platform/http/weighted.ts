/** An element of an `Accept…` header and how much it is wanted, 0 to 1. */
export interface Weighted {
  readonly value: string;
  readonly weight: number;
}

/** The elements in their order, in lower case. What is no weight of RFC 9110, section 12.4.2, is taken for 0. */
export function weighted(header: string): Weighted[] {
  return header.split(',').map((element) => {
    const [value = '', ...parameters] = element.split(';').map((part) => part.trim().toLowerCase());
    const weight = parameters.find((part) => part.startsWith('q='))?.slice(2) ?? '1';
    const isWeight = /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/u.test(weight);
    return { value, weight: isWeight ? Number(weight) : 0 };
  });
}
