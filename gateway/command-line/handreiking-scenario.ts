import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { runExercise } from '../../policies/exercise.ts';
import type { Exercise, Scenario } from '../../policies/handreiking.ts';
import type { SourceFile } from '../../policies/read-file.ts';
import { runScenario, type Difference } from '../../policies/scenario-step.ts';
import { compileTable } from '../../policies/table.ts';
import { EXIT, print, UsageError, type Command, type Terminal } from './command.ts';
import { loadFolder } from './load-shipped.ts';
import { parseWords } from './words.ts';

export const scenarioCommand: Command = {
  name: 'handreiking scenario',
  summary: 'Speel de scenario’s na; een stap die anders uitkomt dan opgeschreven, is een bevinding.',
  usage: `Gebruik: wijkpoort handreiking scenario [--handreiking MAP] [--alle] [BESTAND…]

Zonder bestanden: de scenario’s van de handreiking zelf. Een bestand is YAML, zoals in policies/handreiking/scenarios.
Met --alle ook de oefeningen uit scenarios-aanvullend, die samen elke geplante fout opmerken.`,
  run: async (words, terminal) => {
    const { values, positionals } = parseWords(words, {
      handreiking: { type: 'string' },
      alle: { type: 'boolean' },
    });
    const handreiking = await loadFolder(
      values.handreiking,
      await Promise.all(positionals.map(readScenario)),
    );
    const table = compileTable(handreiking);
    const exercises = values.alle === true || positionals.length > 0 ? handreiking.exercises : [];
    const played: readonly Played[] = [
      ...handreiking.scenarios.map(story => ({ story, found: runScenario(table, story) })),
      ...exercises.map(story => ({ story, found: runExercise(handreiking, table, story) })),
    ];
    for (const each of played) print(terminal.stdout, (terminal.forPeople ? forPeople : asJson)(each));
    summarise(played, terminal);
    return played.every(({ found }) => found.length === 0) ? EXIT.yes : EXIT.no;
  },
};

interface Played {
  readonly story: Scenario | Exercise;
  readonly found: readonly Difference[];
}

const EXERCISES = 'scenarios-aanvullend';

async function readScenario(path: string): Promise<SourceFile> {
  try {
    const folder = basename(dirname(path)) === EXERCISES ? EXERCISES : 'scenarios';
    return { path: `${folder}/${basename(path)}`, text: await readFile(path, 'utf8') };
  } catch (cause) {
    throw new UsageError(`Dit bestand is niet te lezen: ${path}`, { cause });
  }
}

const asJson = ({ story, found }: Played): string =>
  JSON.stringify({
    scenario: story.id,
    titel: story.title,
    stappen: story.steps.length,
    anders: found.map(({ step, field, expected, actual }) => ({
      stap: step,
      veld: field,
      verwacht: expected,
      uitkomst: actual,
    })),
  });

function forPeople({ story, found }: Played): string {
  const steps = `${story.steps.length} ${story.steps.length === 1 ? 'stap' : 'stappen'}`;
  return [
    `${found.length === 0 ? '✓' : '✗'} ${story.id}  ${story.title}  (${steps})`,
    ...found.map(
      ({ step, field, expected, actual }) =>
        `      stap ${step}, ${field}: verwacht ${expected}, nu ${actual}`,
    ),
  ].join('\n');
}

function summarise(played: readonly Played[], terminal: Terminal): void {
  const steps = played.reduce((sum, { story }) => sum + story.steps.length, 0);
  const different = played.reduce((sum, { found }) => sum + found.length, 0);
  const verdict = different === 0 ? 'alles zoals verwacht' : `${different} keer anders dan verwacht`;
  if (!terminal.forPeople)
    print(terminal.stdout, JSON.stringify({ scenarios: played.length, stappen: steps, anders: different }));
  const stream = terminal.forPeople ? terminal.stdout : terminal.stderr;
  print(stream, `${played.length} scenario's, ${steps} stappen: ${verdict}.`);
}
