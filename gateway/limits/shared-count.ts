import type { Sql } from '../database.ts';

/** How often something may happen in each stretch of time, counted over all gateways. */
export interface SharedCount {
  /** Counts once more. The number of seconds to wait, when it was too often already. */
  readonly take: (subject: string, now: Date) => number | undefined;
  /** Tells the database what was counted here, and hears what was counted elsewhere. */
  readonly settle: (sql: Sql) => Promise<void>;
  /** Who came too often since this was last asked, and in which stretch. */
  readonly tooOften: () => readonly TooOften[];
}

export interface TooOften {
  readonly subject: string;
  /** As the database knows it. */
  readonly name: string;
  readonly windowFrom: Date;
}

interface Use {
  /** Over all gateways, as last heard. */
  shared: number;
  /** Here, and not told yet. */
  untold: number;
  isTooOften: boolean;
}

/**
 * Counts in memory, and settles now and then: what the other gateways let in since is not known, so together they let in at
 * most what arrives between two settlements more than the limit. A database that is away leaves each to its own count.
 */
export function createSharedCount(
  limit: number,
  windowMs: number,
  nameOf: (subject: string) => string,
): SharedCount {
  let from = 0;
  let uses = new Map<string, Use>();
  let reported: TooOften[] = [];
  return {
    take: (subject, now) => {
      const ms = now.getTime();
      if (ms >= from + windowMs || ms < from) {
        from = ms - (ms % windowMs);
        uses = new Map();
      }
      const use = useOf(uses, subject);
      if (use.shared + use.untold < limit) {
        use.untold += 1;
        return undefined;
      }
      if (!use.isTooOften) reported.push({ subject, name: nameOf(subject), windowFrom: new Date(from) });
      use.isTooOften = true;
      return Math.max(1, Math.ceil((from + windowMs - ms) / 1_000));
    },
    settle: async sql => await settle(sql, [...uses], nameOf, new Date(from)),
    tooOften: () => {
      const since = reported;
      reported = [];
      return since;
    },
  };
}

function useOf(uses: Map<string, Use>, subject: string): Use {
  const use = uses.get(subject) ?? { shared: 0, untold: 0, isTooOften: false };
  uses.set(subject, use);
  return use;
}

async function settle(
  sql: Sql,
  uses: readonly (readonly [string, Use])[],
  nameOf: (subject: string) => string,
  windowFrom: Date,
): Promise<void> {
  const told = uses.flatMap(([subject, use]) =>
    use.untold > 0 ? [{ name: nameOf(subject), use, count: use.untold }] : [],
  );
  if (told.length === 0) return;
  const rows = await sql.query<{ subject: string; used: string }>(SETTLE, [
    told.map(({ name }) => name),
    told.map(({ count }) => count),
    windowFrom,
  ]);
  const used = new Map(rows.map(row => [row.subject, Number(row.used)]));
  for (const { name, use, count } of told) {
    use.untold -= count;
    use.shared = used.get(name) ?? use.shared + count;
  }
}

/** In one order, so that two gateways never wait for each other; whoever is behind in time changes nothing. */
const SETTLE = `
  INSERT INTO use_count AS known (subject, window_from, used)
  SELECT subject, $3, used FROM unnest($1::text[], $2::int[]) AS told (subject, used) ORDER BY subject
  ON CONFLICT (subject) DO UPDATE
     SET used = CASE WHEN known.window_from = excluded.window_from THEN known.used + excluded.used
                     WHEN known.window_from < excluded.window_from THEN excluded.used
                     ELSE known.used END,
         window_from = greatest(known.window_from, excluded.window_from)
  RETURNING subject, used`;
