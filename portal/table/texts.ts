import { fileTexts } from './file-texts.ts';
import { helpTexts } from './help-texts.ts';
import { woonprofielTexts } from './woonprofiel-texts.ts';
import { exchangeTexts } from './exchange-texts.ts';

/** What professionals read at the table. Dutch alone; plain and kind. */
export const tableTexts = {
  product: 'Wijkpoort',
  home: 'Mijn casussen',
  faultTitle: 'Er mist nog iets',
  may: 'Wat mag wél?',
  mayHow: {
    direct: 'Mag zonder toestemming te vragen',
    consent: 'Mag als de bewoner ja zegt',
    declaration: 'Mag als dit eerst is vastgelegd',
    'consent-and-declaration': 'Mag als de bewoner ja zegt en dit is vastgelegd',
    never: 'Nooit, ook niet met een handtekening',
  },
  cases: {
    title: 'Mijn casussen',
    lead: 'Hier staan de casussen waar u zelf aan tafel zit. Van andere casussen ziet u niets.',
    none: 'U zit nu bij geen enkele casus aan tafel.',
    open: 'Open een casus',
    openTitle: 'Lopende casussen',
    closedTitle: 'Gesloten casussen',
    number: 'Casus {nummer}',
    since: 'sinds {dag}',
    at: 'Aan tafel: {wie}',
    closed: 'gesloten op {dag}',
  },
  invitation: {
    legend: 'Is de bewoner erbij?',
    why: 'Niet over de bewoner, maar met de bewoner. Zonder dit mag niemand aan tafel iets vertellen. Anoniem overleggen mag altijd.',
    uitgenodigd: ['De bewoner is uitgenodigd', 'en weet wie er zitten'],
    aanwezig: ['De bewoner zit aan tafel', 'en weet wie er zitten'],
    zonder: ['De bewoner zei: het mag zonder mij', 'en weet wie er zitten'],
    'wil-niet': ['De bewoner wil niet dat het doorgaat', 'dan stopt het delen aan tafel nu'],
    none: 'nog niet uitgenodigd',
    short: {
      uitgenodigd: 'uitgenodigd',
      aanwezig: 'zit aan tafel',
      zonder: 'mag zonder de bewoner',
      'wil-niet': 'bewoner wil het niet',
    },
  },
  opening: {
    title: 'Open een casus',
    lead: 'Een casus is er voor één vastgelopen vraag. U bent het eerste lid. Dat u de casus opent, staat in het logboek.',
    resident: 'Over wie gaat het?',
    residentHint: 'Plak de koppelsleutel uit uw eigen systeem. Vul hier geen naam of BSN in.',
    purpose: 'Waarvoor is de casus?',
    purposeHint: 'Het doel bepaalt wat er gedeeld mag worden. U kiest er één.',
    label: 'Hoe noemt uw team deze casus?',
    labelHint: 'Alleen uw eigen team ziet deze naam. Hij wordt versleuteld bewaard. Leeg laten mag.',
    button: 'Open de casus',
    faults: {
      resident: 'Vul de koppelsleutel in van een bewoner die uw organisatie kent.',
      purpose: 'Kies waarvoor de casus is.',
      invitation: 'Kies of de bewoner erbij is.',
      label: 'Maak de naam korter: hooguit 60 tekens.',
      exists: 'Uw team heeft voor deze bewoner al een casus open.',
    },
    exists: 'Ga naar die casus',
    cannot: 'Alleen het wijkteam opent en sluit een casus. Vraag het wijkteam om dit te doen.',
  },
  page: {
    title: 'Casus {naam}',
    opened: 'Geopend op {dag}. Doel: {doel}',
    openedPlain: 'Geopend op {dag}.',
    closed: 'Deze casus is gesloten op {dag}. Er wordt niets meer gedeeld.',
    question: 'De vraag',
    resident: 'De bewoner',
    residentLink: 'Bewoner en toestemming',
    members: 'Aan tafel',
    membersLink: 'Wie zit er aan tafel',
    close: 'Sluit de casus',
    rules: 'De vijf vuistregels',
    you: 'u',
  },
  people: {
    title: 'Wie zit er aan tafel',
    lead: 'Aan tafel zitten mensen, geen organisaties. Wie niet meer nodig is, gaat van tafel. Dan krijgt die niets meer.',
    since: 'sinds {dag}',
    leave: 'Gaat van tafel',
    addTitle: 'Iemand komt erbij',
    partner: 'Van welke organisatie?',
    professional: 'Nummer van de medewerker',
    professionalHint: 'Het nummer waarmee deze collega inlogt, bijvoorbeeld mw-417. Geen naam.',
    add: 'Zet erbij',
    after: 'Vertel de bewoner wie erbij komt. Leg daarna opnieuw vast of de bewoner erbij is.',
    faults: {
      partner: 'Kies een organisatie.',
      professional: 'Vul het nummer in van de medewerker: letters, cijfers, punt of streepje.',
      sits: 'Deze medewerker zit al aan tafel.',
      last: 'U bent de laatste van het wijkteam. Sluit de casus, of zet eerst een collega erbij.',
    },
  },
  closing: {
    title: 'Sluit de casus',
    lead: 'Dit gebeurt er als u sluit:',
    what: [
      'Niemand zit meer aan tafel. Wie iets opvraagt voor deze casus, krijgt niets meer.',
      'Wat iemand al kreeg, blijft bij die organisatie. De bewoner ziet wie dat is en kan vragen het weg te halen.',
      'Toestemming van de bewoner blijft van de bewoner. Zonder casus gaat er niets over deze tafel.',
      'Het dossier van de tafel blijft nog een jaar bewaard, versleuteld. Daarna is het weg.',
    ],
    button: 'Sluit nu',
    stay: 'Niet sluiten',
  },
  overtaken:
    'Iemand anders schreef intussen ook. Uw tekst staat hier nog. Kijk eerst wat de ander schreef: {tekst}',
  forKeeper: {
    title: 'Dit doet het wijkteam',
    what: 'Het wijkteam houdt de casus bij, samen met de bewoner.',
    next: 'Wilt u iets veranderd hebben? Zeg het aan tafel, of bel het wijkteam.',
  },
  notYours: {
    title: 'Deze casus is niet voor u',
    what: 'U zit hier niet aan tafel. Daarom laten wij niets zien, ook niet of deze casus er is.',
    next: 'Hoort u er wel bij? Vraag het wijkteam om u erbij te zetten. Dat u keek, staat in het logboek.',
  },
  ...exchangeTexts,
  ...woonprofielTexts,
  ...fileTexts,
  ...helpTexts,
} as const;

/** A text with its braces filled in. */
export const fill = (text: string, parts: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{([a-z]+)\}/g, (whole, name: string) => parts[name] ?? whole);

/** A day as people say it. */
export const dayOf = (at: Date): string =>
  at.toLocaleDateString('nl-NL', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'Europe/Amsterdam',
  });
