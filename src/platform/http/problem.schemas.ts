import { z } from 'zod';

/** What every answer of 400 and above holds (RFC 9457), as readers of the API see it. */
export const problemSchema = z
  .looseObject({
    type: z.string().meta({ description: 'Names the kind of problem: `/problems/<code>`.' }),
    title: z.string().meta({ description: 'The kind in words, the same for every problem of it.' }),
    status: z.int().min(400).max(599),
    detail: z.string().optional().meta({
      description: 'What is wrong this time and how to mend it. Nothing of the inside for 5xx.',
    }),
    code: z.string().meta({ description: 'The last part of `type`: decide by this.' }),
    instance: z.string().meta({
      description: 'Names this one answer, `urn:uuid:<request id>`; operators find it in the log.',
    }),
    errors: z
      .array(
        z.strictObject({
          pointer: z.string().meta({ description: 'JSON pointer (RFC 6901) to the member.' }),
          detail: z.string(),
        }),
      )
      .optional()
      .meta({ description: 'Each member that is wrong. In a statement, members of the payload.' }),
  })
  .meta({ id: 'Problem', description: 'Problem details (RFC 9457).' });
