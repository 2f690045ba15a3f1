import { compare, directionPerPartner, type Change } from '../../policies/compare/compare.ts';
import { DIRECTION_IN_DUTCH, tellChanges } from '../../policies/compare/tell-changes.ts';
import type { Handreiking } from '../../policies/handreiking.ts';
import { partyName, purposeName } from '../../policies/in-dutch.ts';
import { EXIT, print, UsageError, type Command } from './command.ts';
import { loadFolder } from './load-shipped.ts';
import { parseWords } from './words.ts';

const SHIPPED = 'geldend';

export const compareCommand: Command = {
  name: 'handreiking verschil',
  summary: 'Het precieze verschil tussen twee handreikingen, als zinnen.',
  usage: `Gebruik: wijkpoort handreiking verschil A B

A en B zijn mappen met een handreiking; '${SHIPPED}' is de handreiking die bij deze uitgave hoort. Elk veld dat ergens anders
uitkomt wordt genoemd, met de kleinste situatie waarin het verschilt, en per ontvanger en doel: ruimer, strenger of gemengd.
Beslissen zij hetzelfde (0), of verschillen zij (1)?`,
  run: async (words, terminal) => {
    const [before, after, ...more] = parseWords(words, {}).positionals;
    if (before === undefined || after === undefined || more.length > 0)
      throw new UsageError('Geef twee mappen: wijkpoort handreiking verschil A B');
    const [old, next] = [await load(before), await load(after)];
    const changes = compare(old, next);
    const known = both(old, next);
    for (const line of terminal.forPeople ? forPeople(known, changes) : asJson(known, changes))
      print(terminal.stdout, line);
    return changes.length === 0 ? EXIT.yes : EXIT.no;
  },
};

async function load(folder: string): Promise<Handreiking> {
  try {
    return await loadFolder(folder === SHIPPED ? undefined : folder);
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError(`Deze map is niet te lezen: ${folder}`, { cause });
  }
}

/** The words of both, so that what exists in only one of them also has a name. */
const both = (old: Handreiking, next: Handreiking): Handreiking => ({
  ...next,
  roles: new Map([...old.roles, ...next.roles]),
  fields: new Map([...old.fields, ...next.fields]),
  purposes: new Map([...old.purposes, ...next.purposes]),
  conditions: new Map([...old.conditions, ...next.conditions]),
});

function* forPeople(known: Handreiking, changes: readonly Change[]): Iterable<string> {
  if (changes.length === 0) {
    yield 'Geen verschil: elke vraag krijgt hetzelfde antwoord.';
    return;
  }
  yield* tellChanges(known, changes);
  yield '';
  for (const { to, purpose, direction } of directionPerPartner(changes).values())
    yield `${partyName(known, to)} · ${purposeName(known, purpose)}: ${DIRECTION_IN_DUTCH[direction]}`;
  yield `\n${changes.length} ${changes.length === 1 ? 'gegeven komt' : 'gegevens komen'} anders uit.`;
}

function* asJson(known: Handreiking, changes: readonly Change[]): Iterable<string> {
  for (const change of changes) {
    const { purpose, from, to, field, direction, opens, closes, differs } = change;
    yield JSON.stringify({
      doel: purpose,
      van: from,
      naar: to,
      veld: field,
      richting: DIRECTION_IN_DUTCH[direction],
      ...(opens === undefined ? {} : { gaatOpenBij: opens }),
      ...(closes === undefined ? {} : { gaatDichtBij: closes }),
      ...(differs === undefined ? {} : { andersBij: differs }),
      zin: tellChanges(known, [change]).join(' '),
    });
  }
  yield JSON.stringify({
    verschillen: changes.length,
    partners: [...directionPerPartner(changes).values()].map(({ to, purpose, direction }) => ({
      partij: to,
      doel: purpose,
      richting: DIRECTION_IN_DUTCH[direction],
    })),
  });
}
