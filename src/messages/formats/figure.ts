const DECIMALS = 3;

/**
 * Writes figures with at most three decimals, the digits Western in every language: ids, hashes and papers have them too.
 * By hand, as dates are: to make the first of its own formatters keeps a browser on a telephone from answering for a tenth
 * of a second.
 *
 * @param marks minus, what stands between thousands, and what stands before decimals, as `-|,|.`
 */
export function figureIn(marks: string): (value: number) => string {
  const [minus = '-', group = '', point = '.'] = marks.split('|');
  return (value) => {
    const [whole = '', decimals = ''] = Math.abs(value).toFixed(DECIMALS).split('.');
    const kept = decimals.replace(/0+$/u, '');
    const grouped = whole.replaceAll(/(?<=\d)(?=(\d{3})+$)/gu, group);
    const figure = kept === '' ? grouped : `${grouped}${point}${kept}`;
    return value < 0 && figure !== '0' ? `${minus}${figure}` : figure;
  };
}
