import type { LedgerQuestion } from './ledger-question.ts';

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

const WORDS = {
  sender: 'sender',
  recipient: 'recipient',
  purpose: 'purpose',
  event: 'event',
  policyVersion: 'policy_version',
} as const;

/** The words of a question that the log must know. */
export const wordsIn = (question: LedgerQuestion): readonly string[] =>
  [
    question.partner,
    question.field,
    ...Object.keys(WORDS).map(name => question[name as keyof typeof WORDS]),
  ].filter(word => word !== undefined);

/** The statement that finds the places of one page; the names of columns come from this file alone. */
export function pageStatement(
  question: LedgerQuestion,
  words: ReadonlyMap<string, number>,
  limit: number,
  isRare = false,
): Statement {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const word = (value: string): string => `${bind(words.get(value))}::integer`;
  const columns = byColumn(question, bind, word);
  const sides = sidesOf(question, words, bind);
  const isOfFieldAlone = columns.length === 0 && sides.every(side => side.length === 0);
  const lead = question.field !== undefined && (isRare || isOfFieldAlone) ? 'field' : 'facet';
  const pages = sides.map(side => {
    const ofFacet = [...side, ...columns];
    const parts = { facet: ofFacet, field: byField(question, bind, word) };
    const all = [...parts[lead], ...byTime(question, lead, bind)];
    return `SELECT ${lead}.recorded_at, ${lead}.index FROM ledger_${lead} AS ${lead}${besides(lead, parts)}
             ${all.length === 0 ? '' : `WHERE ${all.join(' AND ')}`}
             ORDER BY ${lead}.recorded_at DESC, ${lead}.index DESC LIMIT ${limit}`;
  });
  const [only, ...more] = pages;
  if (only !== undefined && more.length === 0) return { values, text: only };
  const united = pages.map(each => `(${each})`).join(' UNION ALL ');
  return {
    values,
    text: `SELECT recorded_at, index FROM (${united}) AS side ORDER BY recorded_at DESC, index DESC LIMIT ${limit}`,
  };
}

type Bind = (value: unknown) => string;
type Word = (value: string) => string;

type Side = 'facet' | 'field';

/**
 * What must be true of the same entry in the other table, looked up place by place. A join would be planned as if a moment and a
 * number had nothing to do with each other, and then goes through all of both.
 */
function besides(lead: Side, parts: Readonly<Record<Side, readonly string[]>>): string {
  const other = lead === 'field' ? 'facet' : 'field';
  if (parts[other].length === 0) return '';
  const same = [`${other}.recorded_at = ${lead}.recorded_at`, `${other}.index = ${lead}.index`];
  return `, LATERAL (SELECT FROM ledger_${other} AS ${other} WHERE ${[...same, ...parts[other]].join(' AND ')} LIMIT 1) AS besides`;
}

const byField = ({ field, released }: LedgerQuestion, bind: Bind, word: Word): string[] => [
  ...(field === undefined ? [] : [`field.field = ${word(field)}`]),
  ...(field === undefined || released === undefined ? [] : [`field.released = ${bind(released)}`]),
];

/**
 * A partner is the sender or else the recipient: two ways through the log, each by its own index; so is each of the partners a
 * reader answers for.
 */
function sidesOf(
  { partner, within }: LedgerQuestion,
  words: ReadonlyMap<string, number>,
  bind: Bind,
): readonly (readonly string[])[] {
  const own = within?.flatMap(id => words.get(id) ?? []);
  const asked = partner === undefined ? own : [words.get(partner) ?? -1];
  if (asked === undefined) return [[]];
  if (asked.length === 0) return [['false']];
  const mine = (): string => `${bind(own ?? [])}::integer[]`;
  const scope =
    own === undefined || partner === undefined || within?.includes(partner) === true
      ? []
      : [`(facet.sender = ANY (${mine()}) OR facet.recipient = ANY (${mine()}))`];
  return asked.flatMap(id => [
    [`facet.sender = ${bind(id)}::integer`, ...scope],
    [`facet.recipient = ${bind(id)}::integer`, `facet.sender <> ALL (${bind(asked)}::integer[])`, ...scope],
  ]);
}

const byColumn = (question: LedgerQuestion, bind: Bind, word: Word): string[] => [
  ...(question.subject === undefined ? [] : [`facet.subject = ${bind(question.subject)}`]),
  ...(question.actor === undefined ? [] : [`facet.actor = ${bind(question.actor)}`]),
  ...Object.entries(WORDS).flatMap(([name, column]) => {
    const said = question[name as keyof typeof WORDS];
    return said === undefined ? [] : [`facet.${column} = ${word(said)}`];
  }),
];

/** What a question says about when. */
export const byTime = ({ from, until, after }: LedgerQuestion, place: Side, bind: Bind): string[] => [
  ...(from === undefined ? [] : [`${place}.recorded_at >= ${bind(from)}`]),
  ...(until === undefined ? [] : [`${place}.recorded_at < ${bind(until)}`]),
  ...(after === undefined
    ? []
    : [`(${place}.recorded_at, ${place}.index) < (${bind(after.at)}, ${bind(after.index)})`]),
];
