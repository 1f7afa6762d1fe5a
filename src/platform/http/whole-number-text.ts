import { z } from 'zod';

/** A whole number from 0 to `most` as a query has it: digits only, no leading zero. */
export const wholeNumberText = (most: number) =>
  z
    .string()
    .regex(/^(?:0|[1-9]\d{0,14})$/u, `must be a whole number of at most ${most}`)
    .refine((text) => Number(text) <= most, {
      message: `must be a whole number of at most ${most}`,
    });
