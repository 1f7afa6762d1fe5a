import type { z } from 'zod';
import { explainIssues } from '../custody/vocabulary/explain-issues.js';
import { CommandError, EXIT } from './exit-codes.js';

/** Ends a command over input that does not fit its schema; one line for each member, below the heading. */
export function misfit(heading: string, error: z.ZodError): CommandError {
  const lines = explainIssues(error).map((issue) => `  ${issueLine(issue)}`);
  return new CommandError(`${heading}:\n${lines.join('\n')}`, EXIT.usage);
}

/** One thing that is wrong, as the service and the schemas tell it. */
export function issueLine({ pointer, detail }: { pointer: string; detail: string }): string {
  return `${pointer || '/'}: ${detail}`;
}
