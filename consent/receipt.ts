import type { FieldId } from '../policies/vocabulary.ts';

/** What the resident takes home, in the resident's language: what was decided, about what, by which text, and how to stop. */
export interface ConsentReceipt {
  readonly schema: 'https://w3id.org/dpv/schema/dpv-27560';
  readonly bewijs: string;
  readonly toestemming: string;
  readonly besluit: 'ja' | 'nee' | 'gestopt' | 'verlengd' | 'later';
  readonly doel: { readonly code: string; readonly waarvoor: string };
  readonly van: string;
  readonly naar: string;
  readonly gegevens: readonly { readonly veld: FieldId; readonly naam: string }[];
  readonly soorten: readonly { readonly soort: string; readonly wetten: readonly string[] }[];
  readonly tekst: { readonly versie: string; readonly taal: string; readonly sha256: string };
  readonly op: string;
  readonly geldigTot: string;
  readonly logboek: { readonly nummer: number; readonly bladhash: string };
  readonly stoppen: string;
}

export const HOW_TO_STOP =
  'Stoppen kan elke dag: in het portaal, bij het wijkteam, of bij elke organisatie die hier staat. U hoeft niet te zeggen waarom. Uw hulp, uw uitkering en uw woning blijven.';

export type ReceiptDecision = ConsentReceipt['besluit'];
