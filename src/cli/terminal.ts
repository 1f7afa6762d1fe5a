import cliProgress from 'cli-progress';

const colourWanted = process.env['NO_COLOR'] === undefined && process.stdout.isTTY;

const paint =
  (open: number, close: number) =>
  (text: string): string =>
    colourWanted ? `\u001b[${open}m${text}\u001b[${close}m` : text;

export const bold = paint(1, 22);
export const dim = paint(2, 22);
export const red = paint(31, 39);
export const green = paint(32, 39);
export const yellow = paint(33, 39);
export const cyan = paint(36, 39);

const severityPaint: Record<string, (text: string) => string> = {
  CRITICAL: (text) => bold(red(text)),
  HIGH: red,
  MEDIUM: yellow,
  LOW: dim,
  INFO: dim,
};

export function paintSeverity(severity: string): string {
  return (severityPaint[severity] ?? dim)(severity);
}

const verdictPaint: Record<string, (text: string) => string> = {
  SUPPORTED: green,
  PENDING: cyan,
  REVIEW: yellow,
  ALERT: red,
  BROKEN: (text) => bold(red(text)),
  UNKNOWN: yellow,
};

export function paintVerdict(verdict: string): string {
  return (verdictPaint[verdict] ?? dim)(verdict);
}

export function printLine(text = ''): void {
  process.stdout.write(`${text}\n`);
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

export function printNotice(text: string): void {
  process.stderr.write(`${text}\n`);
}

export interface Progress {
  update(done: number): void;
  stop(): void;
}

/** A progress bar on a terminal; silent elsewhere, so that piped output stays clean. */
export function startProgress(label: string, total: number): Progress {
  if (!process.stderr.isTTY || total === 0) return { update() {}, stop() {} };
  const bar = new cliProgress.SingleBar(
    {
      format: `${label} {bar} {value}/{total} {eta_formatted}`,
      stream: process.stderr,
      hideCursor: true,
    },
    cliProgress.Presets.shades_classic,
  );
  bar.start(total, 0);
  return { update: (done) => bar.update(done), stop: () => bar.stop() };
}
