import { randomBytes, randomUUID } from 'node:crypto';
import { openDatabase, type Database } from '../../../gateway/database.ts';
import { sealEntry, type SealedEntry } from '../../../gateway/ledger/append.ts';
import { verifyLedger } from '../../../gateway/ledger/verify.ts';
import { createLedgerWriter } from '../../../gateway/ledger/writer.ts';
import { median } from '../quantiles.ts';
import type { Surroundings } from './contestants.ts';

const ROUNDS = 5;
const ENTRIES = 4_000;

/** How fast the log takes entries, with this many waiting at any time; the batches form by themselves. */
export async function appendAlone({ databaseUrl }: Surroundings): Promise<void> {
  const database = openDatabase(databaseUrl);
  try {
    for (const waiting of [1, 8, 64, 512]) {
      const rates: { perSecond: number; micros: number }[] = [];
      for (let round = 0; round < ROUNDS; round++) rates.push(await appendMany(database, waiting));
      console.log(
        `logboek alleen, ${waiting} tegelijk: ${median(rates.map(each => each.perSecond)).toFixed(0)} regels/s, ` +
          `CPU ${median(rates.map(each => each.micros)).toFixed(0)} µs node per regel`,
      );
    }
  } finally {
    await database.close();
  }
}

async function appendMany(
  database: Database,
  waiting: number,
): Promise<{ perSecond: number; micros: number }> {
  const writer = createLedgerWriter(database);
  const count = waiting === 1 ? ENTRIES / 8 : ENTRIES;
  let left = count;
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  await Promise.all(
    Array.from({ length: waiting }, async () => {
      while (left-- > 0)
        await writer.append({ epoch: () => undefined, refresh: async () => await Promise.resolve(), seal });
    }),
  );
  const { user, system } = process.cpuUsage(cpu);
  return { perSecond: (count / (performance.now() - start)) * 1_000, micros: (user + system) / count };
}

const FIELD = { decision: 'released', rule: 'D01-R1' } as const;

const seal = (): SealedEntry =>
  sealEntry(
    {
      public: {
        event: 'released',
        at: new Date(),
        direction: 'ask',
        purpose: 'D01',
        policyVersion: 'a'.repeat(64),
        sender: 'wijkteam-zuidoost',
        recipient: 'zayaz',
        requestId: randomUUID(),
        traceId: randomBytes(16).toString('hex'),
        fields: { 'identiteit.naam': FIELD, 'contact.telefoon_email': FIELD, 'woonprofiel.woonwens': FIELD },
      },
      personal: { subject: randomUUID(), assertedActor: 'zayaz: mw-417' },
    },
    { salt: randomBytes(32), subject: randomBytes(32) },
  );

/** How fast the whole log is verified, and that nothing was wrong with what all this wrote. */
export async function verifyAll({ databaseUrl }: Surroundings): Promise<void> {
  const database = openDatabase(databaseUrl);
  try {
    const rates: number[] = [];
    let memory = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const cpu = process.cpuUsage();
      const { entries, fault } = await verifyLedger(database);
      if (fault !== undefined) throw new Error(`the log does not verify: ${fault.kind} at ${fault.index}`);
      const { user, system } = process.cpuUsage(cpu);
      rates.push(entries / ((user + system) / 1_000_000));
      memory = process.memoryUsage().heapUsed;
      if (round === 0) console.log(`logboek controleren: ${entries} regels kloppen`);
    }
    console.log(
      `logboek controleren: ${median(rates).toFixed(0)} regels per seconde per kern (heap ${(memory / 1_048_576).toFixed(0)} MiB)`,
    );
  } finally {
    await database.close();
  }
}
