import { Link } from 'wouter';
import type { AlertSummary } from '../../client/alert-answers.js';
import { titleOfRule } from '../../messages/rules/rule-titles.js';
import { ToldFinding } from '../frame/told-finding.js';
import { useFormats, useSay } from '../language/language.js';
import { SeverityBadge } from '../provenance/severity-badge.js';
import { CLOSED } from './alert-words.js';
import { type Incident, incidentsOf, isPart } from './incidents.js';
import { StateBadge } from './state-badge.js';

const COLUMNS = 6;

interface AlertTableProps {
  /** Each in the order of its own: what is fetched later never moves what is read. */
  readonly pages: readonly (readonly AlertSummary[])[];
}

export function AlertTable({ pages }: AlertTableProps) {
  const say = useSay();
  const count = pages.reduce((sum, alerts) => sum + alerts.length, 0);
  if (count === 0) return <p className="panel">{say('alerts.none')}</p>;
  return (
    <table className="alerts">
      <caption className="hidden">{say('alerts.count', { count })}</caption>
      <thead>
        <tr>
          <th scope="col">{say('alerts.severity')}</th>
          <th scope="col">{say('alerts.what')}</th>
          <th scope="col">{say('banner.consignment')}</th>
          <th scope="col">{say('alerts.due')}</th>
          <th scope="col">{say('alerts.assignee')}</th>
          <th scope="col">{say('alerts.state')}</th>
        </tr>
      </thead>
      {pages.map((alerts) =>
        incidentsOf(alerts).map((incident) => (
          <IncidentRows key={`${incident.id} ${incident.alerts[0]?.id}`} incident={incident} />
        )),
      )}
    </table>
  );
}

/** What belongs together stands together; a single alert needs no heading. */
function IncidentRows({ incident }: { incident: Incident }) {
  const say = useSay();
  const { id, alerts } = incident;
  return (
    <tbody data-incident={alerts.length > 1 ? 'several' : undefined}>
      {alerts.length === 1 ? null : (
        <tr className="incident">
          <th scope="rowgroup" colSpan={COLUMNS}>
            {say('incident.group', { count: alerts.length })}{' '}
            <Link href={`/alerts?incident=${encodeURIComponent(id)}`}>{say('incident.all')}</Link>
          </th>
        </tr>
      )}
      {alerts.map((alert) => (
        <AlertRow key={alert.id} alert={alert} among={alerts} />
      ))}
    </tbody>
  );
}

function AlertRow({ alert, among }: { alert: AlertSummary; among: readonly AlertSummary[] }) {
  const say = useSay();
  const { time } = useFormats();
  const isClosed = CLOSED.includes(alert.state);
  const whole = among.find(({ id }) => id === alert.parent);
  return (
    <tr data-part={isPart(alert, among) ? 'yes' : undefined}>
      <td data-cell="severity">
        <SeverityBadge severity={alert.severity} />
      </td>
      <td data-cell="what">
        <Link href={`/alerts/${alert.id}`} data-row="">
          {titleOfRule(alert.rule, say) ?? alert.rule}
        </Link>
        {whole === undefined ? null : (
          <p className="hint">
            {say('incident.partOf', { title: titleOfRule(whole.rule, say) ?? whole.rule })}
          </p>
        )}
        <p className="hint">
          <ToldFinding rule={alert.rule} sentence={alert.sentence} />
        </p>
      </td>
      <td data-cell="consignment">
        <bdi className="mono">{alert.ucr ?? listOf(alert.items)}</bdi>
      </td>
      <td data-cell="due" data-label={say('alerts.due')}>
        {alert.acknowledgeBy === null || isClosed ? '–' : time(alert.acknowledgeBy)}
        {alert.isOverdue ? <strong> {say('alerts.overdue')}</strong> : null}
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

function listOf(items: readonly string[]): string {
  return items.length === 0 ? '–' : items.join(', ');
}
