import type { Handreiking } from '../handreiking.ts';
import type { FieldId, PurposeId, RoleId } from '../vocabulary.ts';
import type { UnknownWord } from './known-words.ts';
import type {
  FieldRoads,
  Possibilities,
  PossibilitiesAnswer,
  RecipientPossibilities,
} from './possibilities.ts';
import { isDeclaration, type Road, type RoadKind } from './road.ts';

/** How a road is called in the handreiking's own language, in JSON and on paper. */
export const ROAD_WORDS: Readonly<Record<RoadKind, string>> = {
  direct: 'rechtstreeks',
  consent: 'toestemming',
  declaration: 'verklaring',
  'consent-and-declaration': 'toestemming-en-verklaring',
};

/** The answer as JSON with Dutch keys: what `POST /v1/mogelijkheden` and a pipe give. */
export function possibilitiesInWords(handreiking: Handreiking, { query, recipients }: Possibilities) {
  return {
    vraag: {
      ...(query.purpose === undefined ? {} : { doel: query.purpose }),
      ...(query.from === undefined ? {} : { van: query.from }),
      ...(query.to === undefined ? {} : { naar: query.to }),
      ...(query.fields === undefined ? {} : { velden: query.fields }),
    },
    ontvangers: recipients.map(recipient => recipientInWords(handreiking, recipient)),
  };
}

function recipientInWords(handreiking: Handreiking, recipient: RecipientPossibilities) {
  const fieldInWords = ({ field, roads }: FieldRoads) => ({
    veld: field,
    naam: fieldName(handreiking, field),
    wegen: roads.map(roadInWords),
  });
  return {
    naar: recipient.to,
    naam: roleName(handreiking, recipient.to),
    mag: recipient.possible.map(fieldInWords),
    viaAnderePartner: recipient.viaAnother.map(fieldInWords),
    anderDoel: recipient.otherPurpose.map(({ field, roads }) => ({
      veld: field,
      naam: fieldName(handreiking, field),
      doelen: purposesOf(roads),
    })),
    geenRegel: recipient.noRule,
    nooit: recipient.never,
  };
}

const roadInWords = (road: Road) => ({
  weg: ROAD_WORDS[road.kind],
  doel: road.purpose,
  van: road.from,
  regel: road.rule,
  zin: road.sentence,
  wet: road.law,
  poorten: road.gates,
  voorwaarden: road.conditions.map(condition => ({
    sleutel: condition.key,
    code: condition.code,
    tekst: condition.text,
    feit: condition.fact,
    bijzonder: isDeclaration(condition),
  })),
  toestemmingssoorten: road.consentKinds,
  verplichtingen: road.obligations.map(({ id, text }) => ({ verplichting: id, tekst: text })),
  teBevestigen: road.isToBeConfirmed,
});

export const purposesOf = (roads: readonly Road[]): PurposeId[] => [
  ...new Set(roads.map(({ purpose }) => purpose)),
];

export const fieldName = (handreiking: Handreiking, field: FieldId): string =>
  handreiking.fields.get(field)?.name ?? field;

export const roleName = (handreiking: Handreiking, role: RoleId): string =>
  handreiking.roles.get(role)?.name ?? role;

/** A role's name without the explanation behind it: `Gemeente – sociaal wijkteam`. */
export const shortRoleName = (handreiking: Handreiking, role: RoleId): string =>
  roleName(handreiking, role).split(/ \(|, | \/ /)[0] ?? role;

export const purposeName = (handreiking: Handreiking, purpose: PurposeId): string =>
  (handreiking.purposes.get(purpose)?.name ?? purpose).replaceAll('_', ' ');

type NotAnswered = Exclude<PossibilitiesAnswer, Possibilities>;

/** Why a question could not be answered, as sentences that say what to do instead. */
export const notAnsweredInWords = (answer: NotAnswered): readonly string[] =>
  answer.refusal === 'nothing-asked'
    ? ['Noem een ontvanger (naar), een zender (van), een doel of een veld.']
    : answer.unknown.map(unknownInWords);

const KNOWN_LIST: Readonly<Record<UnknownWord['kind'], string>> = {
  doel: 'Een doel is D01 tot en met D15, of de naam ervan.',
  partij: 'Een partij is een rol, bijvoorbeeld corporatie of gem_wijkteam.',
  veld: 'Een veld is bijvoorbeeld wonen.huurprijs, of alleen huurprijs.',
};

function unknownInWords({ kind, word, suggestions }: UnknownWord): string {
  const article = kind === 'partij' ? 'De' : 'Het';
  const hint = suggestions.length > 0 ? `Bedoelt u ${suggestions.join(' of ')}?` : KNOWN_LIST[kind];
  return `${article} ${kind} '${word}' staat niet in de handreiking. ${hint}`;
}
