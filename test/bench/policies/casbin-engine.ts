import type { Handreiking } from '../../../policies/handreiking.ts';
import { CONSENT } from '../../../policies/vocabulary.ts';
import { perRoad, sliceAt, type Answer, type Engine } from './engines.ts';
import type { BenchRequest } from './requests.ts';

interface Enforcer {
  readonly addFunction: (name: string, check: (...words: readonly unknown[]) => boolean) => Promise<void>;
  readonly addPolicies: (lines: string[][]) => Promise<boolean>;
  readonly enforceExSync: (...request: readonly unknown[]) => [boolean, string[]];
}
interface Casbin {
  readonly newModelFromString: (text: string) => unknown;
  readonly newEnforcer: (model: unknown) => Promise<Enforcer>;
}

const MODEL = `
[request_definition]
r = field, facts
[policy_definition]
p = field, rule
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.field == p.field && holds(r.facts, p.rule)
`;

/** casbin at its kindest: rules sliced per road beforehand, conditions as native predicates, synchronous calls. */
export async function casbinEngine(handreiking: Handreiking): Promise<Engine> {
  const name = 'casbin';
  const { newEnforcer, newModelFromString } = (await import(name)) as Casbin;
  const fields = [...handreiking.fields.keys()];
  const conditions = new Map(handreiking.rules.map(rule => [rule.id, rule.conditions]));
  const holds = (facts: unknown, rule: unknown): boolean =>
    (conditions.get(String(rule)) ?? ['']).every(
      key => (facts as ReadonlyMap<string, boolean>).get(key) === true,
    );
  const enforcerAt = perRoad(async where => {
    const enforcer = await newEnforcer(newModelFromString(MODEL));
    await enforcer.addFunction('holds', holds);
    await enforcer.addPolicies(
      sliceAt(handreiking, where).flatMap(rule => rule.fields.map(field => [field, rule.id])),
    );
    return enforcer;
  });
  const run = async ({ where, facts }: BenchRequest): Promise<Answer> => {
    const enforcer = await enforcerAt(where);
    const no = new Map(facts.conditions).set(CONSENT, false);
    const yes = new Map(facts.conditions).set(CONSENT, true);
    return fields.map(field => {
      const [isAllowed, line] = enforcer.enforceExSync(field, facts.consented.has(field) ? yes : no);
      return isAllowed ? line[1] : undefined;
    });
  };
  return { name: 'casbin, sliced per road, a call per field', run, answer: run, passes: 0.125 };
}
