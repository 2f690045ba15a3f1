import type { Database } from '../database.ts';
import { appendUpkeep } from '../ledger/erasure.ts';
import { EXIT, print, UsageError, type Command } from './command.ts';
import { orderBy, upkeepOf } from './upkeep.ts';
import { withDatabase } from './with-database.ts';
import { parseWords } from './words.ts';

const OPTIONS = {
  aan: { type: 'boolean' },
  uit: { type: 'boolean' },
  tot: { type: 'string' },
  door: { type: 'string' },
} as const;

const LONGEST_DAYS = 366;

export const ledgerEmergencyCommand: Command = {
  name: 'logboek noodweg',
  summary: 'Zet aan of uit dat in levensgevaar verstrekken door kan als de database weg is.',
  usage: `Gebruik: wijkpoort logboek noodweg [--aan --tot TIJD --door NAAM | --uit --door NAAM]

Zonder woorden: hoe het nu staat. De noodweg is er alleen voor doel D06 (levensgevaar), alleen voor een noodgeval dat al in het
register stond, en hooguit vijf minuten nadat de database wegviel. Wat dan vertrekt staat eerst in een journaal op deze machine en
komt als late regel in het logboek zodra dat weer schrijft. Aan- en uitzetten is zelf een regel. Lees docs/decisions/0033 eerst.
--tot is een tijd als 2027-01-01T00:00:00.000Z, hooguit een jaar vooruit.`,
  run: async (words, terminal) => {
    const { values, positionals } = parseWords(words, OPTIONS);
    const asked = positionals.length === 0 ? switchIn(values) : undefined;
    if (asked === undefined)
      throw new UsageError('Zeg --aan met --tot en --door, of --uit met --door, of niets.');
    const openUntil = await withDatabase(async database => {
      if (asked !== 'look') await turn(database, asked);
      const [row] = await database.query<{ open_until: Date | null }>(
        'SELECT open_until FROM emergency_road',
      );
      return row?.open_until ?? undefined;
    });
    const isOpen = openUntil !== undefined && openUntil > new Date();
    print(
      terminal.stdout,
      terminal.forPeople
        ? `De noodweg staat ${isOpen ? `aan tot ${openUntil.toISOString()}` : 'uit'}.`
        : JSON.stringify({ aan: isOpen, ...(isOpen ? { tot: openUntil.toISOString() } : {}) }),
    );
    return EXIT.yes;
  },
};

interface Switch {
  readonly by: string;
  /** None closes the road. */
  readonly until: Date | undefined;
}

type Values = { readonly [key in keyof typeof OPTIONS]?: string | boolean | undefined };

function switchIn(values: Values): Switch | 'look' | undefined {
  const { aan = false, uit = false, tot, door } = values;
  if (Object.values(values).every(each => each === undefined)) return 'look';
  if (typeof door !== 'string' || door === '' || aan === uit) return undefined;
  if (uit === true) return tot === undefined ? { by: door, until: undefined } : undefined;
  return typeof tot === 'string' ? { by: door, until: momentIn(tot) } : undefined;
}

function momentIn(word: string): Date {
  const until = new Date(word);
  if (until.toJSON() !== word) throw new UsageError('Een tijd is bijvoorbeeld 2027-01-01T00:00:00.000Z.');
  const days = (until.getTime() - Date.now()) / 86_400_000;
  if (days <= 0 || days > LONGEST_DAYS) throw new UsageError('--tot ligt in de toekomst, hooguit een jaar.');
  return until;
}

/** The entry first: the database takes the switch only from a transaction that wrote it down. */
async function turn(database: Database, { by, until }: Switch): Promise<void> {
  const [order, upkeep] = [await orderBy(`officer: ${by}`, database), await upkeepOf(database)];
  await database.transaction(async sql => {
    const reason = until === undefined ? 'emergency-road-closed' : 'emergency-road-opened';
    await appendUpkeep(sql, 'switched', reason, order, upkeep);
    await sql.query('UPDATE emergency_road SET open_until = $1', [until ?? null]);
  });
}
