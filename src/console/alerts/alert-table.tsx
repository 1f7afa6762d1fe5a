import { memo } from 'react';
import { Link } from 'wouter';
import type { AlertSummary } from '../../client/alert-answers.js';
import { titleOfRule } from '../../messages/rules/rule-titles.js';
import { ToldFinding } from '../frame/told-finding.js';
import { useFormats, useSay } from '../language/language.js';
import { timeOfLedger } from '../rehearsal/time.js';
import { SeverityBadge } from '../provenance/severity-badge.js';
import { ageOf, timeLeft } from './alert-clock.js';
import { type Incident, incidentsOf, isPart, type Shipment, shipmentsOf } from './incidents.js';
import { StateBadge } from './state-badge.js';

const COLUMNS = 7;

/** Which alerts are selected. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** All that are given, or none of them. */
  readonly set: (ids: readonly string[], isSelected: boolean) => void;
  /** All from the one that was selected last. */
  readonly upTo: (id: string) => void;
}

interface AlertTableProps {
  /** Each in the order of its own: what is fetched later never moves what is read. */
  readonly pages: readonly (readonly AlertSummary[])[];
  /** Nothing is selected by who decides nothing. */
  readonly selection: Selection | undefined;
  readonly look: (id: string) => void;
}

/** Drawn again when its rows or what is selected of them changed, and not with all of the page around it. */
export const AlertTable = memo(function AlertTable({ pages, selection, look }: AlertTableProps) {
  const say = useSay();
  const ids = pages.flat().map(({ id }) => id);
  const count = ids.length;
  if (count === 0) return <p className="panel">{say('alerts.none')}</p>;
  return (
    <table className="alerts">
      <caption className="hidden">{say('alerts.count', { count })}</caption>
      <thead>
        <tr>
          {selection === undefined ? null : (
            <td>
              <input
                type="checkbox"
                aria-label={say('several.all')}
                checked={ids.every((id) => selection.ids.has(id))}
                onChange={({ target }) => selection.set(ids, target.checked)}
              />
            </td>
          )}
          <th scope="col">{say('alerts.severity')}</th>
          <th scope="col">{say('alerts.what')}</th>
          <th scope="col">{say('banner.consignment')}</th>
          <th scope="col">{say('inbox.age')}</th>
          <th scope="col">{say('alerts.due')}</th>
          <th scope="col">{say('alerts.assignee')}</th>
          <th scope="col">{say('alerts.state')}</th>
        </tr>
      </thead>
      {pages.map((alerts) =>
        shipmentsOf(incidentsOf(alerts)).map((shipment) => (
          <ShipmentRows
            key={shipment.incidents[0]?.alerts[0]?.id}
            shipment={shipment}
            selection={selection}
            look={look}
          />
        )),
      )}
    </table>
  );
});

/** All incidents on one consignment; where there is one alone its rows say it. */
function ShipmentRows({ shipment, ...row }: { shipment: Shipment } & RowActions) {
  const say = useSay();
  const { ucr, incidents } = shipment;
  const count = incidents.reduce((sum, { alerts }) => sum + alerts.length, 0);
  return (
    <>
      {ucr === null || incidents.length === 1 ? null : (
        <tbody>
          <tr className="shipment">
            <th scope="rowgroup" colSpan={row.selection === undefined ? COLUMNS : COLUMNS + 1}>
              {say('banner.consignment')}{' '}
              <Link href={`/c/${encodeURIComponent(ucr)}`}>
                <bdi className="mono">{ucr}</bdi>
              </Link>{' '}
              <span className="soft">{say('alerts.count', { count })}</span>
            </th>
          </tr>
        </tbody>
      )}
      {incidents.map((incident) => (
        <IncidentRows key={incident.id} incident={incident} {...row} />
      ))}
    </>
  );
}

/** What belongs together stands together; a single alert needs no heading. */
function IncidentRows({ incident, ...row }: { incident: Incident } & RowActions) {
  const say = useSay();
  const { id, alerts } = incident;
  return (
    <tbody data-incident={alerts.length > 1 ? 'several' : undefined}>
      {alerts.length === 1 ? null : (
        <tr className="incident">
          <th scope="rowgroup" colSpan={row.selection === undefined ? COLUMNS : COLUMNS + 1}>
            {say('incident.group', { count: alerts.length })}{' '}
            <Link href={`/alerts?incident=${encodeURIComponent(id)}`}>{say('incident.all')}</Link>
          </th>
        </tr>
      )}
      {alerts.map((alert) => (
        <AlertRow key={alert.id} alert={alert} among={alerts} {...row} />
      ))}
    </tbody>
  );
}

type RowActions = Pick<AlertTableProps, 'selection' | 'look'>;

interface AlertRowProps extends RowActions {
  readonly alert: AlertSummary;
  readonly among: readonly AlertSummary[];
}

function AlertRow({ alert, among, selection, look }: AlertRowProps) {
  const say = useSay();
  const { time, duration } = useFormats();
  const whole = among.find(({ id }) => id === alert.parent);
  const title = titleOfRule(alert.rule, say) ?? alert.rule;
  return (
    <tr data-part={isPart(alert, among) ? 'yes' : undefined}>
      {selection === undefined ? null : (
        <td data-cell="select">
          <input
            type="checkbox"
            aria-label={say('several.select', { title })}
            checked={selection.ids.has(alert.id)}
            onChange={({ target, nativeEvent }) => {
              if (nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
                selection.upTo(alert.id);
              else selection.set([alert.id], target.checked);
            }}
          />
        </td>
      )}
      <td data-cell="severity">
        <SeverityBadge severity={alert.severity} />
      </td>
      <td data-cell="what">
        <Link href={`/alerts/${alert.id}`} data-row={alert.id}>
          {title}
        </Link>{' '}
        <button
          type="button"
          className="look"
          aria-label={say('peek.lookAt', { title })}
          onClick={() => look(alert.id)}
        >
          {say('peek.look')}
        </button>
        {whole === undefined ? null : (
          <p className="hint">
            {say('incident.partOf', { title: titleOfRule(whole.rule, say) ?? whole.rule })}
          </p>
        )}
        <p className="hint">
          <ToldFinding rule={alert.rule} sentence={alert.sentence} isPlain />
        </p>
      </td>
      <td data-cell="consignment">
        <bdi className="mono">{alert.ucr ?? listOf(alert.items)}</bdi>
      </td>
      <td data-cell="age" data-label={say('inbox.age')}>
        <time dateTime={alert.openedAt} title={time(alert.openedAt)}>
          {duration(ageOf(alert, timeOfLedger()))}
        </time>
      </td>
      <td data-cell="due" data-label={say('alerts.due')}>
        <Deadline alert={alert} />
      </td>
      <td data-cell="assignee" data-label={say('alerts.assignee')}>
        <bdi>{alert.assignee ?? say('alerts.nobody')}</bdi>
      </td>
      <td data-cell="state">
        <StateBadge state={alert.state} />
      </td>
    </tr>
  );
}

/** How long somebody still has, or how late it is: an hour is told apart from a week without reckoning. */
function Deadline({ alert }: { alert: AlertSummary }) {
  const say = useSay();
  const { time, duration } = useFormats();
  const left = timeLeft(alert, timeOfLedger());
  if (left === undefined || alert.acknowledgeBy === null) return '–';
  return (
    <>
      {left < 0 ? (
        <strong>{say('inbox.late', { duration: duration(-left) })}</strong>
      ) : (
        say('inbox.left', { duration: duration(left) })
      )}
      <span className="hint deadline">{time(alert.acknowledgeBy)}</span>
    </>
  );
}

function listOf(items: readonly string[]): string {
  return items.length === 0 ? '–' : items.join(', ');
}
