import { answerTasks } from '../../platform/threads/answer-tasks.js';
import { renderReport } from './render-report.js';

/** The thread that prints: fonts are cut and pages laid out here, not in the event loop. */
answerTasks(renderReport);
