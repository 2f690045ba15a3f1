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
  readonly scenarios: readonly Scenario[];
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
}

export interface Condition {
  readonly key: ConditionKey;
  readonly code: string;
  readonly text: string;
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
  /** The rule for the resident, in B1. */
  readonly sentence: string;
  readonly necessity: string;
  readonly owner: string;
  /** ISO dates: from when the rule counts, and when it must be looked at again (INV-36). */
  readonly inForceFrom: string;
  readonly reviewBy: string;
  /** The item of handreiking section 9 that a privacy officer still has to confirm. */
  readonly toConfirm: number | undefined;
}

export interface Invariant {
  readonly id: string;
  readonly automatic: boolean;
  readonly statement: string;
  readonly sentence: string;
}

export interface Scenario {
  readonly id: string;
  readonly title: string;
  readonly given: string;
  readonly asked: string;
  readonly expected: string;
  readonly sentence: string;
  readonly steps: readonly ScenarioStep[];
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
