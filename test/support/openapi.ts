import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';

interface Body {
  readonly required?: boolean;
  readonly content: Readonly<
    Record<
      string,
      {
        readonly schema?: unknown;
        readonly examples?: Readonly<
          Record<string, { readonly value: { readonly payload: string } }>
        >;
      }
    >
  >;
}

export interface ApiAnswer {
  readonly description: string;
  readonly content?: Body['content'];
}

export interface ApiParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
}

/** One operation of the document, with its place in it. */
export interface ApiOperation {
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters: readonly ApiParameter[];
  readonly requestBody?: Body;
  readonly security?: readonly Readonly<Record<string, unknown>>[];
  readonly responses: Readonly<Record<string, ApiAnswer>>;
}

/** What a client got. */
export interface Got {
  readonly status: number;
  readonly contentType: string | null;
  readonly text: string;
}

const DOCUMENT = 'openapi';
/** RFC 3339, as far as a pattern can tell. */
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/u;

/** An OpenAPI 3.1 document that real answers can be held against. */
export class ApiDocument {
  readonly operations: readonly ApiOperation[];
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });

  constructor(readonly json: any) {
    this.ajv.addFormat('date-time', DATE_TIME);
    this.ajv.addFormat('date', /^\d{4}-\d\d-\d\d$/u);
    this.ajv.addFormat('binary', true);
    this.ajv.addSchema({ $id: DOCUMENT, ...json });
    this.operations = Object.entries<Record<string, Omit<ApiOperation, 'method' | 'path'>>>(
      json.paths,
    ).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({
        ...operation,
        path,
        method: method.toUpperCase(),
      })),
    );
  }

  operation(operationId: string): ApiOperation {
    const found = this.operations.find((each) => each.operationId === operationId);
    if (found === undefined) throw new Error(`the document has no operation ${operationId}`);
    return found;
  }

  /** Every `$ref`, as a JSON pointer without its `#`. */
  references(node: unknown = this.json): string[] {
    if (typeof node !== 'object' || node === null) return [];
    return Object.entries(node).flatMap(([key, value]) =>
      key === '$ref' && typeof value === 'string'
        ? [value.replace(/^#/u, '')]
        : this.references(value),
    );
  }

  /** What stands at a JSON pointer; `undefined` when nothing does. */
  at(pointer: string): unknown {
    const segments = pointer.split('/').slice(1);
    return segments.reduce<any>(
      (node, segment) => node?.[segment.replaceAll('~1', '/').replaceAll('~0', '~')],
      this.json,
    );
  }

  /** @throws when the schema at this JSON pointer is not one */
  schemaAt(pointer: string): ValidateFunction {
    return this.ajv.compile({ $ref: `${DOCUMENT}#${encodeURI(pointer)}` });
  }

  component(name: string): ValidateFunction {
    return this.schemaAt(`/components/schemas/${name}`);
  }

  /** How an answer differs from what the document says of it; empty when it does not. */
  differences(operation: ApiOperation, got: Got): string[] {
    const status = [`${got.status}`, `${`${got.status}`.charAt(0)}XX`].find(
      (each) => operation.responses[each] !== undefined,
    );
    if (status === undefined) return [`status ${got.status} is not documented`];
    const content = operation.responses[status]?.content;
    if (content === undefined) return got.text === '' ? [] : ['a body is not documented'];
    const type = got.contentType?.split(';')[0] ?? '';
    if (content[type] === undefined) return [`content type "${type}" is not documented`];
    if (!type.endsWith('json')) return [];
    const place = ['paths', operation.path, operation.method.toLowerCase(), 'responses', status];
    const pointer = [...place, 'content', type, 'schema'].map(escape).join('/');
    const validate = this.schemaAt(`/${pointer}`);
    return validate(JSON.parse(got.text)) ? [] : explain(validate.errors);
  }
}

export function explain(errors: ErrorObject[] | null | undefined): string[] {
  return (errors ?? []).map(({ instancePath, message, params }) =>
    [instancePath, message, JSON.stringify(params)].join(' '),
  );
}

/** RFC 6901 section 3. */
function escape(segment: string): string {
  return segment.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** `METHOD /path` of every route of Fastify, from its own print of them; parameters as `{name}`. */
export function routesOf(print: string): string[] {
  const routes: string[] = [];
  const parents: string[] = [];
  for (const line of print.split('\n')) {
    const match = /^(?<indent>(?:│ {3}| {4})*)[├└]── (?<path>\S*)(?: \((?<methods>[^)]*)\))?/u.exec(
      line,
    );
    if (match?.groups === undefined) continue;
    const depth = (match.groups['indent'] ?? '').length / 4;
    parents.length = depth;
    parents.push(match.groups['path'] ?? '');
    for (const method of match.groups['methods']?.split(', ') ?? []) {
      routes.push(`${method} ${parents.join('')}`);
    }
  }
  return routes.map((route) => route.replaceAll(/:(\w+)/gu, '{$1}'));
}
