import type { Handreiking } from '../../policies/handreiking.ts';
import { fieldName, purposeName } from '../../policies/in-dutch.ts';
import { classesOf, isSpecial } from '../../policies/sensitivity.ts';
import { nlFields } from '../texts/nl/fields.ts';
import { reportBy, riskOf, type BreachFacts } from './breach-facts.ts';
import { enumerated, heading, inWords, list, text, type Letter } from './letter.ts';

/** What the drafts are made of. What nobody knows yet is said to be so: a report may follow in parts (AVG 33(4)). */
export interface BreachStory {
  readonly facts: BreachFacts;
  readonly handreiking: Handreiking;
  readonly from: Date;
  readonly until: Date;
  readonly discoveredAt: Date;
  readonly now: Date;
  /** The recipient by name, when the question was about one. */
  readonly recipient: string | undefined;
  readonly nameOf: (party: string) => string;
  /** What was done already, in words. */
  readonly measures: readonly string[];
  /** Whether the supervisor was told. */
  readonly isReported: boolean;
  readonly officer: string;
  readonly telephone: string;
  readonly snapshot: { readonly size: number; readonly root: string };
}

const moment = (at: Date): string =>
  new Intl.DateTimeFormat('nl-NL', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Europe/Amsterdam',
  }).format(at);

const OPEN = '[nog in te vullen]';

/** The draft of the notification to the supervisor, by the letters of AVG 33(3). */
export function breachNotification(story: BreachStory): Letter {
  const { facts, handreiking, discoveredAt, now, recipient, measures } = story;
  const categories = [...new Set(facts.fields.map(({ field }) => categoryOf(handreiking, field)))].sort();
  const special = facts.fields.filter(({ field }) => isSensitive(handreiking, field));
  return {
    subject: `Concept: melding van een inbreuk, ontdekt op ${moment(discoveredAt)}`,
    parts: [
      ...lateness(discoveredAt, now),
      heading('a. Wat er is gebeurd'),
      text(
        `Tussen ${moment(story.from)} en ${moment(story.until)} zijn gegevens ${recipient === undefined ? 'doorgegeven' : `doorgegeven aan ${recipient}`} die mogelijk bij de verkeerde zijn gekomen. Aard en oorzaak: ${OPEN}.`,
      ),
      list([
        `Betrokkenen: ${peopleIn(facts.residents)} van de wijk (geteld uit het logboek, zonder wie intussen is gewist).`,
        `Verstrekkingen: ${facts.entries}.`,
        `Soorten gegevens: ${categories.length === 0 ? 'geen' : enumerated(categories)}.`,
        ...(special.length === 0
          ? ['Bijzondere of strafrechtelijke gegevens en BSN: geen.']
          : [
              `Bijzondere of strafrechtelijke gegevens of BSN: ${enumerated(special.map(({ field, residents }) => `${fieldName(handreiking, field)} (${peopleIn(residents)})`))}.`,
            ]),
        `Doelen: ${facts.purposes.length === 0 ? 'geen' : enumerated(facts.purposes.map(({ name }) => purposeName(handreiking, name)))}.`,
        `Afkomstig van: ${facts.senders.length === 0 ? 'niemand' : enumerated(facts.senders.map(({ name }) => story.nameOf(name)))}.`,
        `Gekomen bij: ${facts.recipients.length === 0 ? 'niemand' : enumerated(facts.recipients.map(({ name }) => story.nameOf(name)))}.`,
      ]),
      heading('b. Bij wie meer is te horen'),
      text(`Functionaris gegevensbescherming: ${story.officer}, ${story.telephone}.`),
      heading('c. Wat de gevolgen kunnen zijn'),
      list(riskOf(facts, handreiking).reasons),
      text(`Oordeel van de privacy officer: ${OPEN}.`),
      heading('d. Wat er is gedaan'),
      list(measures.length === 0 ? [`Nog niets vastgelegd. ${OPEN}`] : measures),
      heading('Waar dit uit komt'),
      text(
        `Geteld uit het logboek van ${story.snapshot.size} regels, wortel ${story.snapshot.root}. Wie tot daar telt, vindt hetzelfde.`,
      ),
    ],
  };
}

const peopleIn = (residents: number): string => (residents === 1 ? '1 bewoner' : `${residents} bewoners`);

const lateness = (discoveredAt: Date, now: Date) =>
  now > reportBy(discoveredAt)
    ? [
        text(
          `De 72 uur zijn voorbij sinds ${moment(reportBy(discoveredAt))}. Reden van het uitstel: ${OPEN}.`,
        ),
      ]
    : [text(`Te melden vóór ${moment(reportBy(discoveredAt))}.`)];

const categoryOf = ({ fields }: Handreiking, field: string): string =>
  (fields.get(field as never)?.category ?? `${field} (niet meer bekend)`)
    .replace(/^[A-Z] /, '')
    .toLowerCase();

function isSensitive({ fields }: Handreiking, field: string): boolean {
  const about = fields.get(field as never);
  return about === undefined || isSpecial(about) || classesOf(about).includes('BSN');
}

/** The draft of the letter to the residents it is about (AVG 34), in plain words. */
export const breachLetter = ({
  facts,
  from,
  until,
  recipient,
  telephone,
  measures,
  isReported,
}: BreachStory): Letter => ({
  subject: 'Er ging iets mis met uw gegevens',
  parts: [
    text('Beste bewoner,'),
    text(
      recipient === undefined
        ? 'Er ging iets mis met gegevens over u. Misschien zag iemand ze die dat niet mocht. Dat vinden wij heel erg.'
        : `Er ging iets mis bij ${recipient}. Misschien zag iemand daar gegevens over u die dat niet mocht. Dat vinden wij heel erg.`,
    ),
    heading('Om welke gegevens gaat het?'),
    text(`Het gebeurde tussen ${inWords(from)} en ${inWords(until)}. Het kan gaan om:`),
    list(facts.fields.map(({ field }) => nlFields[field] ?? field)),
    text('Weten wij precies wat er over u is gezien? Dan schrijven wij u dat apart.'),
    heading('Wat deden wij?'),
    list([
      ...(measures.length === 0 ? [] : ['Wij hebben het doorgeven meteen stopgezet.']),
      'Wij zoeken uit hoe het kon gebeuren.',
      ...(isReported ? ['Wij vertelden het aan de Autoriteit Persoonsgegevens.'] : []),
    ]),
    heading('Wat kunt u doen?'),
    list([
      'Belt iemand u die veel van u weet? Geef geen code of nummer en hang op.',
      'Krijgt u een vreemde brief of mail? Laat hem aan ons zien.',
      ...(facts.fields.some(({ field }) => field === 'contact.adres')
        ? ['Mag iemand niet weten waar u woont? Bel ons vandaag nog. Voelt u gevaar? Bel 112.']
        : []),
      'U mag altijd vragen wie iets over u kreeg.',
      'Bent u boos of bezorgd? Bel ons, wij luisteren.',
    ]),
    text(`Ons nummer is ${telephone}. U mag ook klagen bij de Autoriteit Persoonsgegevens.`),
  ],
});
