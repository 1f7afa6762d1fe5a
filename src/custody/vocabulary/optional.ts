import type { z } from 'zod';

/**
 * A member that may be left out. It is typed as zod's exact optional (the parsed value never holds `undefined`, so
 * events stay assignable to JSON), and parsed by the plain one: the exact one runs the inner schema, and builds an
 * issue, for every member that is absent, which halves the speed of admission. JSON cannot tell the two apart.
 */
export function optional<Schema extends z.ZodType>(schema: Schema): z.ZodExactOptional<Schema>;
export function optional(schema: z.ZodType): z.ZodType {
  return schema.optional();
}
