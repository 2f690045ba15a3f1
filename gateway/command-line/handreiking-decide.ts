import { createInterface } from 'node:readline';
import { decideStep, type Step, type StepOutcome } from '../../policies/scenario-step.ts';
import { compileTable } from '../../policies/table.ts';
import { EXIT, print, type Command } from './command.ts';
import { loadFolder } from './load-shipped.ts';
import { parseWords } from './words.ts';

export const decideCommand: Command = {
  name: 'handreiking beslis',
  summary: 'Beslis per veld: JSON-regels in, JSON-regels uit.',
  usage: `Gebruik: wijkpoort handreiking beslis [--handreiking MAP] < vragen.jsonl

Elke regel is één vraag:
  {"doel":"D05","van":"corporatie","naar":"gem_schuldhulp","gevraagd":["wonen.huurachterstand"],
   "toestemming":[],"voorwaarden":["stappen"],"context":{"casuslid":false}}
Niet gezegd betekent: casus open, ontvanger lid, bewoner geïnformeerd, geen bezwaar; geen toestemming; geen
bijzondere voorwaarde. Elke regel geeft één antwoord: {"vrij":[…],"besluit":{veld: "GEEF:<regel>" | "NOOIT" |
"WEIGER:<voorwaarden>" | "GEEN_REGEL"}}, of {"fout":"…"} als de vraag niet te lezen is.`,
  run: async (words, { stdin, stdout }) => {
    const { values } = parseWords(words, { handreiking: { type: 'string' } });
    const table = compileTable(await loadFolder(values.handreiking));
    let isReadable = true;
    for await (const line of createInterface({ input: stdin, crlfDelay: Infinity })) {
      if (line.trim() === '') continue;
      const answer = answerTo(line, step => decideStep(table, step));
      if ('fout' in answer) isReadable = false;
      print(stdout, JSON.stringify(answer));
    }
    return isReadable ? EXIT.yes : EXIT.usedWrongly;
  },
};

type Answer = StepOutcome | { readonly fout: string };

function answerTo(line: string, decideOne: (step: Step) => StepOutcome): Answer {
  const question = parse(line);
  if (question === undefined) return { fout: 'dit is geen JSON-object' };
  const faults = faultsIn(question);
  return faults.length === 0 ? decideOne(question as unknown as Step) : { fout: faults.join('; ') };
}

function parse(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isWords = (value: unknown): boolean =>
  Array.isArray(value) && value.every(item => typeof item === 'string');

const TEXTS = ['doel', 'van', 'naar'];
const LISTS = ['toestemming', 'voorwaarden'];
const KNOWN = new Set([...TEXTS, ...LISTS, 'gevraagd', 'context', 'vrij', 'besluit']);

/** Everything that makes a question unreadable. A misspelt key is refused: what it meant to close must not stay open. */
function faultsIn(question: Readonly<Record<string, unknown>>): string[] {
  const unknown = Object.keys(question).filter(key => !KNOWN.has(key));
  const notText = TEXTS.filter(key => typeof question[key] !== 'string');
  const notList = LISTS.filter(key => question[key] !== undefined && !isWords(question[key]));
  return [
    ...unknown.map(key => `onbekend woord '${key}'`),
    ...notText.map(key => `'${key}' moet een tekst zijn`),
    ...notList.map(key => `'${key}' moet een lijst van teksten zijn`),
    ...(isWords(question['gevraagd']) ? [] : ["'gevraagd' moet een lijst van velden zijn"]),
    ...(question['context'] === undefined || isObject(question['context'])
      ? []
      : ["'context' moet een object zijn"]),
  ];
}
