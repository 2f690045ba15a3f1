import type { ConditionKey, RoleId } from '../policies/vocabulary.ts';
import { DAY_MS, HOUR_MS } from './duration.ts';

/** Who in an exchange can know this, and so may declare it; and for how long it holds at most. */
interface Declarable {
  readonly by: 'sender' | 'recipient' | 'either';
  readonly roles?: readonly RoleId[];
  readonly longestMs: number;
}

const YEAR_MS = 365 * DAY_MS;
const DECLARABLE: Readonly<Record<ConditionKey, Declarable>> = {
  desgevraagd: { by: 'recipient', roles: ['gem_sociale_dienst'], longestMs: 90 * DAY_MS },
  gedwongen: { by: 'sender', longestMs: 180 * DAY_MS },
  vitaal: { by: 'sender', longestMs: 72 * HOUR_MS },
  conflict_plichten: { by: 'sender', longestMs: 30 * DAY_MS },
  wpg_besluit: { by: 'sender', roles: ['wijkagent'], longestMs: 90 * DAY_MS },
  stappen: { by: 'sender', roles: ['corporatie'], longestMs: 90 * DAY_MS },
  uitgenodigd: { by: 'either', roles: ['gem_wijkteam'], longestMs: 90 * DAY_MS },
  wmo_maatwerk: { by: 'either', longestMs: YEAR_MS },
  bevoegd: { by: 'either', longestMs: YEAR_MS },
  geheimhouding: { by: 'either', longestMs: YEAR_MS },
  wvggz829: { by: 'sender', roles: ['ggz_behandeling'], longestMs: 30 * DAY_MS },
  traject: { by: 'recipient', roles: ['gem_schuldhulp'], longestMs: YEAR_MS },
  strafbaar: { by: 'sender', roles: ['corporatie'], longestMs: 90 * DAY_MS },
};

export type DeclarationFault = 'not-declarable' | 'not-yours' | 'too-long';

/** A declaration somebody wants to make; the wijkteam may invite to a table of which it is neither sender nor recipient. */
export interface ProposedDeclaration {
  readonly condition: ConditionKey;
  readonly declarer: { readonly id: string; readonly role: RoleId };
  readonly sender: string;
  readonly recipient: string;
  readonly lastsMs: number | undefined;
}

/** Until when it holds, or why it cannot be declared. What the register itself knows nobody can declare. */
export function checkDeclaration(
  proposed: ProposedDeclaration,
): { readonly lastsMs: number } | { readonly fault: DeclarationFault } {
  const { condition, lastsMs } = proposed;
  const known = Object.hasOwn(DECLARABLE, condition) ? DECLARABLE[condition] : undefined;
  if (known === undefined) return { fault: 'not-declarable' };
  if (!invites(proposed) && !canKnow(proposed, known)) return { fault: 'not-yours' };
  if (lastsMs !== undefined && lastsMs > known.longestMs) return { fault: 'too-long' };
  return { lastsMs: lastsMs ?? known.longestMs };
}

const invites = ({ condition, declarer }: ProposedDeclaration): boolean =>
  condition === 'uitgenodigd' && declarer.role === 'gem_wijkteam';

function canKnow({ declarer, sender, recipient }: ProposedDeclaration, { by, roles }: Declarable): boolean {
  const asSender = by !== 'recipient' && declarer.id === sender;
  const asRecipient = by !== 'sender' && declarer.id === recipient;
  return (asSender || asRecipient) && (roles?.includes(declarer.role) ?? true);
}
