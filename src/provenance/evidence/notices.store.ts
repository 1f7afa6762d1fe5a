import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';

/** Where findings and decisions stand in the log, by the alerts they are about. */
@Injectable()
export class NoticesStore {
  constructor(private readonly database: Database) {}

  async ofAlerts(alerts: readonly string[], asOf: number): Promise<number[]> {
    if (alerts.length === 0) return [];
    const rows = await this.database.query<{ idx: number }>(
      'select idx from prov_notices where alert = any($1::text[]) and idx <= $2 order by idx',
      [alerts, asOf],
    );
    return rows.map(({ idx }) => idx);
  }
}
