// Runs in a process of its own, without inlined wasm calls: with them V8 can crash on functions that return objects.
import type { Handreiking } from '../../../policies/handreiking.ts';
import { CONSENT } from '../../../policies/vocabulary.ts';
import { loadShipped } from './shipped.ts';
import { perRoad, sliceAt, type Answer } from './engines.ts';
import { randomRequests, type BenchRequest } from './requests.ts';

interface Cedar {
  readonly preparsePolicySet: (id: string, policies: unknown) => { readonly type: string };
  readonly statefulIsAuthorized: (call: unknown) => {
    readonly type: string;
    readonly response?: { readonly diagnostics: { readonly reason: readonly string[] } };
  };
}
export interface CedarJob {
  readonly job: 'answer' | 'time';
  readonly way: CedarWay;
  readonly seed: number;
  readonly count: number;
}
export type CedarWay = 'oracle' | 'perField';

const uid = (type: string, id: string) => ({ type, id });
function permit(scope: string, conditions: readonly string[]): string {
  const when = conditions.map(key => `context.${key}`).join(' && ');
  return `permit(${scope})${when === '' ? '' : ` when { ${when} }`};`;
}

/** Two uses: one call per request that tells which rules hold, with the fields worked out outside; or a call per field. */
function ways(handreiking: Handreiking, cedar: Cedar): Record<CedarWay, (request: BenchRequest) => Answer> {
  const fields = [...handreiking.fields.keys()];
  const contextOf = ({ facts }: BenchRequest, consent: boolean) => ({
    ...Object.fromEntries(
      [...handreiking.conditions.keys()].map(key => [key, facts.conditions.get(key) === true]),
    ),
    [CONSENT]: consent,
  });
  const holding = (id: string, request: BenchRequest, field: string, consent: boolean): readonly string[] => {
    const answer = cedar.statefulIsAuthorized({
      principal: uid('Partij', request.where.to),
      action: uid('Doel', request.where.purpose),
      resource: uid('Veld', field),
      context: contextOf(request, consent),
      preparsedPolicySetId: id,
      entities: [],
    });
    if (answer.response === undefined) throw new Error('cedar could not decide');
    return answer.response.diagnostics.reason;
  };
  const prepared = perRoad(where => {
    const rules = sliceAt(handreiking, where);
    const id = `${where.purpose} ${where.from} ${where.to}`;
    const plain = Object.fromEntries(
      rules.map(rule => [
        rule.id,
        permit(
          'principal, action, resource',
          rule.conditions.filter(key => key !== CONSENT),
        ),
      ]),
    );
    const perField = Object.fromEntries(
      rules.flatMap(rule =>
        rule.fields.map(field => [
          `${rule.id} ${field}`,
          permit(`principal, action, resource == Veld::"${field}"`, rule.conditions),
        ]),
      ),
    );
    cedar.preparsePolicySet(`${id} oracle`, { staticPolicies: plain });
    cedar.preparsePolicySet(`${id} fields`, { staticPolicies: perField });
    const order = new Map(rules.map((rule, index) => [rule.id, index]));
    const byField = new Map(fields.map(field => [field, rules.filter(rule => rule.fields.includes(field))]));
    return { id, rules, order, byField };
  });
  return {
    oracle: request => {
      const { id, rules, byField } = prepared(request.where);
      const held = new Set(rules.length === 0 ? [] : holding(`${id} oracle`, request, 'een', true));
      return fields.map(
        field =>
          byField
            .get(field)
            ?.find(
              rule =>
                held.has(rule.id) &&
                (!rule.conditions.includes(CONSENT) || request.facts.consented.has(field)),
            )?.id,
      );
    },
    perField: request => {
      const { id, order } = prepared(request.where);
      return fields.map(field => {
        const held = holding(`${id} fields`, request, field, request.facts.consented.has(field));
        return held
          .map(each => each.split(' ')[0] ?? '')
          .sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))[0];
      });
    },
  };
}

const handreiking = await loadShipped();
const name = '@cedar-policy/cedar-wasm/nodejs';
const cedar = (await import(name)) as Cedar;
const decideBy = ways(handreiking, cedar);

process.on('message', ({ job, way, seed, count }: CedarJob) => {
  const requests = randomRequests(handreiking, count, seed);
  if (job === 'answer') {
    process.send?.(requests.map(request => decideBy[way](request).map(rule => rule ?? null)));
    return;
  }
  for (const request of requests) decideBy[way](request);
  const start = process.hrtime.bigint();
  for (const request of requests) decideBy[way](request);
  process.send?.(Number(process.hrtime.bigint() - start) / count);
});
