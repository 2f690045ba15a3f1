import type {
  Condition,
  ConsentKind,
  Exercise,
  ExerciseStep,
  Field,
  Gate,
  Invariant,
  InvariantCheck,
  InvariantProperty,
  Obligation,
  Place,
  Purpose,
  Role,
  Rule,
  Scenario,
  ScenarioStep,
} from './handreiking.ts';
import type { FieldId, Outcome } from './vocabulary.ts';

/** The words of the files, as their schemas guarantee them. */
export type Words = Readonly<Record<string, string>>;

export interface RuleWords {
  readonly regel: string;
  readonly van: string[];
  readonly naar: string[];
  readonly velden: FieldId[];
  readonly uitkomst: Outcome;
  readonly voorwaarden: string[];
  readonly toestemmingssoorten?: ConsentKind[];
  readonly verplichtingen?: string[];
  readonly wet: string;
  readonly poorten: Partial<Record<Gate, string>>;
  readonly zin: string;
  readonly noodzaak?: string;
  readonly eigenaar?: string;
  readonly van_kracht?: string;
  readonly herziening?: string;
  readonly te_bevestigen?: number;
}

export interface PurposeWords {
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
  readonly verplichtingen: string[];
  readonly regels: RuleWords[];
}

export interface ConditionWords {
  readonly voorwaarde: string;
  readonly code: string;
  readonly poort: Gate;
  readonly feit: string;
  readonly tekst: string;
  readonly verplichtingen?: string[];
}

export interface ObligationWords {
  readonly verplichting: string;
  readonly soort: string;
  readonly tekst: string;
  readonly uren?: number;
  readonly dagen?: number;
  readonly werkdagen?: number;
}

export interface InvariantWords {
  readonly invariant: string;
  readonly automatisch: boolean;
  readonly precies: string;
  readonly zin: string;
  readonly toetsen?: InvariantCheck[];
  readonly stelling?: InvariantProperty;
  readonly elders?: string;
}

const word = (words: Words, key: string): string => words[key] ?? '';

export const toRole = (words: Words): Role => ({
  id: word(words, 'partij'),
  name: word(words, 'naam'),
  examples: word(words, 'voorbeelden'),
  legalPosition: word(words, 'juridische_positie'),
  secrecy: word(words, 'geheimhouding'),
  bsn: word(words, 'bsn'),
});

export const toField = (words: Words): Field => ({
  id: word(words, 'veld') as FieldId,
  name: word(words, 'naam'),
  category: word(words, 'categorie'),
  source: word(words, 'bron'),
  sensitivity: word(words, 'klasse'),
});

export const toCondition = (words: ConditionWords): Condition => ({
  key: words.voorwaarde,
  code: words.code,
  text: words.tekst,
  gate: words.poort,
  fact: words.feit,
});

export const toObligation = (words: ObligationWords): Obligation => ({
  id: words.verplichting,
  kind: words.soort,
  text: words.tekst,
  within: {
    ...(words.uren === undefined ? {} : { hours: words.uren }),
    ...(words.dagen === undefined ? {} : { days: words.dagen }),
    ...(words.werkdagen === undefined ? {} : { workingDays: words.werkdagen }),
  },
});

export const toPurpose = (purpose: PurposeWords, at: Place): Purpose => ({
  id: purpose.doel,
  name: purpose.naam,
  guideline: purpose.vuistregel,
  description: purpose.wat,
  ground: purpose.grondslag,
  necessity: purpose.noodzaak,
  needsOpenCase: purpose.open_casus,
  at,
});

/** Necessity, owner and dates come from the purpose, unless the rule has its own (INV-36: every rule has them). */
export const toRule = (
  rule: RuleWords,
  purpose: PurposeWords,
  obligations: readonly Obligation[],
  at: Place,
): Rule => ({
  id: rule.regel,
  purpose: purpose.doel,
  from: rule.van,
  to: rule.naar,
  fields: rule.velden,
  outcome: rule.uitkomst,
  conditions: rule.voorwaarden,
  consentKinds: rule.toestemmingssoorten ?? [],
  law: rule.wet,
  gates: rule.poorten,
  obligations,
  sentence: rule.zin,
  necessity: rule.noodzaak ?? purpose.noodzaak,
  owner: rule.eigenaar ?? purpose.eigenaar,
  inForceFrom: rule.van_kracht ?? purpose.van_kracht,
  reviewBy: rule.herziening ?? purpose.herziening,
  toConfirm: rule.te_bevestigen,
  at,
});

export const toInvariant = (words: InvariantWords): Invariant => ({
  id: words.invariant,
  automatic: words.automatisch,
  statement: words.precies,
  sentence: words.zin,
  checks: words.toetsen ?? [],
  property: words.stelling,
  elsewhere: words.elders,
});

const toStory = <Step>(words: Words, steps: readonly Step[]) => ({
  id: word(words, 'scenario'),
  title: word(words, 'titel'),
  given: word(words, 'gegeven'),
  asked: word(words, 'als'),
  expected: word(words, 'dan'),
  sentence: word(words, 'zin'),
  steps,
});

export const toScenario = (words: Words & { stappen: ScenarioStep[] }): Scenario =>
  toStory(words, words.stappen);
export const toExercise = (words: Words & { stappen: ExerciseStep[] }): Exercise =>
  toStory(words, words.stappen);
