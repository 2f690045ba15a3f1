import { cardsFor, type PracticeCard } from '../../policies/practice/card.ts';
import { practiceDeck } from '../../policies/practice/deck.ts';
import { verdictsOn } from '../../policies/practice/judge.ts';
import { tellFacts, tellQuestion, tellVerdict } from '../../policies/practice/tell-card.ts';
import type { Handreiking } from '../../policies/handreiking.ts';
import { fieldName, partyName } from '../../policies/in-dutch.ts';
import { compileTable, type DecisionTable } from '../../policies/table.ts';
import { EXIT, print, UsageError, type Command } from './command.ts';
import { loadFolder } from './load-shipped.ts';
import { parseWords } from './words.ts';

export const practiseCommand: Command = {
  name: 'oefenen',
  summary: 'Oefenen met verzonnen situaties: wat mag mee, naar wie, en waarom? De regels geven het antwoord.',
  usage: `Gebruik: wijkpoort oefenen [--rol PARTIJ] [--aantal N] [--kaart KAART] [--zonder-antwoord]

  --rol corporatie         kaarten waarin deze partij vertelt of te horen krijgt
  --aantal 5               zoveel kaarten; 3 als u niets zegt
  --kaart S01-1            deze ene kaart
  --zonder-antwoord        alleen de vragen
  --handreiking MAP        een andere versie van de handreiking

Een kaart gaat over niemand: de situaties komen uit de scenario's, uit de oefencasussen en uit de regels zelf.`,
  run: async (words, terminal) => {
    const { values } = parseWords(words, {
      rol: { type: 'string' },
      aantal: { type: 'string' },
      kaart: { type: 'string' },
      'zonder-antwoord': { type: 'boolean' },
      handreiking: { type: 'string' },
    });
    const handreiking = await loadFolder(values.handreiking);
    if (values.rol !== undefined && !handreiking.roles.has(values.rol))
      throw new UsageError(`Deze partij staat niet in de handreiking: ${values.rol}`);
    const count = Number(values.aantal ?? 3);
    if (!Number.isInteger(count) || count < 1) throw new UsageError('Het aantal is een heel getal vanaf 1.');
    const table = compileTable(handreiking);
    const cards = cardsFor(practiceDeck(handreiking, table), values.rol);
    const chosen =
      values.kaart === undefined ? cards.slice(0, count) : cards.filter(({ id }) => id === values.kaart);
    const withAnswers = values['zonder-antwoord'] !== true;
    for (const card of chosen) {
      const told = toldCard(handreiking, table, card, withAnswers);
      print(terminal.stdout, terminal.forPeople ? forPeople(told) : JSON.stringify(told));
    }
    return chosen.length > 0 ? EXIT.yes : EXIT.no;
  },
};

function toldCard(handreiking: Handreiking, table: DecisionTable, card: PracticeCard, withAnswers: boolean) {
  return {
    kaart: card.id,
    titel: card.title,
    ...(card.story === '' ? {} : { verhaal: card.story }),
    vraag: tellQuestion(handreiking, card),
    situaties: card.scenes.map(scene => ({
      ...(scene.label === '' ? {} : { situatie: scene.label }),
      feiten: tellFacts(handreiking, card, scene).map(({ holds, text }) => ({ zo: holds, feit: text })),
    })),
    vragen: verdictsOn(handreiking, table, card).map(verdict => {
      const { scene, to, field } = verdict.item;
      const { answer, because, rule } = tellVerdict(handreiking, verdict);
      const label = card.scenes[scene]?.label ?? '';
      return {
        ...(label === '' ? {} : { situatie: label }),
        veld: field,
        gegeven: fieldName(handreiking, field),
        naar: partyName(handreiking, to),
        ...(withAnswers
          ? {
              antwoord: answer,
              omdat: because,
              ...(rule === undefined ? {} : { regel: rule.id, wet: rule.law, zin: rule.sentence }),
            }
          : {}),
      };
    }),
  };
}

const forPeople = (told: ReturnType<typeof toldCard>): string =>
  [
    `${told.titel}  (${told.kaart})`,
    ...(told.verhaal === undefined ? [] : [`  ${told.verhaal}`]),
    `  ${told.vraag}`,
    ...told.situaties.flatMap(({ situatie, feiten }) => [
      ...(situatie === undefined ? [] : [`  Situatie ${situatie}`]),
      ...feiten.map(({ zo, feit }) => `    ${zo ? 'zo' : 'niet'}: ${feit}`),
    ]),
    ...told.vragen.map(
      ({ situatie, gegeven, naar, antwoord, omdat, regel, wet, zin }) =>
        `  - ${situatie === undefined ? '' : `${situatie}: `}${gegeven} naar ${naar}?` +
        (antwoord === undefined ? '' : `\n      ${antwoord}. ${omdat ?? ''}`) +
        (regel === undefined ? '' : `\n      Regel ${regel}, ${wet ?? ''}: ${zin ?? ''}`),
    ),
    '',
  ].join('\n');
