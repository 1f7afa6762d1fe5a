import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { Problem, type ProblemError } from './problem.js';

type StandardSchema = NonNullable<ArgumentMetadata['schema']>;
type Validated = Awaited<ReturnType<StandardSchema['~standard']['validate']>>;
type Issue = NonNullable<Validated['issues']>[number];

const MOST_ERRORS = 20;

/** Where the pointer of a parameter begins; the body's pointers begin at the body. */
const PLACE: Readonly<Record<ArgumentMetadata['type'], string>> = {
  body: '',
  query: '/query',
  param: '/path',
  custom: '',
};

/**
 * Checks what `@Body({ schema })`, `@Query({ schema })` and `@Param(name, { schema })` name, and answers
 * 400 `schema` with a JSON pointer to each member that is wrong.
 */
@Injectable()
export class SchemaPipe implements PipeTransform {
  async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const { schema, type } = metadata;
    if (!schema || type === 'custom') return value;
    const result = await schema['~standard'].validate(value);
    if (!result.issues) return result.value;
    const place = PLACE[type] + (metadata.data === undefined ? '' : `/${metadata.data}`);
    throw new Problem({
      status: 400,
      code: 'schema',
      detail: `The ${type === 'param' ? 'path' : type} is not as this route describes it.`,
      errors: distinct(result.issues.flatMap((issue) => errorsOf(issue, place))),
    });
  }
}

function errorsOf(issue: Issue, place: string): ProblemError[] {
  const path = (issue.path ?? []).map((segment) =>
    escape(String(typeof segment === 'object' ? segment.key : segment)),
  );
  const pointer = [place, ...path].join('/');
  // zod names unknown members in one issue of their object; each is told at its own place.
  if ('keys' in issue && Array.isArray(issue.keys)) {
    return issue.keys.map((key) => ({
      pointer: `${pointer}/${escape(String(key))}`,
      detail: 'This member is not known here. Remove it.',
    }));
  }
  return [{ pointer, detail: isMissing(issue) ? 'is required' : issue.message }];
}

/** How zod's own message ends for a member that is not there. */
function isMissing({ message }: Issue): boolean {
  return message.endsWith('received undefined');
}

/** A value may fail several checks that say the same of it. */
function distinct(errors: readonly ProblemError[]): ProblemError[] {
  const byText = new Map(errors.map((error) => [`${error.pointer}\n${error.detail}`, error]));
  return [...byText.values()].slice(0, MOST_ERRORS);
}

/** RFC 6901 section 3. */
function escape(segment: string): string {
  return segment.replaceAll('~', '~0').replaceAll('/', '~1');
}
