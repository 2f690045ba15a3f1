import type { PurposeId } from '../../policies/vocabulary.ts';
import type { Partner } from './partner-registry.ts';

/** Everything that the partner is registered for. */
export const SCOPE = 'verstrekken';

/** One purpose, and nothing else. */
export const purposeScope = (purpose: string): string => `doel:${purpose}`;

const ONE_PURPOSE = /^doel:(D\d{2})$/;

/** What a token is for: everything, or these purposes alone. None when it says something that is not ours. */
export type Reach = 'everything' | ReadonlySet<PurposeId>;

export function reachOf(scope: unknown): Reach | undefined {
  const words = typeof scope === 'string' ? scope.split(' ') : [];
  const purposes = words.flatMap(word => ONE_PURPOSE.exec(word)?.[1] ?? []);
  const isOurs = words.length > 0 && words.every(word => word === SCOPE || ONE_PURPOSE.test(word));
  if (!isOurs) return undefined;
  return words.includes(SCOPE) ? 'everything' : new Set(purposes);
}

/** The partner as far as the token reaches. */
export function within(partner: Partner, reach: Reach): Partner {
  if (reach === 'everything') return partner;
  return { ...partner, purposes: new Set([...partner.purposes].filter(each => reach.has(each))) };
}
