import type {
  Condition,
  ConsentKind,
  Field,
  Handreiking,
  Invariant,
  Purpose,
  Role,
  Rule,
  Scenario,
  ScenarioStep,
} from './handreiking.ts';
import { wordFaultsIn } from './lint.ts';
import { readFile, type Fault, type ReadFile, type SourceFile } from './read-file.ts';
import type { FieldId, Outcome } from './vocabulary.ts';

export type Loaded = { readonly ok: true; readonly handreiking: Handreiking } | Refused;
export interface Refused {
  readonly ok: false;
  readonly faults: readonly Fault[];
}

/** The words of the files, as their schemas guarantee them. */
type Words = Readonly<Record<string, string>>;
interface RuleWords {
  readonly regel: string;
  readonly van: string[];
  readonly naar: string[];
  readonly velden: FieldId[];
  readonly uitkomst: Outcome;
  readonly voorwaarden: string[];
  readonly toestemmingssoorten?: ConsentKind[];
  readonly wet: string;
  readonly zin: string;
  readonly noodzaak?: string;
  readonly eigenaar?: string;
  readonly van_kracht?: string;
  readonly herziening?: string;
  readonly te_bevestigen?: number;
}
interface PurposeWords {
  readonly doel: string;
  readonly naam: string;
  readonly vuistregel: string;
  readonly wat: string;
  readonly grondslag: string;
  readonly noodzaak: string;
  readonly open_casus: boolean;
  readonly eigenaar: string;
  readonly van_kracht: string;
  readonly herziening: string;
  readonly regels: RuleWords[];
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
  const wordFaults = wordFaultsIn(sound);
  if (wordFaults.length > 0) return { ok: false, faults: wordFaults };
  return { ok: true, handreiking: assemble(sound) };
}

function assemble(files: readonly ReadFile[]): Handreiking {
  const list = <T>(kind: string): T[] =>
    files.filter(file => file.kind === kind).flatMap(file => (file.data as Record<string, T[]>)[kind] ?? []);
  const whole = <T>(kind: string): T[] =>
    files.filter(file => file.kind === kind).map(file => file.data as T);
  const never = whole<{ nooit: Record<string, FieldId[]> }>('nooit').flatMap(file =>
    Object.entries(file.nooit),
  );
  const purposes = whole<PurposeWords>('doelen');
  return {
    roles: byId(list<Words>('partijen').map(toRole)),
    fields: byId(list<Words>('velden').map(toField)),
    conditions: new Map(
      list<Words>('voorwaarden')
        .map(toCondition)
        .map(each => [each.key, each]),
    ),
    never: new Map(never.map(([role, fields]) => [role, new Set(fields)])),
    purposes: byId(purposes.map(toPurpose)),
    rules: purposes.flatMap(purpose => purpose.regels.map(rule => toRule(rule, purpose))),
    invariants: list<Words & { automatisch: boolean }>('invarianten').map(toInvariant),
    scenarios: whole<Words & { stappen: ScenarioStep[] }>('scenarios').map(toScenario),
  };
}

const byId = <T extends { readonly id: string }>(things: readonly T[]): Map<T['id'], T> =>
  new Map(things.map(thing => [thing.id, thing]));

const word = (words: Words, key: string): string => words[key] ?? '';

const toRole = (words: Words): Role => ({
  id: word(words, 'partij'),
  name: word(words, 'naam'),
  examples: word(words, 'voorbeelden'),
  legalPosition: word(words, 'juridische_positie'),
  secrecy: word(words, 'geheimhouding'),
  bsn: word(words, 'bsn'),
});

const toField = (words: Words): Field => ({
  id: word(words, 'veld') as FieldId,
  name: word(words, 'naam'),
  category: word(words, 'categorie'),
  source: word(words, 'bron'),
  sensitivity: word(words, 'klasse'),
});

const toCondition = (words: Words): Condition => ({
  key: word(words, 'voorwaarde'),
  code: word(words, 'code'),
  text: word(words, 'tekst'),
});

const toPurpose = (purpose: PurposeWords): Purpose => ({
  id: purpose.doel,
  name: purpose.naam,
  guideline: purpose.vuistregel,
  description: purpose.wat,
  ground: purpose.grondslag,
  necessity: purpose.noodzaak,
  needsOpenCase: purpose.open_casus,
});

/** Necessity, owner and dates come from the purpose, unless the rule has its own (INV-36: every rule has them). */
const toRule = (rule: RuleWords, purpose: PurposeWords): Rule => ({
  id: rule.regel,
  purpose: purpose.doel,
  from: rule.van,
  to: rule.naar,
  fields: rule.velden,
  outcome: rule.uitkomst,
  conditions: rule.voorwaarden,
  consentKinds: rule.toestemmingssoorten ?? [],
  law: rule.wet,
  sentence: rule.zin,
  necessity: rule.noodzaak ?? purpose.noodzaak,
  owner: rule.eigenaar ?? purpose.eigenaar,
  inForceFrom: rule.van_kracht ?? purpose.van_kracht,
  reviewBy: rule.herziening ?? purpose.herziening,
  toConfirm: rule.te_bevestigen,
});

const toInvariant = (words: Words & { automatisch: boolean }): Invariant => ({
  id: word(words, 'invariant'),
  automatic: words.automatisch,
  statement: word(words, 'precies'),
  sentence: word(words, 'zin'),
});

const toScenario = (words: Words & { stappen: ScenarioStep[] }): Scenario => ({
  id: word(words, 'scenario'),
  title: word(words, 'titel'),
  given: word(words, 'gegeven'),
  asked: word(words, 'als'),
  expected: word(words, 'dan'),
  sentence: word(words, 'zin'),
  steps: words.stappen,
});
