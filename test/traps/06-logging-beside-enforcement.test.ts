import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifyLedger } from '../../gateway/ledger/verify.ts';
import { shipped } from '../policies/handreiking.ts';
import { fillDisk } from '../world/full-disk.ts';
import type { WireAnswer } from '../world/world.ts';
import {
  ANJA_SAID_YES,
  asking,
  fieldsIn,
  plantedIn,
  startPlantedWorld,
  type PlantedWorld,
} from './planted-world.ts';

// The trap: the log is written afterwards, beside the answer, or only when it suits; and what left stands nowhere.

let world: PlantedWorld;
beforeAll(async () => {
  world = await startPlantedWorld();
});
afterAll(async () => await world?.close());

const ask = async (changed: Readonly<Record<string, unknown>> = {}): Promise<WireAnswer> =>
  await world.sendAs('zayaz', '/v1/verstrekkingen', await asking(world, 'anja', changed));

/** While a table refuses whatever is written. */
async function whileBroken<T>(table: string, work: () => Promise<T>): Promise<T> {
  const makeRoom = await fillDisk(world.database, table, 'BEFORE INSERT OR UPDATE');
  try {
    return await work();
  } finally {
    await makeRoom();
  }
}

describe('the ledger cannot be written', () => {
  it.each(['ledger_entry', 'ledger_head'])('%s refuses: nobody gets anything, and hears why', async table => {
    const answer = await whileBroken(table, async () => await ask());
    expect(answer.status).toBe(503);
    expect([fieldsIn(answer), plantedIn(answer)]).toEqual([[], []]);
  });

  it('and afterwards everything goes as before, with a ledger that adds up', async () => {
    expect(fieldsIn(await ask())).toEqual(ANJA_SAID_YES);
    expect((await verifyLedger(world.database)).fault).toBeUndefined();
  });

  it('even a no is not said when it cannot be written down', async () => {
    const answer = await whileBroken('ledger_entry', async () => await ask({ velden: ['zorg.diagnose'] }));
    expect(answer.status).toBe(503);
  });
});

describe('the ledger takes its time', () => {
  it('the answer waits for it: never the answer first', async () => {
    const happened: string[] = [];
    const size = (await world.ledger()).length;
    let answered: Promise<unknown> = Promise.resolve();
    const question = await asking(world, 'anja');
    await world.database.transaction(async sql => {
      await sql.query('SELECT FROM ledger_head FOR UPDATE');
      answered = world.sendAs('zayaz', '/v1/verstrekkingen', question).then(answer => {
        happened.push('answered');
        expect(fieldsIn(answer)).toEqual(ANJA_SAID_YES);
      });
      // Until somebody is seen waiting for the lock: then everything but the writing is done.
      for (let waiting = 0; waiting === 0;) {
        const rows = await world.database.query<{ n: number }>(
          `SELECT count(*)::int AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
        );
        waiting = rows[0]?.n ?? 0;
      }
      happened.push('written');
    });
    await answered;
    expect(happened).toEqual(['written', 'answered']);
    expect((await world.ledger()).length).toBe(size + 1);
  });
});

describe('whatever the answer is', () => {
  const unknown = '00000000-0000-4000-8000-000000000000';
  it.each([
    ['something', {}, 'released'],
    ['nothing, for lack of a yes', { velden: ['woonprofiel.woonafspraken'] }, 'refused'],
    ['never', { velden: ['zorg.diagnose'] }, 'refused'],
    ['nothing, for nobody knows this resident', { betrokkene: unknown }, 'refused'],
    ['nothing, for this one sits at no table', { namens: { medewerker: 'mw-999' } }, 'refused'],
    ['no entry, for that purpose is not theirs', { doel: 'D13' }, 'turned-away'],
    ['not understood', { velden: 'alles' }, 'turned-away'],
  ])('%s: it is one line in the ledger, before anybody reads it', async (_what, changed, event) => {
    const before = (await world.ledger()).length;
    await ask(changed);
    expect((await world.ledger()).slice(before).map(({ leaf }) => leaf.event)).toEqual([event]);
  });

  it('names exactly the fields that left, and every field that was asked', async () => {
    const velden = [...shipped.fields.keys()];
    const answer = await ask({ velden });
    const fields = (await world.ledger()).at(-1)?.leaf.fields ?? {};
    const released = Object.keys(fields).filter(field => fields[field]?.decision === 'released');
    expect(released.sort()).toEqual(fieldsIn(answer));
    expect(Object.keys(fields).sort()).toEqual(velden.sort());
  });
});
