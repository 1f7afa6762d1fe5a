/** One measured value of the Prometheus text format. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const LINE = /^(?<name>[A-Za-z_:][\w:]*)(?:\{(?<labels>.*)\})? (?<value>\S+)(?: \d+)?$/u;
const LABEL = /(?<key>[A-Za-z_]\w*)="(?<text>(?:[^"\\]|\\.)*)"/gu;

/** Reads the text format of Prometheus 0.0.4; comments and what is not a sample are passed over. */
export function samplesOf(text: string): Sample[] {
  return text.split('\n').flatMap((line) => {
    const { name, labels = '', value } = LINE.exec(line)?.groups ?? {};
    if (name === undefined || value === undefined) return [];
    return [{ name, labels: labelsOf(labels), value: numberOf(value) }];
  });
}

/** The sum over all samples of a name whose labels are these; `undefined` where there is none. */
export function sumOf(
  samples: readonly Sample[],
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined {
  const found = samples.filter(
    (sample) =>
      sample.name === name &&
      Object.entries(labels).every(([key, text]) => sample.labels[key] === text),
  );
  return found.length === 0 ? undefined : found.reduce((sum, { value }) => sum + value, 0);
}

function labelsOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(LABEL)].map(({ groups }) => [groups?.['key'] ?? '', groups?.['text'] ?? '']),
  );
}

/** The format's `+Inf` and `-Inf` are not JavaScript's. */
function numberOf(text: string): number {
  return Number(text.replace(/^([+-]?)Inf$/u, '$1Infinity'));
}
