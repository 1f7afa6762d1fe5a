import 'reflect-metadata';
import { loadConfig } from './platform/config/config.js';
import { runProcess } from './platform/run-process.js';
import { startWorker } from './start-worker.js';

await runProcess(async () => startWorker(loadConfig({ ...process.env, ROLE: 'worker' })));
