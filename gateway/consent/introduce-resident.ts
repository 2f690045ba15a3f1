import type { Sql } from '../database.ts';
import { recognise, rememberTags } from '../identity/introduce.ts';
import type { PersonTags } from '../identity/person-seen.ts';
import type { Receipt } from '../ledger/append.ts';
import { changeRegister, type Acting } from './change-register.ts';
import { raiseItem } from './officer-items.ts';
import type { RegisterContext } from './register-context.ts';

/** A partner's own pseudonym for somebody it has before it. */
export interface Introduced {
  readonly koppelsleutel: string;
  readonly receipt: Receipt;
}

export interface Introduction {
  readonly partner: string;
  readonly tags: PersonTags;
  /** Where the partner knows from who this is: the kind alone. */
  readonly seen: string;
}

/**
 * Gives a partner its own koppelsleutel for somebody. The answer is the same whether or not anybody here knew this person:
 * that somebody is known somewhere is nobody's business. A doubt goes to the officer, and opens nothing meanwhile.
 */
export async function introduceResident(
  { partner, tags, seen }: Introduction,
  acting: Acting,
  context: RegisterContext,
): Promise<Introduced> {
  return await changeRegister(acting, context, async register => {
    const { sql, record } = register;
    const now = context.clock();
    const found = await recognise(sql, tags);
    const resident = found.as === 'known' ? found.resident : await newResident(sql, context.newId());
    const isDoubtful = found.as === 'new' && found.inDoubt;
    if (isDoubtful) {
      const item = { kind: 'identity-doubt', resident, about: resident } as const;
      await raiseItem(register, context.newId(), item, now);
    } else await rememberTags(register, resident, tags, acting.actor, now);
    const koppelsleutel = await ownKey(sql, partner, resident, context.newId());
    const how = isDoubtful ? 'in-doubt' : found.as;
    return {
      koppelsleutel,
      receipt: await record(resident, { what: 'resident-introduced', partner, how, seen }),
    };
  });
}

async function newResident(sql: Sql, id: string): Promise<string> {
  await sql.query('INSERT INTO resident (id) VALUES ($1)', [id]);
  return id;
}

async function ownKey(sql: Sql, partner: string, resident: string, fresh: string): Promise<string> {
  await sql.query(
    'INSERT INTO link (partner, resident, koppelsleutel) VALUES ($1, $2, $3) ON CONFLICT (partner, resident) DO NOTHING',
    [partner, resident, fresh],
  );
  const [row] = await sql.query<{ koppelsleutel: string }>(
    'SELECT koppelsleutel FROM link WHERE partner = $1 AND resident = $2',
    [partner, resident],
  );
  if (row === undefined) throw new Error('a link that was just made is not there');
  return row.koppelsleutel;
}
