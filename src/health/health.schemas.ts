import { z } from 'zod';

const check = z.looseObject({ status: z.enum(['up', 'down']) });
const checks = z.record(z.string(), check);

export const liveAnswer = z.strictObject({ status: z.literal('ok') }).meta({ id: 'Live' });

export const readyAnswer = z
  .strictObject({
    status: z.enum(['ok', 'error', 'shutting_down']),
    info: checks.optional().meta({ description: 'Checks that hold.' }),
    error: checks.optional().meta({ description: 'Checks that fail.' }),
    details: checks.meta({ description: 'All checks.' }),
  })
  .meta({ id: 'Ready', description: 'State of each check.' });
