import { answerBy, type Day } from '../../consent/access-term.ts';
import { explains } from '../../consent/objection.ts';
import { changeRegister, type Acting } from '../consent/change-register.ts';
import type { Sql } from '../database.ts';
import type { OfficerContext } from './officer-context.ts';

export type Asker = 'bewoner' | 'vertegenwoordiger' | 'ander';
export type Identity = 'digid' | 'gezien' | 'nog-niet';
export type AccessRefusal = 'niet-de-bewoner' | 'geen-vertegenwoordiging';

/** Somebody asks what is known about a resident, whom this partner knows by this koppelsleutel. */
export interface AskedAccess {
  readonly partner: string;
  readonly koppelsleutel: string;
  readonly asker: Asker;
  readonly identity: Identity;
  readonly receivedOn: Day;
}

export type Received =
  | { readonly kind: 'open'; readonly id: string }
  | { readonly kind: 'refused'; readonly id: string; readonly reason: AccessRefusal }
  | { readonly kind: 'unknown-resident' };

/**
 * Takes a request to see in. Who is not the resident, and does not speak for them, is refused before anyone is looked up:
 * whether somebody is known here is itself nobody's business.
 */
export async function receiveAccessRequest(
  asked: AskedAccess,
  acting: Acting,
  context: OfficerContext,
): Promise<Received> {
  const id = context.newId();
  if (asked.asker === 'ander') {
    await insert(
      context.database,
      { id, resident: undefined, refused: 'niet-de-bewoner', asked, acting },
      context,
    );
    return { kind: 'refused', id, reason: 'niet-de-bewoner' };
  }
  return await changeRegister(acting, context, async ({ sql, record }) => {
    const resident = await residentOf(sql, asked);
    if (resident === undefined) return { kind: 'unknown-resident' };
    const mayAsk = asked.asker === 'bewoner' || (await hasRepresentative(sql, resident, context.clock()));
    const refused = mayAsk ? undefined : 'geen-vertegenwoordiging';
    await insert(sql, { id, resident, refused, asked, acting }, context);
    await record(resident, {
      what: refused === undefined ? 'access-requested' : 'access-refused',
      request: id,
    });
    return refused === undefined ? { kind: 'open', id } : { kind: 'refused', id, reason: refused };
  });
}

async function residentOf(sql: Sql, { partner, koppelsleutel }: AskedAccess): Promise<string | undefined> {
  const [link] = await sql.query<{ resident: string }>(
    'SELECT resident FROM link WHERE partner = $1 AND koppelsleutel::text = $2',
    [partner, koppelsleutel],
  );
  return link?.resident;
}

async function hasRepresentative(sql: Sql, resident: string, now: Date): Promise<boolean> {
  const rows = await sql.query(
    `SELECT FROM representation
      WHERE resident = $1 AND valid_from <= $2 AND (least(valid_until, ended_at) IS NULL OR least(valid_until, ended_at) > $2)`,
    [resident, now],
  );
  return rows.length > 0;
}

interface NewRequest {
  readonly id: string;
  readonly resident: string | undefined;
  readonly refused: AccessRefusal | undefined;
  readonly asked: AskedAccess;
  readonly acting: Acting;
}

async function insert(
  sql: Sql,
  { id, resident, refused, asked, acting }: NewRequest,
  { clock }: Pick<OfficerContext, 'clock'>,
): Promise<void> {
  await sql.query(
    `INSERT INTO access_request (id, resident, asker, identity, received_on, recorded_by, recorded_at, refused)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      id,
      resident ?? null,
      asked.asker,
      asked.identity,
      asked.receivedOn,
      acting.actor,
      clock(),
      refused ?? null,
    ],
  );
}

/** A request as it lies there. Who it is about stays with whoever opens it. */
export interface AccessRequest {
  readonly id: string;
  readonly asker: Asker;
  readonly identity: Identity;
  readonly receivedOn: Day;
  readonly answerBy: Day;
  readonly refused: AccessRefusal | undefined;
  readonly extendedBecause: string | undefined;
  readonly sentAt: Date | undefined;
}

interface Row {
  readonly id: string;
  readonly asker: Asker;
  readonly identity: Identity;
  readonly received_on: string;
  readonly refused: AccessRefusal | null;
  readonly extended_because: string | null;
  readonly sent_at: Date | null;
}

const REQUEST = `SELECT id, asker, identity, to_char(received_on, 'YYYY-MM-DD') AS received_on, refused, extended_because, sent_at
                   FROM access_request`;

const fromRow = (row: Row): AccessRequest => ({
  id: row.id,
  asker: row.asker,
  identity: row.identity,
  receivedOn: row.received_on,
  answerBy: answerBy(row.received_on, row.extended_because !== null),
  refused: row.refused ?? undefined,
  extendedBecause: row.extended_because ?? undefined,
  sentAt: row.sent_at ?? undefined,
});

/** What waits first, the oldest on top; then what was done. */
export async function listAccessRequests(sql: Sql): Promise<readonly AccessRequest[]> {
  const rows = await sql.query<Row>(
    `${REQUEST} ORDER BY (sent_at IS NOT NULL OR refused IS NOT NULL), received_on, recorded_at LIMIT 200`,
  );
  return rows.map(fromRow);
}

export async function findAccessRequest(sql: Sql, id: string): Promise<AccessRequest | undefined> {
  const [row] = await sql.query<Row>(`${REQUEST} WHERE id::text = $1`, [id]);
  return row === undefined ? undefined : fromRow(row);
}

/** Notes how it became certain who asks. Resolves to whether the request was still waiting for it. */
export async function confirmIdentity(
  id: string,
  identity: Exclude<Identity, 'nog-niet'>,
  { database }: OfficerContext,
): Promise<boolean> {
  const rows = await database.query(
    `UPDATE access_request SET identity = $2 WHERE id = $1 AND identity = 'nog-niet' AND refused IS NULL RETURNING id`,
    [id, identity],
  );
  return rows.length > 0;
}

/** Takes two months more, once, and in time: the resident is told why (AVG 12(3)). */
export async function extendAccess(
  id: string,
  reasons: string,
  acting: Acting,
  context: OfficerContext,
): Promise<'extended' | 'no-reasons' | 'too-late'> {
  if (!explains(reasons)) return 'no-reasons';
  return await changeRegister(acting, context, async ({ sql, record }) => {
    const [row] = await sql.query<{ resident: string }>(
      `UPDATE access_request SET extended_at = $2, extended_because = $3
        WHERE id = $1 AND extended_at IS NULL AND sent_at IS NULL AND refused IS NULL
          AND received_on + interval '1 month' >= ($2::timestamptz AT TIME ZONE 'Europe/Amsterdam')::date
        RETURNING resident`,
      [id, context.clock(), reasons.trim()],
    );
    if (row === undefined) return 'too-late';
    await record(row.resident, { what: 'access-extended', request: id });
    return 'extended';
  });
}

/** Says that the answer was sent. Resolves to whether there was one to send. */
export async function markSent(id: string, acting: Acting, context: OfficerContext): Promise<boolean> {
  return await changeRegister(acting, context, async ({ sql, record }) => {
    const [row] = await sql.query<{ resident: string }>(
      `UPDATE access_request SET sent_at = $2, sent_by = $3
        WHERE id = $1 AND sent_at IS NULL AND refused IS NULL AND EXISTS (SELECT FROM access_answer WHERE request = $1)
        RETURNING resident`,
      [id, context.clock(), acting.actor],
    );
    if (row === undefined) return false;
    await record(row.resident, { what: 'access-answered', request: id });
    return true;
  });
}
