import type { Handreiking } from '../../policies/handreiking.ts';
import type { FieldId } from '../../policies/vocabulary.ts';
import type { Schemas } from '../http/openapi-document.ts';
import type { DemoExchange } from './three-disclosures.ts';

export type Paint = Readonly<Record<'bold' | 'dim' | 'green' | 'red' | 'yellow', (text: string) => string>>;

const wrapIn = (code: number) => (text: string) => `\u001B[${code}m${text}\u001B[0m`;
const plain = (text: string): string => text;

/** Colour on a terminal, plain text elsewhere. */
export const paintFor = (isTerminal: boolean): Paint =>
  isTerminal
    ? { bold: wrapIn(1), dim: wrapIn(2), green: wrapIn(32), red: wrapIn(31), yellow: wrapIn(33) }
    : { bold: plain, dim: plain, green: plain, red: plain, yellow: plain };

type Answer = Schemas['Verstrekking'] | Schemas['Melding'];

/** Tells one exchange so that a person understands it: who, for what, what went, what did not, and where it is written down. */
export function narrate(
  number: number,
  exchange: DemoExchange,
  answer: Answer,
  handreiking: Handreiking,
  partnerName: (id: string) => string,
  paint: Paint,
): string {
  const label = (field: string): string => shortName(handreiking.fields.get(field as FieldId)?.name ?? field);
  const purpose = handreiking.purposes.get(exchange.body.doel);
  const from = exchange.kind === 'ask' ? exchange.body.van : exchange.caller;
  const to = exchange.kind === 'ask' ? exchange.caller : exchange.body.naar;
  return [
    '',
    paint.bold(`${number}. ${exchange.title}`),
    ...wrap(exchange.story, 3),
    `   ${paint.dim('doel')}  ${exchange.body.doel} ${purpose?.description ?? ''}`,
    `   ${paint.dim('van')}   ${partnerName(from)}  ${paint.dim('naar')}  ${partnerName(to)}`,
    '',
    ...released(answer, label, paint),
    ...answer.nietToegestaan.flatMap(each => [
      `   ${paint.red('✗')} ${label(each.veld).padEnd(WIDTH)} ${paint.dim(each.uitleg)}`,
    ]),
    ...answer.nietBeschikbaar.map(
      field => `   ${paint.yellow('–')} ${label(field).padEnd(WIDTH)} ${paint.dim('niet beschikbaar')}`,
    ),
    '',
    `   ${paint.dim(`logboek: regel ${answer.bewijs.nummer}, bladhash ${answer.bewijs.bladhash.slice(0, 16)}…, vastgelegd vóór het antwoord`)}`,
  ].join('\n');
}

const WIDTH = 36;

/** The name of a field without what it explains behind a comma, colon or bracket. */
const shortName = (name: string): string => name.split(/,|:| \(/)[0] ?? name;

function released(answer: Answer, label: (field: string) => string, paint: Paint): string[] {
  const line = (field: string, value: string): string =>
    `   ${paint.green('✓')} ${label(field).padEnd(WIDTH)} ${value}`;
  if ('gebracht' in answer) return answer.gebracht.map(field => line(field, 'gebracht'));
  return Object.entries(answer.gegevens).map(([field, value]) =>
    line(field, Array.isArray(value) ? value.join('; ') : String(value)),
  );
}

/** Breaks a text into lines of at most 96 characters, indented. */
function wrap(text: string, indent: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last.length + word.length > 92) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.map(line => ' '.repeat(indent) + line);
}
