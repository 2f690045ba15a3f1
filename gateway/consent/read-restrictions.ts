import { TELL_BEFORE_MS, type RestrictionGround } from '../../consent/restriction.ts';
import type { FieldId } from '../../policies/vocabulary.ts';
import type { Sql } from '../database.ts';

/** A restriction as it stands. It does not say whose it is. */
export interface KnownRestriction {
  readonly id: string;
  readonly purpose: string | undefined;
  readonly fields: readonly FieldId[] | undefined;
  readonly ground: RestrictionGround;
  readonly askedBy: 'resident' | 'officer';
  readonly startedAt: Date;
  readonly announcedAt: Date | undefined;
  /** From when on it can be lifted. */
  readonly liftFrom: Date | undefined;
  readonly reasons: string | undefined;
  readonly liftedAt: Date | undefined;
  /** What who received did with it, by the state of the message. */
  readonly told: Readonly<Record<string, number>>;
}

interface Row {
  readonly id: string;
  readonly purpose: string | null;
  readonly fields: FieldId[] | null;
  readonly ground: RestrictionGround;
  readonly asked_by: 'resident' | 'officer';
  readonly started_at: Date;
  readonly announced_at: Date | null;
  readonly reasons: string | null;
  readonly lifted_at: Date | null;
  readonly told: Readonly<Record<string, number>> | null;
}

const RESTRICTIONS = `
SELECT restriction.*, (
         SELECT jsonb_object_agg(state, count)
           FROM (SELECT state, count(*) FROM notice WHERE cause = restriction.id GROUP BY state) AS counted) AS told
  FROM restriction WHERE ($1::uuid IS NULL OR resident = $1)
 ORDER BY lifted_at IS NOT NULL, started_at DESC, id LIMIT 200`;

/** Every restriction, what runs first; of one resident alone when asked. */
export async function readRestrictions(sql: Sql, resident?: string): Promise<readonly KnownRestriction[]> {
  return (await sql.query<Row>(RESTRICTIONS, [resident ?? null])).map(fromRow);
}

const fromRow = (row: Row): KnownRestriction => ({
  id: row.id,
  purpose: row.purpose ?? undefined,
  fields: row.fields ?? undefined,
  ground: row.ground,
  askedBy: row.asked_by,
  startedAt: row.started_at,
  announcedAt: row.announced_at ?? undefined,
  liftFrom: row.announced_at === null ? undefined : new Date(row.announced_at.getTime() + TELL_BEFORE_MS),
  reasons: row.reasons ?? undefined,
  liftedAt: row.lifted_at ?? undefined,
  told: row.told ?? {},
});
