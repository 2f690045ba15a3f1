import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Scenario } from '../../policies/handreiking.ts';
import type { SourceFile } from '../../policies/read-file.ts';
import { runScenario, type Difference } from '../../policies/scenario-step.ts';
import { compileTable } from '../../policies/table.ts';
import { EXIT, print, UsageError, type Command, type Terminal } from './command.ts';
import { loadFolder } from './load-shipped.ts';
import { parseWords } from './words.ts';

export const scenarioCommand: Command = {
  name: 'handreiking scenario',
  summary: 'Speel de scenario’s na; een stap die anders uitkomt dan opgeschreven, is een bevinding.',
  usage: `Gebruik: wijkpoort handreiking scenario [--handreiking MAP] [BESTAND…]

Zonder bestanden: de scenario’s van de handreiking zelf. Een bestand is YAML, zoals in policies/handreiking/scenarios.`,
  run: async (words, terminal) => {
    const { values, positionals } = parseWords(words, { handreiking: { type: 'string' } });
    const handreiking = await loadFolder(
      values.handreiking,
      await Promise.all(positionals.map(readScenario)),
    );
    const table = compileTable(handreiking);
    const differences = handreiking.scenarios.flatMap(scenario => {
      const found = runScenario(table, scenario);
      print(terminal.stdout, (terminal.forPeople ? forPeople : asJson)(scenario, found));
      return found;
    });
    summarise(handreiking.scenarios, differences, terminal);
    return differences.length === 0 ? EXIT.yes : EXIT.no;
  },
};

async function readScenario(path: string): Promise<SourceFile> {
  try {
    return { path: `scenarios/${basename(path)}`, text: await readFile(path, 'utf8') };
  } catch (cause) {
    throw new UsageError(`Dit bestand is niet te lezen: ${path}`, { cause });
  }
}

const asJson = (scenario: Scenario, differences: readonly Difference[]): string =>
  JSON.stringify({
    scenario: scenario.id,
    titel: scenario.title,
    stappen: scenario.steps.length,
    anders: differences.map(({ step, field, expected, actual }) => ({
      stap: step,
      veld: field,
      verwacht: expected,
      uitkomst: actual,
    })),
  });

function forPeople(scenario: Scenario, differences: readonly Difference[]): string {
  const mark = differences.length === 0 ? '✓' : '✗';
  const steps = `${scenario.steps.length} ${scenario.steps.length === 1 ? 'stap' : 'stappen'}`;
  return [
    `${mark} ${scenario.id}  ${scenario.title}  (${steps})`,
    ...differences.map(
      ({ step, field, expected, actual }) =>
        `      stap ${step}, ${field}: verwacht ${expected}, nu ${actual}`,
    ),
  ].join('\n');
}

function summarise(
  scenarios: readonly Scenario[],
  differences: readonly Difference[],
  terminal: Terminal,
): void {
  const steps = scenarios.reduce((sum, scenario) => sum + scenario.steps.length, 0);
  const verdict =
    differences.length === 0 ? 'alles zoals verwacht' : `${differences.length} keer anders dan verwacht`;
  if (!terminal.forPeople) {
    print(
      terminal.stdout,
      JSON.stringify({ scenarios: scenarios.length, stappen: steps, anders: differences.length }),
    );
  }
  const stream = terminal.forPeople ? terminal.stdout : terminal.stderr;
  print(stream, `${scenarios.length} scenario's, ${steps} stappen: ${verdict}.`);
}
