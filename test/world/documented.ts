import { openapiDocument, validatorFor, type Schemas } from '../../gateway/http/openapi-document.ts';

interface Reference {
  readonly $ref?: string;
}

interface DocumentedResponse extends Reference {
  readonly content?: Readonly<Record<string, { readonly schema: Reference }>>;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: object;
}

export interface Operation {
  readonly method: string;
  readonly path: string;
  /** Where it is really called, with the names of its parameters in braces. */
  readonly address: string;
  readonly parameters: readonly Parameter[];
  readonly body: object | undefined;
  readonly isPublic: boolean;
  readonly responses: Readonly<Record<string, DocumentedResponse>>;
}

interface WrittenOperation {
  readonly parameters?: readonly (Parameter | Reference)[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> };
  readonly security?: readonly unknown[];
  readonly responses: Operation['responses'];
}

const { responses: shared, parameters: sharedParameters = {} } = openapiDocument.components as unknown as {
  readonly responses: Readonly<Record<string, DocumentedResponse>>;
  readonly parameters?: Readonly<Record<string, Parameter>>;
};

const nameIn = ({ $ref }: Reference): string => $ref?.split('/').at(-1) ?? '';

const METHODS = ['get', 'post', 'put', 'delete', 'patch'];

/** What one may be rooted at, when the document says so; otherwise everything is below /v1. */
const rootOf = (item: object): string => {
  const [server] = (item as { readonly servers?: readonly { readonly url: string }[] }).servers ?? [];
  return server === undefined ? '/v1' : new URL(server.url).pathname.replace(/\/$/, '');
};

export const operations: readonly Operation[] = Object.entries(openapiDocument.paths).flatMap(
  ([path, item]) =>
    Object.entries(item)
      .filter(([method]) => METHODS.includes(method))
      .map(([method, written]) => {
        const { parameters: named = [], requestBody, security, responses } = written as WrittenOperation;
        const parameters = named.flatMap(each =>
          'name' in each ? each : (sharedParameters[nameIn(each)] ?? []),
        );
        return {
          method,
          path,
          address: rootOf(item) + path,
          parameters,
          body: requestBody?.content['application/json']?.schema,
          isPublic: security?.length === 0,
          responses,
        };
      }),
);

const validators = new Map<string, ReturnType<typeof validatorFor>>();

function validatorNamed(name: string): ReturnType<typeof validatorFor> {
  const known = validators.get(name) ?? validatorFor(name as keyof Schemas);
  validators.set(name, known);
  return known;
}

export interface Answered {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/** What is wrong with an answer, by the document; nothing when it is as promised. */
export function faultIn(operation: Operation, { status, contentType, text }: Answered): string | undefined {
  const called = `${operation.method} ${operation.address} ${status}`;
  const schema = promisedFor(operation, status, contentType);
  if (schema === undefined) return `nobody promised ${called} ${contentType}`;
  if (schema.$ref === undefined) return undefined;
  const isValid = validatorNamed(nameIn(schema));
  return isValid(JSON.parse(text)) ? undefined : `${called}: ${JSON.stringify(isValid.errors)}`;
}

function promisedFor({ responses }: Operation, status: number, contentType: string): Reference | undefined {
  const written = responses[status];
  const promised = written?.$ref === undefined ? written : shared[nameIn(written)];
  return promised?.content?.[contentType.split(';')[0] ?? '']?.schema;
}
