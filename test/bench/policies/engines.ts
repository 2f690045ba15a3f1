import { AbilityBuilder, createMongoAbility, subject, type MongoAbility } from '@casl/ability';
import { decide, decideAll } from '../../../policies/decide.ts';
import type { Handreiking, Rule } from '../../../policies/handreiking.ts';
import { compileTable, type CellAddress } from '../../../policies/table.ts';
import { CONSENT } from '../../../policies/vocabulary.ts';
import type { BenchRequest } from './requests.ts';

/** Answers for every field of the catalogue, in its order: the rule that releases it, or nothing. */
export type Answer = readonly (string | undefined)[];

export interface Engine {
  readonly name: string;
  /** What is timed: the whole decision, in the form this engine gives it. */
  readonly run: (request: BenchRequest) => unknown;
  /** The same decision as an answer that can be compared. */
  readonly answer: (request: BenchRequest) => Answer | Promise<Answer>;
  /** How often one burst goes over the same 256 requests: enough to time, few enough to wait for. */
  readonly passes: number;
}

export function tableEngine(handreiking: Handreiking): Engine {
  const table = compileTable(handreiking);
  const run = ({ where, facts }: BenchRequest) => decideAll(table, where, facts);
  return {
    name: 'our table: every field with its reason',
    run,
    answer: request => run(request).map(each => (each.outcome === 'release' ? each.rule.id : undefined)),
    passes: 200,
  };
}

export function mapEngine(handreiking: Handreiking): Engine {
  const table = compileTable(handreiking);
  const run = ({ where, facts }: BenchRequest) => decide(table, { ...where, fields: table.fields }, facts);
  return {
    name: 'our table: the same as a map by field',
    run,
    answer: request =>
      [...run(request).values()].map(each => (each.outcome === 'release' ? each.rule.id : undefined)),
    passes: 20,
  };
}

const rulesAt = (handreiking: Handreiking, { purpose, from, to }: CellAddress): readonly Rule[] =>
  handreiking.rules.filter(
    rule => rule.purpose === purpose && rule.from.includes(from) && rule.to.includes(to) && from !== to,
  );

/** For engines that slice the rules by road beforehand: one thing per road, made when first needed. */
export function perRoad<T>(make: (where: CellAddress) => T): (where: CellAddress) => T {
  const made = new Map<string, T>();
  return where => {
    const key = `${where.purpose} ${where.from} ${where.to}`;
    const known = made.get(key) ?? make(where);
    made.set(key, known);
    return known;
  };
}

export const sliceAt = (handreiking: Handreiking, where: CellAddress): readonly Rule[] =>
  rulesAt(handreiking, where)
    .map(rule => ({
      ...rule,
      fields: rule.fields.filter(field => handreiking.never.get(where.to)?.has(field) !== true),
    }))
    .filter(({ fields }) => fields.length > 0);

function abilityFor(handreiking: Handreiking, where: CellAddress): MongoAbility {
  const { can, build } = new AbilityBuilder<MongoAbility>(createMongoAbility);
  // In CASL the last rule that matches is the one that counts; the handreiking names the first.
  for (const rule of sliceAt(handreiking, where).toReversed())
    can(
      'verstrekken',
      'Veld',
      [...rule.fields],
      Object.fromEntries(rule.conditions.map(key => [key, true])),
    ).because(rule.id);
  return build();
}

/** CASL as it is meant to be used: an ability for the caller with all its rules, of which the conditions pick the road. */
export function caslPerCallerEngine(handreiking: Handreiking): Engine {
  const fields = [...handreiking.fields.keys()];
  const run = ({ where, facts }: BenchRequest): Answer => {
    const { can, build } = new AbilityBuilder<MongoAbility>(createMongoAbility);
    const never = handreiking.never.get(where.to);
    for (const rule of handreiking.rules.toReversed()) {
      const allowed = rule.fields.filter(field => never?.has(field) !== true);
      if (!rule.to.includes(where.to) || allowed.length === 0) continue;
      const conditions = Object.fromEntries(rule.conditions.map(key => [key, true]));
      const senders = rule.from.filter(from => from !== where.to);
      can('verstrekken', 'Veld', allowed, {
        doel: rule.purpose,
        van: { $in: senders },
        ...conditions,
      }).because(rule.id);
    }
    const ability = build();
    const known = { ...Object.fromEntries(facts.conditions), doel: where.purpose, van: where.from };
    const yes = subject('Veld', { ...known, [CONSENT]: true });
    const no = subject('Veld', { ...known, [CONSENT]: false });
    return fields.map(
      field => ability.relevantRuleFor('verstrekken', facts.consented.has(field) ? yes : no, field)?.reason,
    );
  };
  return { name: 'CASL, ability of the caller built per request', run, answer: run, passes: 1 };
}

/** CASL at its kindest: only the rules of the road, in an ability per request, or one per road that is kept. */
export function caslEngine(handreiking: Handreiking, isCached: boolean): Engine {
  const fields = [...handreiking.fields.keys()];
  const make = (where: CellAddress): MongoAbility => abilityFor(handreiking, where);
  const abilityAt = isCached ? perRoad(make) : make;
  const run = ({ where, facts }: BenchRequest): Answer => {
    const ability = abilityAt(where);
    const known = Object.fromEntries(facts.conditions);
    const yes = subject('Veld', { ...known, [CONSENT]: true });
    const no = subject('Veld', { ...known, [CONSENT]: false });
    return fields.map(
      field => ability.relevantRuleFor('verstrekken', facts.consented.has(field) ? yes : no, field)?.reason,
    );
  };
  return {
    name: `CASL, ability of the road ${isCached ? 'cached' : 'built per request'}`,
    run,
    answer: run,
    passes: 2,
  };
}

/** The least there is to do: rules as rows of bits, field masks or-ed together. Says which fields open, never why. */
export function bareScanEngine(handreiking: Handreiking): Engine {
  const fields = [...handreiking.fields.keys()];
  const place = new Map(fields.map((field, index) => [field, index]));
  const bits = new Map([...handreiking.conditions.keys()].map((key, index) => [key, 1 << index]));
  const words = Math.ceil(fields.length / 32);
  const rowsAt = perRoad(where =>
    sliceAt(handreiking, where).map(rule => {
      const mask = new Int32Array(words);
      for (const field of rule.fields) setBit(mask, place.get(field) ?? 0);
      const plain = rule.conditions.filter(key => key !== CONSENT);
      const needs = plain.reduce((sum, key) => sum | (bits.get(key) ?? 0), 0);
      return { needs, mask, asksConsent: rule.conditions.includes(CONSENT) };
    }),
  );
  const run = ({ where, facts }: BenchRequest): Int32Array => {
    let known = 0;
    for (const [key, isMet] of facts.conditions) if (isMet) known |= bits.get(key) ?? 0;
    const consented = new Int32Array(words);
    for (const field of facts.consented) setBit(consented, place.get(field) ?? 0);
    const open = new Int32Array(words);
    for (const { needs, mask, asksConsent } of rowsAt(where))
      if ((needs & ~known) === 0) openBits(open, mask, asksConsent ? consented : mask);
    return open;
  };
  return {
    name: 'bare bitset scan: which fields, no reasons',
    run,
    answer: request => {
      const open = run(request);
      return fields.map((_field, index) =>
        ((open[index >> 5] ?? 0) >>> (index & 31)) & 1 ? 'open' : undefined,
      );
    },
    passes: 200,
  };
}

function openBits(open: Int32Array, mask: Int32Array, allowed: Int32Array): void {
  for (let word = 0; word < open.length; word++)
    open[word] = (open[word] ?? 0) | ((mask[word] ?? 0) & (allowed[word] ?? 0));
}

const setBit = (mask: Int32Array, index: number): void => {
  mask[index >> 5] = (mask[index >> 5] ?? 0) | (1 << (index & 31));
};
