import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { AlertDetail, AlertSummary } from '../../client/alert-answers.js';
import type { LedgerClient } from '../../client/ledger-client.js';
import type { MessageKey } from '../../messages/messages.js';
import { titleOfRule } from '../../messages/rules/rule-titles.js';
import { Fault } from '../frame/fault.js';
import { Section } from '../frame/section.js';
import { useFormats, useSay } from '../language/language.js';
import { SeverityBadge } from '../provenance/severity-badge.js';
import { incidentsOf } from './incidents.js';
import { StateBadge } from './state-badge.js';

interface IncidentSectionProps {
  readonly alert: AlertDetail;
  readonly client: LedgerClient;
}

const MOST = 100;

/** The other alerts that tell the same story, and how this one belongs to them. */
export function IncidentSection({ alert, client }: IncidentSectionProps) {
  const say = useSay();
  const { number } = useFormats();
  const { incident } = alert;
  const told = useQuery({
    // Also told anew with the list, after a decision.
    queryKey: ['alerts', 'incident', incident],
    queryFn: () => client.alerts({ incident, limit: MOST }),
  });
  const [whole] = incidentsOf(told.data?.items ?? []);
  const others = whole?.alerts.filter(({ id }) => id !== alert.id) ?? [];
  return (
    <Section
      id="incident"
      title={say('incident.title')}
      {...(told.data && { note: number(others.length) })}
    >
      <p className="hint">{say('incident.why')}</p>
      {told.error === null ? null : <Fault error={told.error} retry={() => void told.refetch()} />}
      {told.data !== undefined && others.length === 0 ? <p>{say('incident.alone')}</p> : null}
      <ul className="findings">
        {others.map((other) => (
          <Other key={other.id} other={other} relation={relationOf(other, alert)} />
        ))}
      </ul>
      {others.length === 0 ? null : (
        <p>
          <Link href={`/alerts?incident=${encodeURIComponent(incident)}`}>
            {say('incident.all')}
          </Link>
        </p>
      )}
    </Section>
  );
}

interface OtherProps {
  readonly other: AlertSummary;
  readonly relation: MessageKey;
}

function Other({ other, relation }: OtherProps) {
  const say = useSay();
  const { time } = useFormats();
  return (
    <li>
      <p className="actions">
        <SeverityBadge severity={other.severity} />
        <StateBadge state={other.state} />
      </p>
      <p>
        <span className="soft">{say('text.label', { name: say(relation) })}</span>{' '}
        <Link href={`/alerts/${other.id}`}>{titleOfRule(other.rule, say) ?? other.rule}</Link>
      </p>
      <p className="hint">
        {time(other.openedAt)}
        {other.id === other.incident ? ` · ${say('incident.first')}` : null}
      </p>
    </li>
  );
}

function relationOf(other: AlertSummary, alert: AlertSummary): MessageKey {
  if (alert.parent === other.id) return 'incident.parent';
  return other.parent === alert.id ? 'incident.child' : 'incident.beside';
}
