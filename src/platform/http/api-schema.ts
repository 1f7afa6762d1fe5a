import { applyDecorators } from '@nestjs/common';
import { ApiExtension, type ApiBody } from '@nestjs/swagger';
import { z } from 'zod';

/** A schema as OpenAPI 3.1 has it: JSON Schema 2020-12. */
export type ApiSchema = Extract<Parameters<typeof ApiBody>[0], { schema: unknown }>['schema'];

/** JSON Schema of a zod schema; schemas that have an `id` stand beside it, under the names they have. */
export interface SchemaWithParts {
  readonly schema: ApiSchema;
  readonly parts: Readonly<Record<string, ApiSchema>>;
}

/** Extension by which an operation hands over schemas that nothing of its own refers to yet. */
export const PARTS_EXTENSION = 'x-schemas';

/** References are already those of the document: `#/components/schemas/<id>`. */
export function apiSchemaOf(schema: z.ZodType, io: 'input' | 'output'): SchemaWithParts {
  const {
    $schema: _,
    $defs = {},
    ...own
  } = z.toJSONSchema(schema, { io, target: 'draft-2020-12' });
  const root = /^#\/\$defs\/(?<id>\w+)$/u.exec(own.$ref ?? '')?.groups?.['id'] ?? 'Any';
  // Recursive schemas without an id get a number from zod, which other schemas get as well.
  const nameOf = (name: string): string => name.replace(/^__schema/u, `${root}Part`);
  const parts: [string, unknown][] = Object.entries($defs).map(([name, part]) => [
    nameOf(name),
    { ...part, id: undefined },
  ]);
  const text = JSON.stringify({ schema: own, parts: Object.fromEntries(parts) });
  const moved = text.replaceAll(
    /"#\/\$defs\/(?<name>\w+)"/gu,
    (_match, name: string) => `"#/components/schemas/${nameOf(name)}"`,
  );
  const result: SchemaWithParts = JSON.parse(moved);
  return result;
}

/** Adds schemas to the document's components, for others to refer to by name. */
export function ApiParts(
  parts: Readonly<Record<string, ApiSchema>>,
): MethodDecorator & ClassDecorator {
  return applyDecorators(ApiExtension(PARTS_EXTENSION, parts));
}

/** A reference to a schema that is among the components by that name. */
export function refTo(name: string): ApiSchema {
  return { $ref: `#/components/schemas/${name}` };
}
