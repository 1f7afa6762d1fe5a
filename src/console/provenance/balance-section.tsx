import { Link } from 'wouter';
import { encodeUtf8 } from '../../protocol/index.js';
import { titleOfRule } from '../../messages/rules/rule-titles.js';
import { saveFile } from '../frame/save-file.js';
import { Section } from '../frame/section.js';
import { unitOf } from '../../custody/vocabulary/units.js';
import type { Say } from '../../messages/messages.js';
import { useFormats, useSay } from '../language/language.js';
import type { SignedAnswer } from '../proof/signed-answer.js';
import { type Balance, type Flow, type Transformation, transformationsOf } from './balance.js';
import { balanceCsv } from './balance-csv.js';
import { metalName } from './metal-names.js';
import { SeverityBadge, toneOf } from './severity-badge.js';
import { useWidth } from './use-width.js';
import { BalanceFigure } from './balance-figure.js';

/** What went in and what came out, as a picture and as the table it is drawn from. */
export function BalanceSection({ answer }: { answer: SignedAnswer }) {
  const say = useSay();
  const transformations = transformationsOf(answer.timeline, answer.gaps);
  return (
    <Section id="balance" title={say('balance.title')}>
      {transformations.length === 0 ? <p className="soft">{say('balance.none')}</p> : null}
      {transformations.map((transformation) => (
        <BalancesOf key={transformation.eventId} transformation={transformation} />
      ))}
      {transformations.length === 0 ? null : (
        <div className="actions">
          <button
            type="button"
            onClick={() =>
              saveFile(
                encodeUtf8(balanceCsv(transformations)),
                `${answer.ucr}.balance.csv`,
                'text/csv;charset=utf-8',
              )
            }
          >
            {say('balance.csv')}
          </button>
        </div>
      )}
    </Section>
  );
}

function BalancesOf({ transformation }: { transformation: Transformation }) {
  const say = useSay();
  const { time } = useFormats();
  const { party, occurredAt, balances, findings } = transformation;
  return (
    <div className="column">
      <p>
        <bdi>{party}</bdi>, {time(occurredAt)}
      </p>
      {balances.map((balance) => (
        <BalanceOf key={balance.metal ?? ''} balance={balance} />
      ))}
      {findings.length === 0 ? <p className="hint">{say('balance.allowed')}</p> : null}
      {findings.map(({ alert, rule, severity, sentence }) => (
        <p key={alert} className="remark" data-tone={toneOf(severity)}>
          <SeverityBadge severity={severity} />{' '}
          <Link href={`/rules#${rule}`}>{titleOfRule(rule, say) ?? rule}</Link>{' '}
          {toleranceIn(sentence) === undefined
            ? null
            : say('balance.tolerance', { amount: toleranceIn(sentence) ?? '' })}
        </p>
      ))}
    </div>
  );
}

function BalanceOf({ balance }: { balance: Balance }) {
  const say = useSay();
  const { number } = useFormats();
  const [width, measure] = useWidth();
  const { difference, metal, percent } = balance;
  const unit = unitOf(balance.unit)?.symbol ?? balance.unit;
  const title = titleOf(balance, say);
  const show = (value: number): string => number(metal === undefined ? value : tenths(value));
  const share =
    percent === undefined
      ? ''
      : say('balance.share', { percent: number(tenths(Math.abs(percent))) });
  const said = sentenceOf(balance, say, `${show(Math.abs(difference))} ${unit}${share}`);
  return (
    <div ref={measure} className="balance">
      <h3>{title}</h3>
      <p data-tone={difference < 0 ? 'bad' : undefined} className="said">
        {said}
      </p>
      {width === 0 ? null : <BalanceFigure balance={balance} width={width} />}
      <table>
        <caption className="hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{say('balance.lot')}</th>
            <th scope="col">{say('balance.side')}</th>
            <th scope="col" className="number">
              {unit}
            </th>
          </tr>
        </thead>
        <tbody>
          {balance.inputs.map((flow) => (
            <Row key={flow.name} flow={flow} side={say('balance.in')} value={show(flow.value)} />
          ))}
          {balance.outputs.map((flow) => (
            <Row key={flow.name} flow={flow} side={say('balance.out')} value={show(flow.value)} />
          ))}
          <tr data-tone={difference < 0 ? 'bad' : undefined}>
            <th scope="row" colSpan={2}>
              {say(difference < 0 ? 'balance.surplus' : 'balance.missing')}
            </th>
            <td className="number">
              {show(Math.abs(difference))}
              {share}
            </td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}

/** What a finding says is allowed; it is signed in English, and the figure alone is taken. */
function toleranceIn(sentence: string): string | undefined {
  const said = /(?:with (?<share>[\d.]+ %) allowed|(?<amount>[\d.,]+ \S+) are allowed)/u.exec(
    sentence,
  );
  return said?.groups?.['share'] ?? said?.groups?.['amount'];
}

/** As findings say it: no assay is better than that. */
function tenths(kilograms: number): number {
  return Math.round(kilograms * 10) / 10;
}

function titleOf({ metal }: Balance, say: Say): string {
  if (metal === undefined) return say('balance.goods');
  return say('balance.metal', { metal: metalName(metal, say) });
}

/** What the picture amounts to; it must not be left to the eye. */
function sentenceOf({ metal, difference }: Balance, say: Say, amount: string): string {
  if (metal !== undefined && difference < 0)
    return say('balance.metalMore', { amount, metal: metalName(metal, say) });
  if (metal !== undefined)
    return say('balance.metalLess', { amount, metal: metalName(metal, say) });
  return say(difference < 0 ? 'balance.goodsMore' : 'balance.goodsLess', { amount });
}

interface RowProps {
  readonly flow: Flow;
  readonly side: string;
  readonly value: string;
}

function Row({ flow, side, value }: RowProps) {
  const say = useSay();
  return (
    <tr data-tone={flow.kind === 'unproven' ? 'warn' : undefined}>
      <td>
        <bdi>{flow.name}</bdi>
        {flow.kind === 'unproven' ? ` – ${say('balance.unproven')}` : ''}
      </td>
      <td>{side}</td>
      <td className="number">{value}</td>
    </tr>
  );
}
