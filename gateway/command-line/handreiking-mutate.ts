import { asExercise, missingSteps, nextNumber } from '../../policies/mutate/missing-exercise.ts';
import { mutate, total, type MutationReport, type Score } from '../../policies/mutate/mutate.ts';
import { EXIT, print, type Command } from './command.ts';
import { loadFolder } from './load-shipped.ts';
import { parseWords } from './words.ts';

export const mutateCommand: Command = {
  name: 'handreiking muteer',
  summary: 'Plant elke enkele fout en zeg welke geen enkel scenario opmerkt.',
  usage: `Gebruik: wijkpoort handreiking muteer [--handreiking MAP]

Elke fout die met één vergissing te maken is wordt geplant: een regel, voorwaarde, partij, veld of doel te veel of te weinig,
ruimer of strenger, en elke regel van de nooit-lijsten. Of een fout iets uitmaakt wordt precies bepaald; of hij opvalt, blijkt
uit de scenario's en de oefeningen. Wat niemand opmerkt komt terug als stappen om een nieuwe oefening van te maken (1).`,
  run: async (words, terminal) => {
    const { values } = parseWords(words, { handreiking: { type: 'string' } });
    const handreiking = await loadFolder(values.handreiking);
    const report = mutate(handreiking);
    const missing = missingSteps(handreiking, report.survivors);
    const exercise = asExercise(nextNumber(handreiking), missing);
    const lines = terminal.forPeople ? forPeople(report, exercise) : asJson(report, exercise);
    for (const line of lines) print(terminal.stdout, line);
    return report.survivors.length === 0 ? EXIT.yes : EXIT.no;
  },
};

const matters = ({ planted, equivalent }: Score): number => planted - equivalent;
const percentage = (score: Score): string =>
  `${((100 * score.caught) / Math.max(1, matters(score))).toFixed(score.caught === matters(score) ? 0 : 2)} %`;

function* forPeople(report: MutationReport, exercise: string): Iterable<string> {
  yield `${'soort fout'.padEnd(24)}${['geplant', 'maakt niets uit', 'opgemerkt'].map(word => word.padStart(17)).join('')}`;
  for (const [kind, score] of report.scores)
    yield `${kind.padEnd(24)}${[score.planted, score.equivalent, score.caught].map(count => String(count).padStart(17)).join('')}`;
  const all = total(report);
  yield `\n${percentage(all)} opgemerkt: ${all.caught} van de ${matters(all)} fouten die iets uitmaken.`;
  if (exercise !== '') yield* ['\nWat niemand opmerkte, als stappen voor een nieuwe oefening:\n', exercise];
}

function* asJson(report: MutationReport, exercise: string): Iterable<string> {
  for (const { mistake, road, situation, opens } of report.survivors)
    yield JSON.stringify({
      nietOpgemerkt: mistake.told,
      soort: mistake.kind,
      doel: road.purpose,
      van: road.from,
      naar: road.to,
      veld: road.field,
      bekend: situation,
      moet: opens ? 'vrij' : 'dicht',
    });
  const all = total(report);
  yield JSON.stringify({
    geplant: all.planted,
    maaktNietsUit: all.equivalent,
    opgemerkt: all.caught,
    score: percentage(all),
    perSoort: Object.fromEntries(
      [...report.scores].map(([kind, score]) => [
        kind,
        { geplant: score.planted, maaktNietsUit: score.equivalent, opgemerkt: score.caught },
      ]),
    ),
    ...(exercise === '' ? {} : { oefening: exercise }),
  });
}
