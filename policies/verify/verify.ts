import { decideAll } from '../decide.ts';
import type { Handreiking, Invariant, Rule } from '../handreiking.ts';
import { breaksCheck, type OpenField } from './invariant-check.ts';
import { PROPERTIES } from './invariant-properties.ts';
import type { Place } from '../handreiking.ts';
import { idleRulesIn, purposesNeverServedBy } from '../lint/rule-warnings.ts';
import { conditionsOf, factsIn, situationsOf, type Situation } from '../situations.ts';
import { tellStory } from './story.ts';
import { compileTable, type CellAddress, type DecisionTable } from '../table.ts';

/** Something that must not be so, told so that a person can see it happen. */
export interface Finding {
  readonly about: string;
  readonly story: string;
  readonly example: OpenField | undefined;
  readonly at: Place | undefined;
}

export interface Verdict {
  readonly findings: readonly Finding[];
  /** How much was looked at: every cell, and every decision on one field in one situation. */
  readonly cells: number;
  readonly decisions: number;
  /** The invariants that hold, or of which the part about policies holds. */
  readonly verified: readonly Invariant[];
  /** The invariants that say nothing about policies; `elsewhere` says where they are tested. */
  readonly notAboutPolicies: readonly Invariant[];
}

/**
 * Holds every invariant against the whole decision space: every purpose, sender, recipient and field, in every combination of
 * the conditions that the rules there mention. Per invariant and rule only the smallest counterexample is told.
 */
export function verify(handreiking: Handreiking): Verdict {
  const table = compileTable(handreiking);
  const checked = handreiking.invariants.filter(
    ({ checks, property }) => checks.length > 0 || property !== undefined,
  );
  const broken = new Map<string, Finding>();
  let decisions = 0;
  for (const open of openFields(handreiking, table, count => (decisions += count)))
    for (const invariant of checked) {
      const key = `${invariant.id} ${open.rule.id}`;
      if (broken.has(key) || !invariant.checks.some(check => breaksCheck(handreiking, check, open))) continue;
      broken.set(key, findingFor(handreiking, invariant, open));
    }
  const properties = checked.flatMap(invariant => brokenProperties(handreiking, table, invariant));
  const idle = [...idleRulesIn(handreiking), ...purposesNeverServedBy(handreiking)].map(asFinding);
  const findings = [...broken.values(), ...properties, ...idle];
  const wrong = new Set(findings.map(({ about }) => about));
  return {
    findings,
    cells: handreiking.purposes.size * handreiking.roles.size ** 2,
    decisions,
    verified: checked.filter(({ id }) => !wrong.has(id)),
    notAboutPolicies: handreiking.invariants.filter(invariant => !checked.includes(invariant)),
  };
}

/** Every field that opens anywhere, in every situation in which it does; of two situations the smaller comes first. */
function* openFields(
  handreiking: Handreiking,
  table: DecisionTable,
  count: (decisions: number) => void,
): Iterable<OpenField> {
  for (const where of everyCell(handreiking))
    for (const situation of situationsIn(table, where)) {
      const answers = decideAll(table, where, factsIn(situation, table.fields));
      count(answers.length);
      for (const [index, answer] of answers.entries()) {
        const field = table.fields[index];
        if (answer.outcome === 'release' && field !== undefined)
          yield { ...where, field, rule: answer.rule, situation };
      }
    }
}

export const everyCell = ({ purposes, roles }: Handreiking): readonly CellAddress[] =>
  [...purposes.keys()].flatMap(purpose =>
    [...roles.keys()].flatMap(from => [...roles.keys()].map(to => ({ purpose, from, to }))),
  );

export function situationsIn(table: DecisionTable, where: CellAddress): readonly Situation[] {
  const rules: Rule[] = [...table.cellFor(where).candidates.values()].flat().map(({ rule }) => rule);
  return situationsOf(conditionsOf(rules));
}

const findingFor = (handreiking: Handreiking, invariant: Invariant, open: OpenField): Finding => ({
  about: invariant.id,
  story: `${invariant.id} klopt niet. ${invariant.sentence}\n${tellStory(handreiking, open)}`,
  example: open,
  at: open.rule.at,
});

function brokenProperties(handreiking: Handreiking, table: DecisionTable, invariant: Invariant): Finding[] {
  if (invariant.property === undefined) return [];
  return PROPERTIES[invariant.property](handreiking, table).map(({ told, open }) => ({
    about: invariant.id,
    story: `${invariant.id} klopt niet. ${invariant.sentence}\n${told}`,
    example: open,
    at: open?.rule.at,
  }));
}

const asFinding = (fault: Place & { readonly message: string }): Finding => ({
  about: 'regels',
  story: fault.message,
  example: undefined,
  at: { path: fault.path, line: fault.line },
});
