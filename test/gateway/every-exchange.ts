import { RESIDENT_KEYS, type ResidentKey } from '../../adapters/sandbox/resident.ts';
import { CAST, type CastMember } from '../../gateway/demo/cast.ts';

import { SYSTEMS } from '../../gateway/demo/sandbox.ts';
import { STORIES, type Story } from '../../gateway/demo/stories.ts';
import { shipped } from '../policies/handreiking.ts';
import type { WireAnswer, World } from '../world/world.ts';

/** One thing a partner can try: everything the catalogue has, about one resident. */
export interface Attempt {
  readonly direction: 'ask' | 'bring';
  readonly caller: string;
  readonly other: string;
  readonly purpose: string;
  readonly resident: ResidentKey;
}

/** Who acts for whom; only these sit at a table. */
const PROFESSIONALS: Readonly<Record<string, string>> = {
  'wijkteam-zuidoost': 'wt-031',
  zayaz: 'mw-417',
  farent: 'fa-007',
};

/**
 * Every partner to every other that has a system, for every purpose it has, both ways. Where a rule exists: about everyone
 * who has a story there, and some who have not; from Zayaz to the wijkteam, where rules need no yes, about everyone. Where
 * none exists nobody's facts are looked at, and one resident will do.
 */
export function everyAttempt(): readonly Attempt[] {
  return CAST.flatMap(caller =>
    CAST.filter(other => other !== caller).flatMap(other =>
      caller.purposes.flatMap(purpose => [
        ...about(residentsFor(purpose, other, caller), 'ask', caller, other, purpose),
        ...about(residentsFor(purpose, caller, other).slice(0, 2), 'bring', caller, other, purpose),
      ]),
    ),
  );
}

const SOME: readonly ResidentKey[] = ['anja', 'noor'];

function residentsFor(purpose: string, sender: CastMember, recipient: CastMember): readonly ResidentKey[] {
  const hasSystem = SYSTEMS.some(system => system === sender.id);
  const hasRule = shipped.rules.some(
    rule => rule.purpose === purpose && rule.from.includes(sender.role) && rule.to.includes(recipient.role),
  );
  if (!hasSystem) return hasRule ? ['anja'] : [];
  if (!hasRule) return recipient.purposes[0] === purpose ? ['anja'] : [];
  if (sender.id === 'zayaz' && recipient.id === 'wijkteam-zuidoost') return RESIDENT_KEYS;
  const hasStory = ({ consents = [], declarations = [] }: Story): boolean =>
    [...consents, ...declarations].some(
      each => each.purpose === purpose && each.sender === sender.id && each.recipient === recipient.id,
    );
  return RESIDENT_KEYS.filter(key => hasStory(STORIES[key]) || SOME.includes(key)).toSorted(byStory);
}

/** Who has a story comes first, for of what is brought only the first few are tried. */
const byStory = (one: ResidentKey, other: ResidentKey): number =>
  Number(SOME.includes(one)) - Number(SOME.includes(other));

const about = (
  residents: readonly ResidentKey[],
  direction: Attempt['direction'],
  caller: CastMember,
  other: CastMember,
  purpose: string,
): Attempt[] =>
  residents.map(resident => ({ direction, caller: caller.id, other: other.id, purpose, resident }));

/** Sends the attempts, a few at a time, each with a token of the caller's own. */
export async function tryAll(
  world: World,
  attempted: readonly Attempt[],
  told: (attempt: Attempt, answer: WireAnswer) => void,
): Promise<void> {
  const tokens = new Map<string, string>();
  for (const { id } of CAST) tokens.set(id, await world.tokenFor(id));
  const waiting = attempted.values();
  const work = async (): Promise<void> => {
    for (const attempt of waiting) told(attempt, await tryOne(world, attempt, tokens.get(attempt.caller)));
  };
  await Promise.all(Array.from({ length: 8 }, work));
}

async function tryOne(world: World, attempt: Attempt, token: string | undefined): Promise<WireAnswer> {
  const { direction, caller, other, purpose, resident } = attempt;
  const koppelsleutel = await world.koppelsleutel(caller, resident);
  return await world.send(direction === 'ask' ? '/v1/verstrekkingen' : '/v1/meldingen', {
    method: 'POST',
    headers: { authorization: `Bearer ${token ?? ''}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      doel: purpose,
      betrokkene: koppelsleutel === '' ? '00000000-0000-4000-8000-000000000000' : koppelsleutel,
      [direction === 'ask' ? 'van' : 'naar']: other,
      velden: [...shipped.fields.keys()],
      namens: { medewerker: PROFESSIONALS[caller] ?? 'mw-417' },
    }),
  });
}
