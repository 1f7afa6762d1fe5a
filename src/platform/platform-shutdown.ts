import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Database } from './database/database.js';
import { DatabaseServer } from './database/database-server.js';
import { JobQueue } from './queue/job-queue.js';

/** Closes what the platform opened, in the one order that works; features stopped their own work before. */
@Injectable()
export class PlatformShutdown implements BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    private readonly queue: JobQueue,
    private readonly database: Database,
    private readonly server: DatabaseServer,
  ) {}

  async beforeApplicationShutdown(): Promise<void> {
    await this.queue.stopWorkers();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.queue.close();
    await this.database.close();
    await this.server.stop();
  }
}
