import { Section } from '../frame/section.js';
import { unitOf } from '../../custody/vocabulary/units.js';
import type { Say } from '../../messages/messages.js';
import { useFormats, useSay } from '../language/language.js';
import type { SignedAnswer } from '../proof/signed-answer.js';
import { type Balance, type Flow, type Transformation, transformationsOf } from './balance.js';
import { metalName } from './metal-names.js';
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
    </Section>
  );
}

function BalancesOf({ transformation }: { transformation: Transformation }) {
  const { time } = useFormats();
  const { party, occurredAt, balances } = transformation;
  return (
    <div className="column">
      <p>
        <bdi>{party}</bdi>, {time(occurredAt)}
      </p>
      {balances.map((balance) => (
        <BalanceOf key={balance.metal ?? ''} balance={balance} />
      ))}
    </div>
  );
}

function BalanceOf({ balance }: { balance: Balance }) {
  const say = useSay();
  const { number } = useFormats();
  const [width, measure] = useWidth();
  const { difference, metal } = balance;
  const unit = unitOf(balance.unit)?.symbol ?? balance.unit;
  const title = titleOf(balance, say);
  const show = (value: number): string => number(metal === undefined ? value : tenths(value));
  const said = sentenceOf(balance, say, `${show(Math.abs(difference))} ${unit}`);
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
            <td className="number">{show(Math.abs(difference))}</td>
          </tr>
        </tbody>
      </table>
    </div>
  );
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
