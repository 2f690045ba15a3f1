import type { Handreiking } from '../../policies/handreiking.ts';

/** What the pages for developers are made from: the policies in force, the API document and the registry of problems. */
export interface DocsSite {
  /** The address of this gateway, without a slash at the end. */
  readonly url: string;
  readonly handreiking: Handreiking;
  readonly version: string;
  readonly api: ApiDocument;
  readonly problems: readonly ProblemText[];
  /** Whether newcomers can try here: every resident is invented. */
  readonly isSandbox: boolean;
}

/** A kind of problem, as the registry holds it. */
export interface ProblemText {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
}

/** As much of an OpenAPI document as the reference shows. */
export interface ApiDocument {
  readonly info: { readonly version: string; readonly description?: string };
  readonly tags: readonly { readonly name: string; readonly description?: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, ApiSchema>>;
    readonly responses: Readonly<Record<string, ApiResponse>>;
  };
}

export interface ApiOperation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly security?: readonly unknown[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: ApiSchema }>> };
  readonly responses: Readonly<Record<string, ApiResponse>>;
}

export interface ApiResponse {
  readonly $ref?: string;
  readonly description?: string;
  readonly content?: Readonly<Record<string, { readonly schema?: ApiSchema }>>;
}

export interface ApiSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly example?: unknown;
  readonly examples?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, ApiSchema>>;
  readonly items?: ApiSchema;
  readonly oneOf?: readonly ApiSchema[];
  readonly additionalProperties?: boolean | ApiSchema;
}

export const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** One call of the API. */
export interface ApiCall {
  readonly path: string;
  readonly method: string;
  readonly operation: ApiOperation;
}

/** Every call, in the order of the document. */
export const callsOf = ({ paths }: ApiDocument): readonly ApiCall[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap(method => {
      const operation = item[method] as ApiOperation | undefined;
      return operation === undefined ? [] : [{ path, method, operation }];
    }),
  );
