import type { MigrationClass } from '../platform/database/migrate.js';
import { CreateRoles1795000000000 } from './1795000000000-create-roles.js';
import { CreateLog1795000100000 } from './1795000100000-create-log.js';
import { IndexRegistrations1795000200000 } from './1795000200000-index-registrations.js';
import { CreateAccess1795000300000 } from './1795000300000-create-access.js';
import { CreateAlerts1795000500000 } from './1795000500000-create-alerts.js';
import { CreateWitnessing1795000600000 } from './1795000600000-create-witnessing.js';
import { CreateProvenance1795000400000 } from './1795000400000-create-provenance.js';
import { CreateMap1795000800000 } from './1795000800000-create-map.js';
import { CreateUses1795001000000 } from './1795001000000-create-uses.js';
import { LinkCheckpoints1795001200000 } from './1795001200000-link-checkpoints.js';
import { CreateIntegrityCheck1795001310000 } from './1795001310000-create-integrity-check.js';
import { IndexUsesByWidth1795001320000 } from './1795001320000-index-uses-by-width.js';
import { ProjectRuns1795001330000 } from './1795001330000-project-runs.js';
import { GroupAlerts1795001340000 } from './1795001340000-group-alerts.js';
import { RotateWebhookSecrets1795001350000 } from './1795001350000-rotate-webhook-secrets.js';
import { RecordCheckpointsBehind1795001360000 } from './1795001360000-record-checkpoints-behind.js';
import { NameWhoRecordsBehind1795001380000 } from './1795001380000-name-who-records-behind.js';
import { RenewCosignatures1795001390000 } from './1795001390000-renew-cosignatures.js';
import { ProjectWeapons1795001400000 } from './1795001400000-project-weapons.js';
import { CountEditions1795001410000 } from './1795001410000-count-editions.js';
import { ProjectSerials1795001420000 } from './1795001420000-project-serials.js';
import { ProjectQuantities1795001430000 } from './1795001430000-project-quantities.js';
import { SettleFlowsAndTaints1795001370000 } from './1795001370000-settle-flows-and-taints.js';

/** Every migration, oldest first. Append only: one line each, never edited or moved once released. */
export const migrations: readonly MigrationClass[] = [
  CreateRoles1795000000000, //
  CreateLog1795000100000,
  IndexRegistrations1795000200000,
  CreateAccess1795000300000,
  CreateAlerts1795000500000,
  CreateProvenance1795000400000,
  CreateWitnessing1795000600000,
  CreateMap1795000800000,
  CreateUses1795001000000,
  LinkCheckpoints1795001200000,
  CreateIntegrityCheck1795001310000,
  IndexUsesByWidth1795001320000,
  ProjectRuns1795001330000,
  GroupAlerts1795001340000,
  RotateWebhookSecrets1795001350000,
  RecordCheckpointsBehind1795001360000,
  SettleFlowsAndTaints1795001370000,
  NameWhoRecordsBehind1795001380000,
  RenewCosignatures1795001390000,
  ProjectWeapons1795001400000,
  CountEditions1795001410000,
  ProjectSerials1795001420000,
  ProjectQuantities1795001430000,
];
