import { RESTRICTION_GROUNDS } from '../../consent/restriction.ts';
import type { FieldId } from '../../policies/vocabulary.ts';
import type { Sql } from '../database.ts';
import type { Canonical } from '../ledger/canonical-json.ts';
import type { RegisterChange } from '../ledger/event.ts';
import type { KeyVault } from '../ledger/key-vault.ts';
import { openAbout } from '../ledger/personal-part.ts';
import { SealBroken, type SealingKey } from '../ledger/sealing.ts';
import { findKey } from '../ledger/subject-keys.ts';
import type { Acting, HeldRegister } from './change-register.ts';
import type { RegisterContext } from './register-context.ts';
import { startRestriction, type RestrictionStarted } from './restrictions.ts';

/** An entry about the register that the register does not know. */
export interface MissingEntry {
  readonly index: string;
  readonly recorded_at: Date;
  readonly subject: Buffer | null;
  /** Sealed. */
  readonly personal: string | null;
}

export interface BroughtBack {
  readonly restrictions: number;
  /** Whether the missing entries hold anything else, or anything that cannot be read. */
  readonly isMoreMissing: boolean;
}

type BringContext = Pick<RegisterContext, 'clock' | 'newId' | 'subjectTag'> & { readonly vault: KeyVault };

interface Told {
  readonly at: Date;
  readonly change: RegisterChange | undefined;
}

/**
 * Starts again what a resident had put on hold (AVG 18) and the register lost, as the ledger tells it. What was lifted stays
 * lifted; of what was announced the resident hears anew, for with what reasons stands nowhere else.
 */
export async function bringBackRestrictions(
  resident: string,
  missing: readonly MissingEntry[],
  register: HeldRegister,
  acting: Acting,
  context: BringContext,
): Promise<BroughtBack> {
  const key = await findKey(register.sql, resident, context, 'subject_key');
  const told = missing.map(entry => ({ at: entry.recorded_at, change: changeIn(entry, key) }));
  const here = await restrictionsHere(register.sql, resident);
  const started = new Map(told.flatMap(each => startedIn(each, resident)).map(each => [each.id, each]));
  const lifted = idsIn(told, ({ what }) => what === 'restriction-lifted', 'restriction');
  const lost = [...started.values()].filter(({ id }) => !here.has(id) && !lifted.has(id));
  for (const restriction of lost) await startRestriction(restriction, register, acting, context);
  const known = {
    restrictions: new Set([...here, ...started.keys()]),
    notices: noticesOf(told, started.size),
  };
  return { restrictions: lost.length, isMoreMissing: told.some(({ change }) => !isAbout(change, known)) };
}

function changeIn({ personal }: MissingEntry, key: SealingKey | undefined): RegisterChange | undefined {
  if (personal === null || key === undefined) return undefined;
  try {
    return openAbout(personal, key).change;
  } catch (error) {
    if (error instanceof SealBroken) return undefined;
    throw error;
  }
}

const textOf = (detail: Canonical | undefined): string => (typeof detail === 'string' ? detail : '');

async function restrictionsHere(sql: Sql, resident: string): Promise<ReadonlySet<string>> {
  const rows = await sql.query<{ id: string }>('SELECT id FROM restriction WHERE resident = $1', [resident]);
  return new Set(rows.map(({ id }) => id));
}

function startedIn({ at, change }: Told, resident: string): readonly RestrictionStarted[] {
  if (change?.what !== 'restriction-started') return [];
  const { restriction, askedBy, startedAt } = change;
  const ground = RESTRICTION_GROUNDS.find(each => each === change['ground']);
  if (ground === undefined) return [];
  return [
    {
      id: textOf(restriction),
      startedAt: typeof startedAt === 'string' ? new Date(startedAt) : at,
      resident,
      ground,
      askedBy: askedBy === 'resident' ? 'resident' : 'officer',
      channel: 'gateway',
      ...whatOf(change),
    },
  ];
}

const whatOf = ({ purpose, fields }: RegisterChange): Pick<RestrictionStarted, 'purpose' | 'fields'> => ({
  ...(typeof purpose === 'string' ? { purpose } : {}),
  ...(Array.isArray(fields) ? { fields: fields.map((field: Canonical) => textOf(field) as FieldId) } : {}),
});

const idsIn = (
  told: readonly Told[],
  concerns: (change: RegisterChange) => boolean,
  name: string,
): ReadonlySet<string> =>
  new Set(
    told.flatMap(({ change }) => (change !== undefined && concerns(change) ? [textOf(change[name])] : [])),
  );

/** What who received was asked because of it; with no restriction among what is missing it was because of something else. */
const noticesOf = (told: readonly Told[], started: number): ReadonlySet<string> =>
  started === 0
    ? new Set()
    : idsIn(told, ({ what, request }) => what === 'notice-queued' && request === 'restrict', 'notice');

interface KnownHere {
  readonly restrictions: ReadonlySet<string>;
  readonly notices: ReadonlySet<string>;
}

/** Whether an entry is about one of these restrictions, or about what who received was asked because of it. */
function isAbout(change: RegisterChange | undefined, { restrictions, notices }: KnownHere): boolean {
  if (change === undefined) return false;
  if (change.what.startsWith('restriction-')) return restrictions.has(textOf(change['restriction']));
  return change.what.startsWith('notice-') && notices.has(textOf(change['notice']));
}
