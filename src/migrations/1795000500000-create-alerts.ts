import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Alerts are derived from the findings and decisions in the log: `alerts` and `alert_history` can be dropped and built
 * again. Times are epoch milliseconds of the ledger's clock, which may be simulated; leases use the server's clock.
 */
export class CreateAlerts1795000500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table alert_projection (
        id boolean primary key default true check (id),
        next_index bigint not null default 0,
        -- Entries below this index were told before a rebuild: they are not told again.
        quiet_below bigint not null default 0
      );
      insert into alert_projection default values;

      create table alerts (
        id text primary key,
        rule text not null,
        rule_set text not null,
        severity text not null,
        severity_rank smallint not null,
        subject text not null,
        anchor text not null,
        ucr text,
        consignment text,
        items text[] not null,
        sentence text not null,
        evidence text[] not null,
        version integer not null,
        is_found boolean not null,
        state text not null,
        assignee text,
        outcome text,
        reason text,
        opened_index bigint not null,
        opened_at bigint not null,
        changed_index bigint not null,
        changed_at bigint not null,
        acknowledge_by bigint,
        acknowledged_at bigint,
        countries text[] not null
      );
      create unique index alerts_opened_index on alerts (opened_index);
      create index alerts_consignment on alerts (consignment);
      create index alerts_ucr on alerts (ucr);
      create index alerts_items on alerts using gin (items);
      create index alerts_evidence on alerts using gin (evidence) where is_found;
      create index alerts_countries on alerts using gin (countries);

      create table alert_history (
        idx bigint primary key,
        alert text not null,
        version integer not null,
        kind text not null check (kind in ('finding', 'decision')),
        change text not null,
        recorded_at bigint not null,
        statement_hash text not null,
        severity text not null,
        state text not null,
        is_found boolean not null,
        sentence text not null,
        evidence text[] not null,
        actor text,
        witness text,
        assignee text,
        outcome text,
        reason text,
        constraint alert_history_version unique (alert, version)
      );

      -- Judgements that failed again and again: out of the way of the others, for an operator to look at.
      create table parked_judgements (
        id bigint primary key,
        up_to bigint not null,
        items text[] not null,
        consignments text[] not null,
        attempts integer not null,
        error text not null,
        parked_at timestamptz not null default now()
      );

      create table alert_deadlines (
        rule text not null,
        subject text not null,
        due_at bigint not null,
        -- What to judge again when it is due.
        items text[] not null,
        consignments text[] not null,
        -- Newest event of the lineage it was judged by: an older judgement does not undo a newer one's deadline.
        lineage_index bigint not null,
        primary key (rule, subject)
      );
      create index alert_deadlines_due_at on alert_deadlines (due_at);
      create index alert_deadlines_items on alert_deadlines using gin (items);
      create index alert_deadlines_consignments on alert_deadlines using gin (consignments);

      create table webhook_endpoints (
        id text primary key,
        party text not null,
        url text not null,
        description text,
        secret text not null,
        least_severity text not null,
        state text not null check (state in ('enabled', 'disabled')),
        disabled_because text,
        since_index bigint not null,
        created_at bigint not null,
        deleted_at bigint,
        failures integer not null default 0,
        last_success_at bigint,
        last_failure_at bigint,
        last_status smallint,
        last_error text,
        paused_until bigint not null default 0,
        leased_until timestamptz not null default '-infinity'
      );
      create index webhook_endpoints_party on webhook_endpoints (party);

      create table webhook_deliveries (
        id text primary key,
        endpoint text not null references webhook_endpoints (id),
        log_index bigint not null,
        alert text,
        version integer,
        body text not null,
        state text not null check (state in ('pending', 'delivered', 'failed', 'cancelled')),
        attempts integer not null default 0,
        next_at bigint not null,
        created_at bigint not null,
        settled_at bigint,
        last_status smallint,
        last_error text,
        last_latency_ms integer
      );
      create index webhook_deliveries_due on webhook_deliveries (endpoint, next_at)
        where state = 'pending';
      create index webhook_deliveries_endpoint on webhook_deliveries (endpoint, log_index desc, id);

      grant select, update on alert_projection to custody_app;
      grant select, insert, update, delete
        on alerts, alert_history, alert_deadlines, parked_judgements
        to custody_app;
      grant select, insert, update on webhook_endpoints, webhook_deliveries to custody_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table webhook_deliveries;
      drop table webhook_endpoints;
      drop table alert_deadlines;
      drop table parked_judgements;
      drop table alert_history;
      drop table alerts;
      drop table alert_projection;
    `);
  }
}
