import 'reflect-metadata';
import { greet, openJobQueue, type Store } from './job-queue.js';

/** A worker of its own that takes a job, says so, and never ends it: to be killed. */
const store: Store = JSON.parse(process.argv[2] ?? '{}');
const { queue } = openJobQueue(store);
queue.handle(greet, async ({ name }) => {
  process.stdout.write(`took ${name}\n`);
  await new Promise(() => undefined);
});
await queue.onApplicationBootstrap();
process.stdout.write('ready\n');
