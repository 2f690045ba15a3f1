import type { ExerciseStep, Handreiking, Place, Rule, ScenarioStep } from './handreiking.ts';
import {
  toCondition,
  toExercise,
  toField,
  toInvariant,
  toObligation,
  toPurpose,
  toRole,
  toRule,
  toScenario,
  type ConditionWords,
  type InvariantWords,
  type ObligationWords,
  type PurposeWords,
  type Words,
} from './from-words.ts';
import { wordFaultsIn } from './lint/word-faults.ts';
import { purposeFaultsIn } from './lint/purpose-faults.ts';
import { ruleFaultsIn } from './lint/rule-faults.ts';
import { readFile, type Fault, type ReadFile, type SourceFile } from './read-file.ts';
import type { FileKind } from './schema.ts';
import type { FieldId } from './vocabulary.ts';

export type Loaded = { readonly ok: true; readonly handreiking: Handreiking } | Refused;
export interface Refused {
  readonly ok: false;
  readonly faults: readonly Fault[];
}

/**
 * Loads the handreiking from its files. Refuses the whole when anything is wrong, and then names every fault with its
 * file and line: a handreiking that is half understood is not in force.
 */
export function loadHandreiking(files: readonly SourceFile[]): Loaded {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const sound: ReadFile[] = [];
  const faults: Fault[] = [];
  for (const result of sorted.map(readFile)) {
    if ('faults' in result) faults.push(...result.faults);
    else sound.push(result);
  }
  if (faults.length > 0) return { ok: false, faults };
  const handreiking = assemble(sound);
  faults.push(
    ...wordFaultsIn(sound),
    ...gapsIn(sound, handreiking),
    ...purposeFaultsIn(handreiking),
    ...ruleFaultsIn(handreiking),
  );
  return faults.length > 0 ? { ok: false, faults } : { ok: true, handreiking };
}

const NEEDED: readonly FileKind[] = [
  'partijen',
  'velden',
  'voorwaarden',
  'verplichtingen',
  'nooit',
  'doelen',
  'invarianten',
];

/** What is not there would never close anything: a file that went missing, a party without a never-list. */
function gapsIn(files: readonly ReadFile[], { roles, never }: Handreiking): readonly Fault[] {
  const kinds = new Set(files.map(({ kind }) => kind));
  const missing = NEEDED.filter(kind => !kinds.has(kind));
  const unguarded = missing.includes('nooit') ? [] : [...roles.keys()].filter(role => !never.has(role));
  return [
    ...missing.map(kind => ({ path: `${kind}.yaml`, line: 1, message: `'${kind}' ontbreekt` })),
    ...unguarded.map(role => ({
      path: 'nooit.yaml',
      line: 1,
      message: `partij '${role}' heeft geen nooit-lijst`,
    })),
  ];
}

/** Lists for the same recipient are added up: a second one never makes the first shorter. */
function neverLists(files: readonly { readonly nooit: Record<string, FieldId[]> }[]): Handreiking['never'] {
  const never = new Map<string, Set<FieldId>>();
  for (const [role, fields] of files.flatMap(({ nooit }) => Object.entries(nooit)))
    never.set(role, new Set([...(never.get(role) ?? []), ...fields]));
  return never;
}

function assemble(files: readonly ReadFile[]): Handreiking {
  const list = <T>(kind: string): T[] =>
    files.filter(file => file.kind === kind).flatMap(file => (file.data as Record<string, T[]>)[kind] ?? []);
  const whole = <T>(kind: string): T[] =>
    files.filter(file => file.kind === kind).map(file => file.data as T);
  const conditions = list<ConditionWords>('voorwaarden');
  const obligations = byId(list<ObligationWords>('verplichtingen').map(toObligation));
  const purposes = files.filter(file => file.kind === 'doelen');
  return {
    roles: byId(list<Words>('partijen').map(toRole)),
    fields: byId(list<Words>('velden').map(toField)),
    conditions: new Map(conditions.map(toCondition).map(each => [each.key, each])),
    never: neverLists(whole('nooit')),
    obligations,
    purposes: byId(
      purposes.map(file =>
        toPurpose(file.data as PurposeWords, { path: file.path, line: file.lineOf(['doel']) }),
      ),
    ),
    rules: purposes.flatMap(file => rulesIn(file, conditions, obligations)),
    invariants: list<InvariantWords>('invarianten').map(toInvariant),
    scenarios: whole<Words & { stappen: ScenarioStep[] }>('scenarios').map(toScenario),
    exercises: whole<Words & { stappen: ExerciseStep[] }>('scenarios-aanvullend').map(toExercise),
  };
}

/** A rule carries the obligations of its purpose, of its conditions and of its own, each once. */
function rulesIn(
  file: ReadFile,
  conditions: readonly ConditionWords[],
  obligations: Handreiking['obligations'],
): Rule[] {
  const purpose = file.data as PurposeWords;
  return purpose.regels.map((rule, index) => {
    const at: Place = { path: file.path, line: file.lineOf(['regels', index, 'regel']) };
    const named = new Set([
      ...purpose.verplichtingen,
      ...conditions
        .filter(({ voorwaarde }) => rule.voorwaarden.includes(voorwaarde))
        .flatMap(({ verplichtingen }) => verplichtingen ?? []),
      ...(rule.verplichtingen ?? []),
    ]);
    const carried = [...named].flatMap(id => obligations.get(id) ?? []);
    return toRule(rule, purpose, carried, at);
  });
}

const byId = <T extends { readonly id: string }>(things: readonly T[]): Map<T['id'], T> =>
  new Map(things.map(thing => [thing.id, thing]));
