import { ApiOkResponse } from '@nestjs/swagger';

type Options = NonNullable<Parameters<typeof ApiOkResponse>[0]>;
type StandardSchema = Extract<Options, { standardSchema?: unknown }>['standardSchema'];

/** Documents a page of a list: `{"items": […], "next": …}` and a link to the page behind it. */
export function ApiPage(
  standardSchema: NonNullable<StandardSchema>,
): MethodDecorator & ClassDecorator {
  return ApiOkResponse({
    description: 'A page; `next` is null on the last one.',
    standardSchema,
    headers: {
      Link: {
        description: 'The next page, `<path>; rel="next"` (RFC 8288). Absent on the last one.',
        schema: { type: 'string' },
      },
    },
  });
}
