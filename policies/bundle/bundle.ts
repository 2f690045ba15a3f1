import { Ajv2020 } from 'ajv/dist/2020.js';
import type { SourceFile } from '../read-file.ts';

/** A version of the handreiking on its way to come into force: the files, the difference as people read it, and who signed. */
export interface Bundle {
  readonly files: readonly SourceFile[];
  readonly difference: string;
  /** Compact JWS, one per signer, each with a whole statement as its payload. */
  readonly signatures: readonly string[];
}

interface BundleWords {
  readonly bestanden: readonly { readonly pad: string; readonly tekst: string }[];
  readonly verschil: string;
  readonly handtekeningen: readonly string[];
}

const closed = (properties: Readonly<Record<string, unknown>>) => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties),
  properties,
});
const text = { type: 'string' };
const isBundleWords = new Ajv2020({ strict: true }).compile<BundleWords>(
  closed({
    bestanden: { type: 'array', items: closed({ pad: { type: 'string', minLength: 1 }, tekst: text }) },
    verschil: text,
    handtekeningen: { type: 'array', items: { type: 'string', minLength: 1, maxLength: 10_000 } },
  }),
);

/** Reads a bundle from JSON, or nothing when it is not of the closed shape. Says nothing yet about what is signed. */
export function parseBundle(json: string): Bundle | undefined {
  try {
    const data: unknown = JSON.parse(json);
    return isBundleWords(data) ? fromWords(data) : undefined;
  } catch {
    return undefined;
  }
}

const fromWords = ({ bestanden, verschil, handtekeningen }: BundleWords): Bundle => ({
  files: bestanden.map(({ pad, tekst }) => ({ path: pad, text: tekst })),
  difference: verschil,
  signatures: handtekeningen,
});

export const asJson = ({ files, difference, signatures }: Bundle): string => {
  const words: BundleWords = {
    bestanden: files.map(({ path, text: tekst }) => ({ pad: path, tekst })),
    verschil: difference,
    handtekeningen: signatures,
  };
  return `${JSON.stringify(words, undefined, 1)}\n`;
};
