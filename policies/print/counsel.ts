import { parseContent } from '../parse-content.ts';
import type { SourceFile } from '../read-file.ts';
import type { RoleId, RuleId } from '../vocabulary.ts';

/** What people often get wrong, in both directions: for the sheets and for the training. */
export interface Counsel {
  readonly may: readonly MayAfterAll[];
  readonly never: readonly string[];
}

/** One thing that is allowed though many think it is not (handreiking 5.5). */
export interface MayAfterAll {
  readonly number: number;
  readonly sentence: string;
  readonly because: string;
  readonly rules: readonly RuleId[];
  readonly roles: readonly RoleId[];
}

const text = { type: 'string', minLength: 1 };
const schema = {
  type: 'object',
  additionalProperties: false,
  required: ['mag_wel', 'mag_nooit'],
  properties: {
    mag_wel: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['nummer', 'zin', 'waarom', 'regels', 'voor'],
        properties: {
          nummer: { type: 'integer', minimum: 1 },
          zin: text,
          waarom: text,
          regels: { type: 'array', items: text },
          voor: { type: 'array', items: text, minItems: 1 },
        },
      },
    },
    mag_nooit: { type: 'array', items: text },
  },
};

interface CounselWords {
  readonly mag_wel: readonly {
    readonly nummer: number;
    readonly zin: string;
    readonly waarom: string;
    readonly regels: readonly string[];
    readonly voor: readonly string[];
  }[];
  readonly mag_nooit: readonly string[];
}

/** Reads `mag-wel.yaml`. Throws a `ContentError` when it is not of the closed shape. */
export function loadCounsel(file: SourceFile): Counsel {
  const words = parseContent(file, schema) as CounselWords;
  return {
    may: words.mag_wel.map(({ nummer, zin, waarom, regels, voor }) => ({
      number: nummer,
      sentence: zin,
      because: waarom,
      rules: regels,
      roles: voor,
    })),
    never: words.mag_nooit,
  };
}
