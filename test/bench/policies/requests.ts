import type { Facts } from '../../../policies/facts.ts';
import type { Handreiking } from '../../../policies/handreiking.ts';
import { compileTable, type CellAddress } from '../../../policies/table.ts';
import { CONSENT, type FieldId } from '../../../policies/vocabulary.ts';

/** One question about every field of the catalogue, and what is known at that moment. */
export interface BenchRequest {
  readonly where: CellAddress;
  readonly facts: Facts;
}

/** The same numbers every time, so that a result can be repeated (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Random questions: nine in ten on a road where rules stand. Of the conditions three in five are known true, one in five is
 * known false, the rest is unknown; a resident says yes to some of the fields that could be had there.
 */
export function randomRequests(
  handreiking: Handreiking,
  count: number,
  seed: number,
): readonly BenchRequest[] {
  const random = randomFrom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const table = compileTable(handreiking);
  const [purposes, roles] = [[...handreiking.purposes.keys()], [...handreiking.roles.keys()]];
  const conditions = [...handreiking.conditions.keys()].filter(key => key !== CONSENT);
  return Array.from({ length: count }, () => {
    const anywhere = { purpose: pick(purposes), from: pick(roles), to: pick(roles) };
    const where = random() < 0.9 ? pick(table.addresses()) : anywhere;
    const known = conditions.flatMap((key): [string, boolean][] => {
      const chance = random();
      return chance < 0.8 ? [[key, chance < 0.6]] : [];
    });
    const consented = [...table.cellFor(where).candidates.keys()].filter(() => random() < 0.4);
    return { where, facts: { conditions: new Map(known), consented: new Set<FieldId>(consented) } };
  });
}
