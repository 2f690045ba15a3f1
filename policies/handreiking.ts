import type { ConditionKey, FieldId, Outcome, PurposeId, RoleId, RuleId } from './vocabulary.ts';

/** The handreiking as the privacy officer wrote it, loaded and checked: every word in it is known. */
export interface Handreiking {
  readonly roles: ReadonlyMap<RoleId, Role>;
  readonly fields: ReadonlyMap<FieldId, Field>;
  readonly purposes: ReadonlyMap<PurposeId, Purpose>;
  readonly conditions: ReadonlyMap<ConditionKey, Condition>;
  /** Per recipient: what it never gets through the gateway, whatever was signed (INV-09). */
  readonly never: ReadonlyMap<RoleId, ReadonlySet<FieldId>>;
  /** In declared order: where several rules fit, the first one is named in the ledger. */
  readonly rules: readonly Rule[];
  readonly invariants: readonly Invariant[];
  /** What a decision brings along: the words that purposes, conditions and rules use for it. */
  readonly obligations: ReadonlyMap<string, Obligation>;
  /** The forty of the handreiking itself. */
  readonly scenarios: readonly Scenario[];
  /** The training cases that were added to catch every planted mistake. */
  readonly exercises: readonly Exercise[];
}

/** The seven questions every field must pass; the first one that fails is the reason (handreiking 1.2). */
export type Gate = 'P1' | 'P2' | 'P3' | 'P4' | 'P5' | 'P6' | 'P7';
export const GATES: readonly Gate[] = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7'];

/** The line in the files where something was written down. */
export interface Place {
  readonly path: string;
  readonly line: number;
}

/** A duty that comes with a release. A gateway that does not know its kind cannot keep it, and keeps the field closed. */
export interface Obligation {
  readonly id: string;
  readonly kind: string;
  readonly text: string;
  readonly within: Readonly<Partial<Record<'hours' | 'days' | 'workingDays', number>>>;
}

export interface Role {
  readonly id: RoleId;
  readonly name: string;
  readonly examples: string;
  readonly legalPosition: string;
  readonly secrecy: string;
  readonly bsn: string;
}

export interface Field {
  readonly id: FieldId;
  readonly name: string;
  readonly category: string;
  readonly source: string;
  /** Sensitivity: G, S, F, 9, 9a, 10, P, BSN or D, with +M or +W where a secrecy rests on it. */
  readonly sensitivity: string;
}

export interface Purpose {
  readonly id: PurposeId;
  readonly name: string;
  readonly guideline: string;
  readonly description: string;
  readonly ground: string;
  readonly necessity: string;
  readonly needsOpenCase: boolean;
  readonly at: Place;
}

export interface Condition {
  readonly key: ConditionKey;
  readonly code: string;
  readonly text: string;
  /** The gate that stays closed when this condition is not met. */
  readonly gate: Gate;
  /** The condition as a fact in a story: `de bewoner heeft uitleg gekregen`. */
  readonly fact: string;
}

/** The four things that are all called toestemming; a record holds the kind, never a bare yes (handreiking 1.3). */
export type ConsentKind = 'T-geheim' | 'T-wet' | 'T-9' | 'T-6';

export interface Rule {
  readonly id: RuleId;
  readonly purpose: PurposeId;
  readonly from: readonly RoleId[];
  readonly to: readonly RoleId[];
  readonly fields: readonly FieldId[];
  readonly outcome: Outcome;
  readonly conditions: readonly ConditionKey[];
  readonly consentKinds: readonly ConsentKind[];
  readonly law: string;
  /** The law again, per gate that this rule has to pass. */
  readonly gates: Readonly<Partial<Record<Gate, string>>>;
  /** Those of the purpose, of the conditions and of the rule itself. */
  readonly obligations: readonly Obligation[];
  /** The rule for the resident, in B1. */
  readonly sentence: string;
  readonly necessity: string;
  readonly owner: string;
  /** ISO dates: from when the rule counts, and when it must be looked at again (INV-36). */
  readonly inForceFrom: string;
  readonly reviewBy: string;
  /** The item of handreiking section 9 that a privacy officer still has to confirm. */
  readonly toConfirm: number | undefined;
  readonly at: Place;
}

export interface Invariant {
  readonly id: string;
  readonly automatic: boolean;
  readonly statement: string;
  readonly sentence: string;
  /** The invariant as data: for every field that opens and matches `when`, at least one of `then` holds. */
  readonly checks: readonly InvariantCheck[];
  /** Or a property of deciding itself, that a checker knows by this name. */
  readonly property: InvariantProperty | undefined;
  /** What of it is not about policies, and where that is tested. */
  readonly elsewhere: string | undefined;
}

export type InvariantProperty =
  'standaard_nee' | 'intrekken_sluit' | 'nooit_wint' | 'monotoon' | 'regel_is_volledig';

/** Every list that is there must hold the thing at hand; a list that is not there says nothing. */
export interface Selector {
  readonly doel?: readonly PurposeId[];
  readonly van?: readonly RoleId[];
  readonly naar?: readonly RoleId[];
  readonly velden?: readonly FieldId[];
  readonly klassen?: readonly string[];
  readonly rubrieken?: readonly string[];
}

export interface InvariantCheck {
  readonly als: Selector & { readonly steunt_op?: readonly ConditionKey[] };
  readonly dan: readonly (Selector & {
    readonly voorwaarden?: readonly ConditionKey[];
    readonly soorten?: readonly ConsentKind[];
    readonly verplichtingen?: readonly string[];
  })[];
}

/** A situation as people tell it. */
interface Story<Step> {
  readonly id: string;
  readonly title: string;
  readonly given: string;
  readonly asked: string;
  readonly expected: string;
  readonly sentence: string;
  readonly steps: readonly Step[];
}

export type Scenario = Story<ScenarioStep>;
export type Exercise = Story<ExerciseStep>;

/** One question that every sender here puts to every recipient here: `vrij` leaves, all the other fields stay. */
export interface ExerciseStep {
  /** What is so in this step, in a sentence. */
  readonly vooraf: string;
  readonly doel: PurposeId;
  /** In these lists `zorg*` stands for the four care parties, as in the handreiking itself. */
  readonly van: 'iedereen' | readonly RoleId[];
  readonly niet_van?: readonly RoleId[];
  readonly naar: 'iedereen' | readonly RoleId[];
  readonly niet_naar?: readonly RoleId[];
  readonly gevraagd: 'alles' | readonly FieldId[];
  readonly toestemming?: 'alles' | readonly FieldId[];
  readonly voorwaarden?: 'alle' | readonly ConditionKey[];
  readonly zonder?: readonly ConditionKey[];
  readonly context?: Readonly<Record<string, unknown>>;
  readonly vrij: readonly FieldId[];
}

/** One exchange of a scenario, in the words of the handreiking, with the decision a person wrote down for it. */
export interface ScenarioStep {
  readonly doel: PurposeId;
  readonly van: RoleId;
  readonly naar: RoleId;
  readonly gevraagd: readonly FieldId[];
  readonly toestemming?: readonly FieldId[];
  readonly voorwaarden?: readonly ConditionKey[];
  readonly context?: Readonly<Record<string, unknown>>;
  readonly besluit: Readonly<Record<FieldId, string>>;
}
