import { checkDeclaration } from '../../consent/declaration.ts';
import type { Handreiking } from '../../policies/handreiking.ts';
import type { Acting, HeldRegister } from '../consent/change-register.ts';
import type { RegisterContext } from '../consent/register-context.ts';
import type { Receipt } from '../ledger/append.ts';
import type { InvitationState } from './own-cases.ts';

const TABLE_PURPOSE = 'D02';
const INVITED = 'uitgenodigd';

interface Place {
  readonly id: string;
  readonly resident: string;
}

interface Seat {
  readonly id: string;
  readonly role: string;
}

interface Pair {
  readonly sender: Seat;
  readonly recipient: Seat;
}

/**
 * Notes how the resident stands towards the table, and declares K11 for everyone who sits there now. Who joins later was not
 * among those the resident was told of: then it is noted again.
 */
export async function invite(
  { id, resident }: Place,
  state: InvitationState,
  register: HeldRegister,
  acting: Acting,
  context: RegisterContext,
): Promise<Receipt> {
  const { sql, record, policy } = register;
  const now = context.clock();
  await sql.query(
    'INSERT INTO case_invitation (id, social_case, state, noted_by, noted_at) VALUES ($1, $2, $3, $4, $5)',
    [context.newId(), id, state, acting.actor, now],
  );
  const receipt = await record(resident, { what: 'invitation-noted', case: id, state });
  if (state === 'wil-niet') await endInvitations(resident, register, now);
  else
    for (const pair of pairsAt(await seatsAt(id, register, now), policy.handreiking))
      await declare({ id, resident }, pair, register, acting, context);
  return receipt;
}

const seatsAt = async (id: string, { sql }: HeldRegister, now: Date): Promise<readonly Seat[]> =>
  await sql.query<{ id: string; role: string }>(
    `SELECT DISTINCT partner.id, partner.role FROM case_member JOIN partner ON partner.id = partner
      WHERE social_case = $1 AND member_from <= $2 AND (member_until IS NULL OR member_until > $2) ORDER BY 1`,
    [id, now],
  );

/** Between whom the handreiking knows something that may be told at a table, once the resident was invited. */
const pairsAt = (seats: readonly Seat[], { rules }: Handreiking): readonly Pair[] =>
  seats.flatMap(sender =>
    seats
      .filter(recipient =>
        rules.some(
          rule =>
            rule.purpose === TABLE_PURPOSE &&
            rule.conditions.includes(INVITED) &&
            rule.from.includes(sender.role) &&
            rule.to.includes(recipient.role) &&
            sender.id !== recipient.id,
        ),
      )
      .map(recipient => ({ sender, recipient })),
  );

async function declare(
  { id, resident }: Place,
  { sender, recipient }: Pair,
  { sql, record }: HeldRegister,
  acting: Acting,
  context: RegisterContext,
): Promise<void> {
  const checked = checkDeclaration({
    condition: INVITED,
    declarer: { id: sender.id, role: 'gem_wijkteam' },
    sender: sender.id,
    recipient: recipient.id,
    lastsMs: undefined,
  });
  if ('fault' in checked) return;
  const [declaration, now] = [context.newId(), context.clock()];
  await sql.query(
    `INSERT INTO declaration (id, condition, fulfilled, resident, purpose, sender, recipient, reference, declared_by, valid_from, valid_until)
     VALUES ($1, $2, true, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      declaration,
      INVITED,
      resident,
      TABLE_PURPOSE,
      sender.id,
      recipient.id,
      `doorbraaktafel ${id}`,
      acting.actor,
      now,
      new Date(now.getTime() + checked.lastsMs),
    ],
  );
  const exchange = { purpose: TABLE_PURPOSE, sender: sender.id, recipient: recipient.id };
  await record(resident, {
    what: 'declaration-made',
    declaration,
    condition: INVITED,
    fulfilled: true,
    ...exchange,
  });
}

/** The resident does not want it: from here on nobody can say that they were invited. */
async function endInvitations(resident: string, { sql, record }: HeldRegister, now: Date): Promise<void> {
  const ended = await sql.query<{ id: string }>(
    `UPDATE declaration SET valid_until = $3 WHERE resident = $1 AND condition = $2 AND purpose = $4
        AND (valid_until IS NULL OR valid_until > $3) RETURNING id`,
    [resident, INVITED, now, TABLE_PURPOSE],
  );
  for (const { id } of ended) await record(resident, { what: 'declaration-ended', declaration: id });
}
