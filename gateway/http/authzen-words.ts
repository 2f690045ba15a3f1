import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';

/** The messages of AuthZEN (NLgov profile 1.0.0). What is not named here may be there, and counts for nothing. */
const ENTITY = {
  type: 'object',
  required: ['type', 'id'],
  properties: {
    type: { type: 'string', minLength: 1, maxLength: 500 },
    id: { type: 'string', minLength: 1, maxLength: 500 },
    properties: { type: 'object' },
  },
} as const;

const ACTION = {
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 500 },
    properties: { type: 'object' },
  },
} as const;

const PARTS = { subject: ENTITY, action: ACTION, resource: ENTITY, context: { type: 'object' } } as const;

type Open = Readonly<Record<string, unknown>>;
export interface Entity {
  readonly type: string;
  readonly id: string;
  readonly properties?: Open;
}
/** One question: may this subject do this with that resource? */
export interface AccessQuestion {
  readonly subject: Entity;
  readonly action: { readonly name: string; readonly properties?: Open };
  readonly resource: Entity;
  readonly context?: Open;
}

export const SEMANTICS = ['execute_all', 'deny_on_first_deny', 'permit_on_first_permit'] as const;

/** Several questions at once; what an item does not say, the whole says for it. */
export interface AccessQuestions extends Partial<AccessQuestion> {
  readonly evaluations?: readonly Partial<AccessQuestion>[];
  readonly options?: { readonly evaluations_semantic?: (typeof SEMANTICS)[number] };
}

const ajv = new Ajv2020({ allErrors: true, strict: false, logger: false });

export const isAccessQuestion = ajv.compile<AccessQuestion>({
  type: 'object',
  required: ['subject', 'action', 'resource'],
  properties: PARTS,
});

export const areAccessQuestions = ajv.compile<AccessQuestions>({
  type: 'object',
  properties: {
    ...PARTS,
    evaluations: { type: 'array', maxItems: 100, items: { type: 'object', properties: PARTS } },
    options: {
      type: 'object',
      properties: { evaluations_semantic: { enum: SEMANTICS } },
    },
  },
});

export type QuestionFaults = readonly ErrorObject[] | null | undefined;
