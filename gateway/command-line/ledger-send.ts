import { setTimeout as wait } from 'node:timers/promises';
import type { Sql } from '../database.ts';
import type { Export, ExportForm } from '../ledger/exports/export-ledger.ts';
import { NotConfirmed, otlpReceiver, sendLdv, type SentSoFar } from '../ledger/exports/send-otlp.ts';
import { EXIT, print, UsageError, type ExitCode, type Terminal } from './command.ts';

/** Where to, and from which entry on when that is not where it stopped. */
export interface Sending {
  readonly target: string;
  readonly from: number | undefined;
}

/** Reads `--naar` and `--vanaf`. Throws a `UsageError`. */
export function sendingIn(
  form: ExportForm,
  naar: string | undefined,
  vanaf: string | undefined,
): Sending | undefined {
  if (naar === undefined && vanaf === undefined) return undefined;
  if (form !== 'ldv') throw new UsageError('--naar kan alleen met --vorm ldv.');
  if (naar === undefined) throw new UsageError('--vanaf kan alleen met --naar.');
  if (!isSafe(naar))
    throw new UsageError('--naar is een adres met https, zonder wachtwoord; op deze machine zelf mag http.');
  if (vanaf !== undefined && !/^\d{1,15}$/.test(vanaf)) throw new UsageError('--vanaf is een nummer.');
  return { target: naar, from: vanaf === undefined ? undefined : Number(vanaf) };
}

function isSafe(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return (protocol === 'https:' || (protocol === 'http:' && isHere)) && username === '' && password === '';
}

/** Sends what was not confirmed yet, and remembers how far it is after every batch. */
export async function sendFrom(
  sql: Sql,
  order: Export,
  { target, from }: Sending,
  terminal: Terminal,
): Promise<ExitCode> {
  const receiver = { post: otlpReceiver(target), wait: async (ms: number) => await wait(ms) };
  const { partner = '' } = order;
  const begin = from ?? (await sentUntil(sql, partner, target));
  let so: SentSoFar = { lines: 0, rejected: 0, next: begin };
  try {
    for await (const each of sendLdv(sql, { ...order, fromIndex: begin }, receiver)) {
      so = { lines: so.lines + each.lines, rejected: so.rejected + each.rejected, next: each.next };
      await remember(sql, partner, target, each.next);
    }
  } catch (error) {
    if (!(error instanceof NotConfirmed)) throw error;
    tell(terminal, so, error.status);
    return EXIT.no;
  }
  tell(terminal, so);
  return so.rejected === 0 ? EXIT.yes : EXIT.no;
}

async function sentUntil(sql: Sql, partner: string, target: string): Promise<number> {
  const [row] = await sql.query<{ next: string }>(
    'SELECT next FROM ldv_sent WHERE partner = $1 AND target = $2',
    [partner, target],
  );
  return Number(row?.next ?? 0);
}

const remember = async (sql: Sql, partner: string, target: string, next: number): Promise<unknown> =>
  await sql.query(
    `INSERT INTO ldv_sent (partner, target, next) VALUES ($1, $2, $3)
     ON CONFLICT (partner, target) DO UPDATE SET next = excluded.next, sent_at = now()`,
    [partner, target, next],
  );

function tell({ stdout, forPeople }: Terminal, { lines, rejected, next }: SentSoFar, status?: number): void {
  if (!forPeople) {
    const stopped = status === undefined ? {} : { gestopt: status };
    return print(
      stdout,
      JSON.stringify({ verstuurd: lines, geweigerd: rejected, volgende: next, ...stopped }),
    );
  }
  print(stdout, `${lines} regels verstuurd en bevestigd; de volgende keer vanaf nummer ${next}.`);
  if (rejected > 0) print(stdout, `LET OP: de ontvanger gooide ${rejected} regels weg; vraag daar waarom.`);
  if (status !== undefined) print(stdout, `Daarna antwoordde de ontvanger ${status}.`);
}
