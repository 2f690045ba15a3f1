import type { PurposeId } from '../../policies/vocabulary.ts';
import { changeRegister, type Acting, type HeldRegister } from '../consent/change-register.ts';
import type { RegisterContext } from '../consent/register-context.ts';
import type { Receipt } from '../ledger/append.ts';
import { invite } from './invite.ts';
import type { InvitationState } from './own-cases.ts';

interface Seat {
  readonly partner: string;
  readonly professional: string;
}

export interface Opening extends Seat {
  readonly resident: string;
  readonly purpose?: PurposeId;
  readonly invitation?: InvitationState;
}

/** Opens a case about a resident; who opens it is its first member. */
export async function openCase(
  { resident, partner, professional, purpose, invitation }: Opening,
  acting: Acting,
  context: RegisterContext,
): Promise<{ readonly id: string; readonly receipt: Receipt }> {
  const [id, now] = [context.newId(), context.clock()];
  const receipt = await changeRegister(acting, context, async register => {
    const { sql, record } = register;
    await sql.query('INSERT INTO social_case (id, resident, opened_at, purpose) VALUES ($1, $2, $3, $4)', [
      id,
      resident,
      now,
      purpose ?? null,
    ]);
    await sit({ sql }, id, { partner, professional }, now);
    const opened = await record(resident, {
      what: 'case-opened',
      case: id,
      ...(purpose === undefined ? {} : { purpose }),
    });
    if (invitation !== undefined) await invite({ id, resident }, invitation, register, acting, context);
    return opened;
  });
  return { id, receipt };
}

const sit = async (
  { sql }: Pick<HeldRegister, 'sql'>,
  id: string,
  { partner, professional }: Seat,
  now: Date,
): Promise<unknown> =>
  await sql.query(
    'INSERT INTO case_member (social_case, partner, professional, member_from) VALUES ($1, $2, $3, $4)',
    [id, partner, professional, now],
  );

interface Place {
  readonly id: string;
  readonly resident: string;
}

const isOpen = async ({ sql }: HeldRegister, { id, resident }: Place): Promise<boolean> => {
  const rows = await sql.query(
    'SELECT id FROM social_case WHERE id = $1 AND resident = $2 AND closed_at IS NULL',
    [id, resident],
  );
  return rows.length === 1;
};

/** A person of a partner joins or leaves; not the partner as a whole. Nothing happens, and nothing is resolved to, when the case is not open. */
export async function changeMember(
  place: Place,
  { wat, partner, professional }: Seat & { readonly wat: 'komt' | 'gaat' },
  acting: Acting,
  context: RegisterContext,
): Promise<Receipt | undefined> {
  return await changeRegister(acting, context, async register => {
    if (!(await isOpen(register, place))) return undefined;
    const now = context.clock();
    if (wat === 'komt') await sit(register, place.id, { partner, professional }, now);
    else
      await register.sql.query(
        `UPDATE case_member SET member_until = $4 WHERE social_case = $1 AND partner = $2 AND professional = $3
            AND member_until IS NULL`,
        [place.id, partner, professional, now],
      );
    const what = wat === 'komt' ? 'member-joined' : 'member-left';
    return await register.record(place.resident, { what, case: place.id, partner });
  });
}

/** Closes a case: nobody is a member any more, so what needs a member is closed too. */
export async function closeCase(
  place: Place,
  acting: Acting,
  context: RegisterContext,
): Promise<Receipt | undefined> {
  return await changeRegister(acting, context, async register => {
    if (!(await isOpen(register, place))) return undefined;
    await register.sql.query('UPDATE social_case SET closed_at = $2 WHERE id = $1', [
      place.id,
      context.clock(),
    ]);
    return await register.record(place.resident, { what: 'case-closed', case: place.id });
  });
}

/** How the resident stands towards the table now. */
export async function noteInvitation(
  place: Place,
  state: InvitationState,
  acting: Acting,
  context: RegisterContext,
): Promise<Receipt | undefined> {
  return await changeRegister(acting, context, async register =>
    (await isOpen(register, place)) ? await invite(place, state, register, acting, context) : undefined,
  );
}
