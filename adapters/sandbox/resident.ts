export const RESIDENT_KEYS = [
  'anja',
  'jan',
  'fatima',
  'piet',
  'sara',
  'ahmed',
  'els',
  'kees',
  'lin',
  'omar',
  'noor',
] as const;

/** Stable name of a synthetic resident, the same in the demo, the tests and the documents. */
export type ResidentKey = (typeof RESIDENT_KEYS)[number];

/** An invented person: no such name, street, telephone number or BSN belongs to anyone. */
export interface Resident {
  readonly key: ResidentKey;
  readonly verhaal: string;
  readonly persoon: Persoon;
  readonly huur?: Huur;
  readonly uitkering?: Uitkering;
  readonly urgentie?: Urgentie;
  /** What the wijkteam wrote down with the resident, by the names its own system uses. */
  readonly woonprofiel?: Readonly<Record<string, unknown>>;
  readonly zorg?: Zorg;
  readonly contactvoorkeur?: string;
  readonly voorkeurstaal?: string;
}

export interface Persoon {
  readonly roepnaam: string;
  readonly voorletters: string;
  readonly tussenvoegsels?: string;
  readonly achternaam: string;
  readonly geboortedatum: string;
  readonly bsn: string;
  readonly mobiel: string;
  readonly email: string;
  readonly straat: string;
  readonly huisnummer: number;
  readonly postcode: string;
}

export interface Huur {
  /** Absent for someone who is only looking for a home. */
  readonly contract?: { readonly begindatum: string; readonly soort: string; readonly brutohuur: number };
  readonly saldo?: number;
  readonly betalingsregeling?: string;
  readonly ontruimingPer?: string;
  readonly meldingen?: readonly Melding[];
}

export interface Melding {
  readonly soort: string;
  readonly detailSoort: string;
  readonly naam: string;
  readonly datum: string;
  readonly melder: string;
  readonly omschrijving: string;
}

export interface Uitkering {
  readonly regeling: string;
  readonly status: string;
  readonly ingangsdatum: string;
  readonly bedragPerMaand: number;
  readonly draagkrachtHuur: string;
  readonly doorbetaaldTotEnMet?: string;
}

export interface Urgentie {
  readonly geldigTot: string;
  readonly zoekprofiel: string;
  readonly categorie: string;
}

export interface Zorg {
  readonly diagnose: { readonly code: string; readonly display: string };
  readonly team: string;
  readonly nummer24x7: string;
  /** What the resident agreed to have told, in words of their own. */
  readonly afspraak?: string;
  readonly vertegenwoordiger?: { readonly rol: string; readonly naam: string; readonly telefoon: string };
  readonly opname?: Opname;
}

export interface Opname {
  readonly titel: string;
  /** JuridischeStatusCodelijst; absent for who came of their own accord. */
  readonly juridischeStatus?: string;
  readonly begin: string;
  readonly eind?: string;
  readonly verlof?: readonly (readonly [string, string])[];
}
