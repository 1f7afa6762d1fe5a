import 'reflect-metadata';
import { loadConfig } from './platform/config/config.js';
import { runProcess } from './platform/run-process.js';
import { startWorkerProcess } from './start-worker.js';

await runProcess(async () => startWorkerProcess(loadConfig({ ...process.env, ROLE: 'worker' })));
