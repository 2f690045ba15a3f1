import type { FieldValue } from '../policies/vocabulary.ts';

/** What a table keeps about a resident, each kind in versions. */
export type DocumentKind = 'woonprofiel' | 'waakvlamcontract' | 'doorbraakvraag' | 'afspraken' | 'budget';

export const DOCUMENT_KINDS: readonly DocumentKind[] = [
  'woonprofiel',
  'waakvlamcontract',
  'doorbraakvraag',
  'afspraken',
  'budget',
];

/** One version of a document. What a version says never changes; who wants to change it writes the next. */
export interface CaseDocument {
  readonly kind: DocumentKind;
  readonly version: number;
  readonly parts: Readonly<Record<string, FieldValue>>;
  /** The day on which it was written. */
  readonly writtenOn?: string;
  /** The day on which the resident agreed to this version; none as long as they did not, or took that back. */
  readonly agreedOn?: string;
}

/** What a part of a document looks like: one text, a list of texts, or one of these words. */
export type PartShape = 'text' | 'list' | readonly string[];

/** What a table can write down, per kind. What has no place here is not kept. */
export const DOCUMENT_PARTS: Readonly<Record<DocumentKind, Readonly<Record<string, PartShape>>>> = {
  woonprofiel: {
    woonwens: 'text',
    woonafspraken: 'list',
    begeleidingsvoorwaarden: 'text',
    draagkracht: 'text',
  },
  waakvlamcontract: { status: ['slapend', 'actief', 'opgeschaald'], afspraken: 'list' },
  doorbraakvraag: { vraag: 'text' },
  afspraken: { acties: 'list' },
  budget: { budget: 'text' },
};

/** The table's own file as one partner sees it; kept elsewhere, under a key per resident. */
export interface CaseFiles {
  /** Every version of these kinds about the resident whom this partner knows by this koppelsleutel. */
  readonly read: (koppelsleutel: string, kinds: readonly DocumentKind[]) => Promise<readonly CaseDocument[]>;
}
