import { bsnLikeIn, type Stretch } from '../free-text/bsn-like.ts';

/** From this many people on, one of them is not to be told from the others. */
export const K = 10;

/** What points at one person by itself, or together with other things. */
export type IdentifierKind =
  | 'bsn'
  | 'telefoon'
  | 'e-mail'
  | 'postcode'
  | 'adres'
  | 'rekening'
  | 'datum'
  | 'naam'
  | 'leeftijd'
  | 'bedrag';

/** Something in a story that may point at somebody: its kind and its place. Never the words themselves. */
export interface Identifier extends Stretch {
  readonly kind: IdentifierKind;
}

/** What to write instead. */
export const INSTEAD: Readonly<Record<IdentifierKind, string>> = {
  bsn: 'Laat het nummer weg.',
  telefoon: 'Laat het telefoonnummer weg.',
  'e-mail': 'Laat het mailadres weg.',
  postcode: 'Laat de postcode weg.',
  adres: 'Schrijf ‘een flat’ of ‘een rijtjeshuis’, niet waar het staat.',
  rekening: 'Laat het rekeningnummer weg.',
  datum: 'Schrijf ‘in het voorjaar’ of ‘een paar maanden later’.',
  naam: 'Gebruik geen naam van een mens, een organisatie of een plaats. Schrijf ‘de bewoner’ of ‘de verhuurder’.',
  leeftijd: 'Schrijf ‘een jonge vrouw’ of ‘een man van in de vijftig’.',
  bedrag: 'Schrijf ‘een paar honderd euro’.',
};

const MONTHS =
  'januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|jan|feb|mrt|apr|jun|jul|aug|sep|sept|okt|nov|dec';

const PATTERNS: readonly (readonly [IdentifierKind, RegExp])[] = [
  ['e-mail', /[\w.+-]+@[\w-]+\.[\w.-]+/g],
  ['telefoon', /(?:\+31|0)[\s-]?(?:\d[\s-]?){8,9}\b/g],
  ['postcode', /\b[1-9]\d{3}\s?[A-Z]{2}\b/g],
  ['rekening', /\b[A-Z]{2}\d{2}\s?[A-Z]{4}(?:\s?\d){10}\b/g],
  ['adres', /\p{L}*(?:straat|laan|weg|plein|hof|gracht|kade|dreef|singel|pad)\s\d+\s?[a-z]?\b/giu],
  ['datum', /\b\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b/g],
  ['datum', /\b\d{4}-\d{2}-\d{2}\b/g],
  ['datum', new RegExp(`\\b\\d{1,2}\\s(?:${MONTHS})\\b(?:\\s\\d{4})?`, 'gi')],
  ['datum', /\b(?:19|20)\d{2}\b/g],
  ['leeftijd', /\b\d{1,3}[\s-]?(?:jaar|jarige?)\b/gi],
  ['bedrag', /€\s?\d[\d.,]*|\b\d[\d.]*,\d{2}\b/g],
];

/** Words that begin with a capital and name no one. */
const ORDINARY = new Set(
  'Wmo Wlz Zvw Wvggz Wzd Wgs AVG GGZ BSN DigiD Participatiewet Nederland Nederlands Nederlandse B1 OV Ik'.split(
    ' ',
  ),
);

/**
 * Everything in a story that may point at a person, in the order of the text. A capital in the middle of a sentence counts as a
 * name: better one question too many. An empty answer is no proof; that is why somebody from outside reads it too.
 */
export function identifiersIn(text: string): readonly Identifier[] {
  const found: Identifier[] = [
    ...bsnLikeIn(text).map(stretch => ({ kind: 'bsn' as const, ...stretch })),
    ...PATTERNS.flatMap(([kind, pattern]) =>
      [...text.matchAll(pattern)].map(({ index, 0: word }) => ({
        kind,
        start: index,
        end: index + word.length,
      })),
    ),
    ...namesIn(text),
  ];
  return found
    .filter(each => !found.some(other => isWithin(each, other)))
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Names that people here often have: at the beginning of a sentence nothing else tells them from other words. */
const FIRST_NAMES = new Set(
  (
    'Aad Abdel Abdullah Achmed Adriaan Agnieszka Ahmed Aicha Albert Alex Ali Alie Amina Amir An Andre Andrzej Angela Anita Anja ' +
    'Ank Anna Anne Annemarie Annie Anouk Anton Arie Arjan Arnold Astrid Ayse Bas Beata Ben Bep Bernard Bert Betty Bianca Bob ' +
    'Bram Brigitte Carla Chantal Chris Christa Claudia Cor Corrie Cees Daan Daniel David Dennis Diana Dick Dirk Ed Edwin Elena ' +
    'Ellen Els Emine Eric Erik Esra Esther Eva Fatima Fatma Femke Fien Frank Frans Fred Freek Gerard Gerda Gerrit Gert Greet ' +
    'Hamza Han Hanneke Hans Harm Harrie Harry Hassan Hatice Heidi Henk Henny Henriette Herman Hilde Ibrahim Ilse Ina Ine Ineke ' +
    'Inge Ingrid Irene Iris Ivan Jaap Jack Jacqueline Jan Janine Janneke Jannie Jannis Jasper Jeanne Jeroen Jo Joep Johan ' +
    'Johanna John Jolanda Joop Joost Joris Jos Joyce Judith Jurgen Karel Karim Karin Kees Kevin Khadija Kim Klaas Koen Koos ' +
    'Krzysztof Laila Lars Laura Leen Leo Leon Lia Lies Lin Linda Lisa Loes Louis Lucas Maarten Malika Manon Marc Marcel Margo ' +
    'Maria Marianne Marie Mariska Marja Marjan Mark Marleen Marloes Martin Mehmet Mia Michael Michel Miep Mieke Milan Mohamed ' +
    'Mohammed Monique Mustafa Nadia Nel Nico Nicole Noor Olga Omar Patricia Patrick Paul Peter Petra Piet Pim Piotr Rachid Ria ' +
    'Rob Robert Roel Ron Ronald Rosa Ruud Said Sam Samira Sandra Sara Saskia Semra Silvia Simon Sjaak Sjoerd Sonja Stefan ' +
    'Suzanne Sven Sylvia Tamara Tanja Thea Theo Thijs Thomas Tim Tineke Toon Tom Ton Tonny Trees Truus Victor Wil Willem Wilma ' +
    'Wim Yasmina Youssef Yusuf Yvonne Zeynep'
  ).split(' '),
);

const namesIn = (text: string): Identifier[] =>
  [...text.matchAll(/\p{Lu}[\p{L}’'-]*/gu)].flatMap(({ index, 0: word }) => {
    const before = text.slice(0, index).trimEnd();
    const beginsSentence =
      before === '' || /[.?!:…]$|[.?!]['"’”]$|\n\s*$/u.test(text.slice(0, index).replace(/[ \t]+$/, ''));
    const isOrdinary = ORDINARY.has(word) || (word.length > 1 && word === word.toUpperCase());
    if (FIRST_NAMES.has(word)) return [{ kind: 'naam' as const, start: index, end: index + word.length }];
    return beginsSentence || isOrdinary || /['"‘“]$/.test(before)
      ? []
      : [{ kind: 'naam' as const, start: index, end: index + word.length }];
  });

const isWithin = (one: Stretch, other: Stretch): boolean =>
  other.start <= one.start && one.end <= other.end && other.end - other.start > one.end - one.start;

/** What a story tells of somebody that others may know too. */
export const QUASI_IDENTIFIERS = {
  leeftijdsgroep: 'de leeftijdsgroep',
  geslacht: 'man of vrouw',
  gezin: 'hoe het gezin is',
  buurt: 'de wijk of buurt',
  woning: 'hoe iemand woont',
  inkomen: 'waarvan iemand leeft',
  gezondheid: 'een ziekte of beperking',
  gebeurtenis: 'iets wat anderen meemaakten of in de krant stond',
  werk: 'het werk of de dagbesteding',
  afkomst: 'waar iemand vandaan komt',
} as const;

export type QuasiIdentifier = keyof typeof QUASI_IDENTIFIERS;

/** What somebody puts forward to learn from. */
export interface Story {
  readonly text: string;
  readonly quasiIdentifiers: readonly QuasiIdentifier[];
  /** How many people in the area all of these together are true of, at least. */
  readonly people: number;
  /** Where that number comes from. */
  readonly source: string;
}

/** Why a story is not anonymous yet. */
export type AnonymityFault =
  | { readonly fault: 'points-at-somebody'; readonly found: readonly Identifier[] }
  /** Fewer people than `K` fit, or nobody said how many. */
  | { readonly fault: 'too-few-people' }
  | { readonly fault: 'no-source' }
  /** Illness with where somebody lives or what happened is known by neighbours, whatever the number. */
  | { readonly fault: 'known-in-the-street' }
  | { readonly fault: 'too-short' | 'too-long' };

const SHORTEST = 80;
const LONGEST = 4_000;

/** Everything that stands in the way of letting this story go, all at once; none is a pass of this part of the test. */
export function anonymityFaults({
  text,
  quasiIdentifiers,
  people,
  source,
}: Story): readonly AnonymityFault[] {
  const found = identifiersIn(text);
  const told = new Set(quasiIdentifiers);
  const isKnown = told.has('buurt') && told.has('gezondheid') && told.has('gebeurtenis');
  return [
    ...(found.length === 0 ? [] : [{ fault: 'points-at-somebody' as const, found }]),
    ...(Number.isInteger(people) && people >= K ? [] : [{ fault: 'too-few-people' as const }]),
    ...(source.trim().length >= 5 ? [] : [{ fault: 'no-source' as const }]),
    ...(isKnown ? [{ fault: 'known-in-the-street' as const }] : []),
    ...(text.trim().length < SHORTEST ? [{ fault: 'too-short' as const }] : []),
    ...(text.length > LONGEST ? [{ fault: 'too-long' as const }] : []),
  ];
}
