import type { CosignerReport } from '../../protocol/index.js';
import { useFormats, useSay } from '../language/language.js';

const TONES = { verified: 'good', failed: 'bad', unknown: 'unknown', missing: 'unknown' } as const;
const MARKS = { verified: '✓', failed: '✕', unknown: '?', missing: '–' } as const;

interface WitnessListProps {
  /** `undefined` when the signatures could not be checked. */
  readonly report: CosignerReport | undefined;
  /** The ledger names witnesses, and how many of them it asks for. */
  readonly hasPolicy: boolean;
}

/** Who else has signed the state of the log, each signature as it was checked here. */
export function WitnessList({ report, hasPolicy }: WitnessListProps) {
  const say = useSay();
  if (report === undefined)
    return (
      <p role="alert" data-tone="bad" className="notice">
        {say('witness.unavailable')}
      </p>
    );
  const lines = linesOf(report);
  return (
    <>
      {lines.length === 0 ? null : (
        <ul className="proof">
          {lines.map((line, at) => (
            <Line key={`${at} ${line.name}`} line={line} />
          ))}
        </ul>
      )}
      {hasPolicy ? (
        <>
          <p className={report.hasQuorum ? 'hint' : 'notice'} data-tone="warn">
            {say(report.hasQuorum ? 'witness.quorum' : 'witness.noQuorum')}
          </p>
          <p className="hint">{say('witness.source')}</p>
        </>
      ) : (
        say('witness.none')
      )}
    </>
  );
}

interface ShownLine {
  readonly name: string;
  readonly standing: keyof typeof TONES;
  readonly time?: number;
}

function linesOf({ lines, missing }: CosignerReport): readonly ShownLine[] {
  return [...lines, ...missing.map((name): ShownLine => ({ name, standing: 'missing' }))];
}

function Line({ line: { name, standing, time } }: { line: ShownLine }) {
  const say = useSay();
  const { time: told } = useFormats();
  const at = time === undefined ? '' : told(new Date(time * 1000).toISOString());
  return (
    <li data-tone={TONES[standing]}>
      <span className="mark" aria-hidden="true">
        {MARKS[standing]}
      </span>
      <span>
        <bdi>{name}</bdi> <span className="soft">{say(`witness.${standing}`, { at })}</span>
      </span>
    </li>
  );
}
