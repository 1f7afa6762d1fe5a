const FORM = /^[A-Z]{3}[UJZ][0-9]{7}$/;

/** A container number as ISO 6346 writes it: upper case, without blanks and hyphens. */
export function normaliseContainer(number: string): string {
  return number.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
}

/** Has the number the form of ISO 6346 (owner, U, J or Z, six digits, check digit) and the right check digit? */
export function isContainerNumber(number: string): boolean {
  const normal = normaliseContainer(number);
  return FORM.test(normal) && checkDigit(normal.slice(0, 10)) === Number(normal[10]);
}

/** The number with the check digit it ought to have, to offer when it was mistyped; `undefined` on a wrong form. */
export function withCorrectDigit(number: string): string | undefined {
  const normal = normaliseContainer(number);
  return FORM.test(normal)
    ? normal.slice(0, 10) + String(checkDigit(normal.slice(0, 10)))
    : undefined;
}

/** ISO 6346 annex A: values times powers of two, modulo 11; 10 is written 0. */
export function checkDigit(firstTen: string): number {
  let sum = 0;
  for (let at = 0; at < 10; at += 1) sum += valueOf(firstTen.charCodeAt(at)) * 2 ** at;
  return (sum % 11) % 10;
}

/** Digits are themselves; A is 10, and multiples of 11 are skipped: B is 12, L is 23, V is 34. */
function valueOf(charCode: number): number {
  if (charCode < 65) return charCode - 48;
  const letter = charCode - 65;
  return letter + 10 + Math.floor((letter + 9) / 10);
}
