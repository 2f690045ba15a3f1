import type { AccessAnswer, AccessParty, ActualRecipient, Delivery } from '../../consent/access-answer.ts';
import { nlFields, nlPurposes } from '../texts/nl/fields.ts';
import { enumerated, heading, inWords, list, text, type Letter, type LetterPart } from './letter.ts';

export interface AccessLetterFacts {
  readonly answer: AccessAnswer;
  readonly receivedOn: string;
  readonly telephone: string;
  /** For who speaks for the resident, another beginning. */
  readonly isForSomebody: boolean;
}

/** The answer to a request to see, in plain words; the list with every time goes with it. */
export function accessLetter({ answer, receivedOn, telephone, isForSomebody }: AccessLetterFacts): Letter {
  const { recipients } = answer;
  return {
    subject: 'Wie kreeg uw gegevens?',
    parts: [
      text(isForSomebody ? 'Beste lezer,' : 'Beste bewoner,'),
      text(
        isForSomebody
          ? `Op ${inWords(receivedOn)} vroeg u wat wij vertelden over de bewoner voor wie u optreedt. Dit is ons antwoord. Waar u staat, gaat het over de bewoner.`
          : `Op ${inWords(receivedOn)} vroeg u wat wij over u vertelden. Dit is ons antwoord.`,
      ),
      ...(recipients.length === 0 ? [text('Niemand kreeg via ons gegevens van u.')] : told(recipients)),
      ...asked(answer),
      ...looked(answer),
      ...others(answer),
      ...kept(answer),
      heading('Wat kunt u doen?'),
      list([
        'Klopt er iets niet? Vraag ons om het te verbeteren.',
        'Moet er iets weg? Vraag ons om het weg te halen.',
        'Bent u het niet eens met het doorgeven? Maak bezwaar.',
        'Zei u ja op een vraag? U mag elke dag stoppen.',
        'Bent u niet tevreden over ons? Klaag bij de Autoriteit Persoonsgegevens.',
      ]),
      text(
        'Een mens beslist over uw hulp. Dat doet onze computer nooit. Uw gegevens gaan niet naar een land buiten Europa.',
      ),
      text(`Snapt u iets niet? Bel ons: ${telephone}. Wij helpen u graag.`),
    ],
  };
}

const nameOf = ({ name, organisation }: AccessParty): string =>
  name.startsWith(organisation) || organisation.startsWith(name) ? name : `${name} (${organisation})`;

const told = (recipients: readonly ActualRecipient[]): readonly LetterPart[] => [
  heading('Wie kreeg iets over u?'),
  ...recipients.flatMap(recipient => [
    text(
      `${nameOf(recipient)} kreeg ${recipient.times === 1 ? 'één' : recipient.times} keer iets, ${whenTold(recipient)}. Het ging om:`,
    ),
    list(recipient.fields.length === 0 ? ['gegevens over iemand anders'] : recipient.fields.map(wordOf)),
  ]),
  text(
    'In de lijst bij deze brief staat elke keer apart. Daar ziet u ook van wie het kwam en waarom het mocht.',
  ),
];

const whenTold = ({ first, last }: ActualRecipient): string =>
  inWords(first) === inWords(last) ? `op ${inWords(first)}` : `van ${inWords(first)} tot ${inWords(last)}`;

const wordOf = (field: string): string => nlFields[field] ?? field;

const asked = ({ refusals }: AccessAnswer): readonly LetterPart[] =>
  refusals === 0
    ? []
    : [
        text(
          refusals === 1
            ? 'Er vroeg ook één keer iemand iets over u. Die kreeg niets.'
            : `Er vroeg ook ${refusals} keer iemand iets over u. Die kreeg niets.`,
        ),
      ];

const looked = ({ looks }: AccessAnswer): readonly LetterPart[] =>
  looks.length === 0
    ? []
    : [
        text(
          `Onze privacy officer keek ${looks.length === 1 ? 'één keer' : `${looks.length} keer`} in het logboek naar regels over u. Dat hoort bij het toezicht.`,
        ),
      ];

const others = ({ deliveries }: AccessAnswer): readonly LetterPart[] =>
  deliveries.every(({ aboutOthers }) => aboutOthers === 0)
    ? []
    : [text('Soms ging het ook over iemand anders. Wie dat is, mogen wij u niet vertellen.')];

const kept = ({ deliveries }: AccessAnswer): readonly LetterPart[] => [
  heading('Hoe lang blijft het staan?'),
  text(
    'Wij bewaren uw gegevens zelf niet. Wij geven ze door. Wel bewaren wij vijf jaar wie wat kreeg. Zo kunt u dat altijd navragen.',
  ),
  ...(deliveries.length === 0
    ? []
    : [text('Wie iets over u kreeg, mag het niet langer bewaren dan nodig is. Vraag het hun gerust.')]),
];

/** One line of the list, in plain words. */
export interface ListedDelivery {
  readonly number: number;
  readonly at: string;
  readonly from: string;
  readonly to: string;
  readonly what: string;
  readonly why: string;
  readonly grounds: string;
}

/** Every time apart, for the list that goes with the letter. */
export const listedDelivery = ({
  index,
  at,
  sender,
  recipient,
  fields,
  aboutOthers,
  purpose,
}: Delivery): ListedDelivery => ({
  number: index,
  at,
  from: nameOf(sender),
  to: nameOf(recipient),
  what: enumerated([
    ...fields.map(({ field }) => wordOf(field)),
    ...(aboutOthers === 0 ? [] : ['iets over iemand anders']),
  ]),
  why: nlPurposes[purpose] ?? purpose,
  grounds: [...new Set(fields.flatMap(({ law }) => law ?? []))].join('; '),
});

/** To who asked about somebody else: it tells nothing, not even whether anybody is known here. */
export const accessRefusalLetter = (telephone: string): Letter => ({
  subject: 'Uw vraag aan ons',
  parts: [
    text('Beste lezer,'),
    text(
      'U vroeg ons wat wij over iemand anders weten. Dat mogen wij u niet vertellen. Wij zeggen ook niet of wij iemand kennen.',
    ),
    text('Dat is geen oordeel over u. Zo beschermen wij iedereen, ook u.'),
    heading('Wat kan wel?'),
    list([
      'De bewoner kan het zelf vragen. Dat kan met DigiD of bij het wijkteam.',
      'Helpt u de bewoner? Kom dan samen langs, of kijk samen mee op het scherm.',
      'Bent u mentor, curator of bewindvoerder? Stuur ons dan een kopie van de beslissing van de rechter.',
      'Wilt u weten wat er over uzelf is verteld? Vraag dat dan voor uzelf.',
    ]),
    text(
      `Vragen? Bel ons: ${telephone}. Bent u het niet met ons eens? U kunt klagen bij de Autoriteit Persoonsgegevens.`,
    ),
  ],
});
