import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import type { HeadToSign } from './signing/head-signer.js';
import type { Queries } from './own-connections.js';

/** Reads the committed head without its lock. */
@Injectable()
export class HeadReader {
  constructor(@Inject(Database) private readonly database: Queries) {}

  async head(): Promise<HeadToSign> {
    const [row] = await this.database.query<HeadToSign>(
      'select size, root, registry_index as "registryIndex" from log_head',
    );
    if (row === undefined) throw new Error('the log has no head row');
    return row;
  }
}
