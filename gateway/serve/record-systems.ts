import { createHmac } from 'node:crypto';
import { orderBy } from '../command-line/upkeep.ts';
import type { Database, Sql } from '../database.ts';
import { appendUpkeep, type UpkeepContext } from '../ledger/erasure.ts';
import type { PartnerLists } from '../live-partners.ts';

/** What happened to the system of one partner. */
export interface SystemChange {
  readonly kind: 'systeem' | 'postbus';
  readonly partner: string;
  readonly what: 'erbij' | 'anders' | 'weg';
}

interface Seen {
  readonly kind: SystemChange['kind'];
  readonly partner: string;
  readonly print: string;
}

/**
 * Writes in the log which partners have another system than the log knows, and remembers that, all in one transaction. Of
 * several gateways that read the same list one writes it, the others find nothing new. Resolves to what was written.
 */
export async function recordSystems(
  database: Database,
  lists: PartnerLists,
  secret: string,
  upkeep: UpkeepContext,
): Promise<readonly SystemChange[]> {
  const now = printsOf(lists, secret);
  const order = await orderBy('systemen.yaml', database);
  return await database.transaction(async sql => {
    await sql.query('LOCK TABLE partner_system_seen IN SHARE ROW EXCLUSIVE MODE');
    const known = await sql.query<Seen>('SELECT * FROM partner_system_seen WHERE print IS NOT NULL');
    const changes = changesBetween(known, now);
    for (const { kind, partner, what } of changes)
      await appendUpkeep(sql, 'systems-changed', `${kind}-${what}-${partner}`, order, upkeep);
    if (changes.length > 0) await remember(sql, now);
    return changes;
  });
}

/** Keyed, for a key of a partner is among what was configured. */
function printsOf({ systems, inboxes }: PartnerLists, secret: string): readonly Seen[] {
  const print = (config: unknown): string =>
    createHmac('sha256', Buffer.from(secret, 'hex')).update(JSON.stringify(config)).digest('hex');
  const seen =
    (kind: Seen['kind']) =>
    ([partner, config]: readonly [string, unknown]): Seen => ({ kind, partner, print: print(config) });
  return [...Object.entries(systems).map(seen('systeem')), ...Object.entries(inboxes).map(seen('postbus'))];
}

const nameOf = ({ kind, partner }: Pick<Seen, 'kind' | 'partner'>): string => `${kind} ${partner}`;

function changesBetween(before: readonly Seen[], now: readonly Seen[]): readonly SystemChange[] {
  const [known, wanted] = [new Map(before.map(keyed)), new Map(now.map(keyed))];
  const change = ({ kind, partner }: Seen, what: SystemChange['what']): SystemChange => ({
    kind,
    partner,
    what,
  });
  return [
    ...now.flatMap(each => {
      const print = known.get(nameOf(each));
      return print === each.print ? [] : [change(each, print === undefined ? 'erbij' : 'anders')];
    }),
    ...before.filter(each => !wanted.has(nameOf(each))).map(each => change(each, 'weg')),
  ];
}

const keyed = (seen: Seen): readonly [string, string] => [nameOf(seen), seen.print];

async function remember(sql: Sql, seen: readonly Seen[]): Promise<void> {
  await sql.query('UPDATE partner_system_seen SET print = NULL');
  await sql.query(
    `INSERT INTO partner_system_seen (kind, partner, print)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[])
     ON CONFLICT (kind, partner) DO UPDATE SET print = EXCLUDED.print`,
    [seen.map(({ kind }) => kind), seen.map(({ partner }) => partner), seen.map(({ print }) => print)],
  );
}
