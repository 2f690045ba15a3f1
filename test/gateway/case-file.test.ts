import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import {
  agreeToDocument,
  readDocuments,
  shredOldCaseFiles,
  writeDocument,
  type CaseFileContext,
} from '../../gateway/case-file/case-file-store.ts';
import { residentId } from '../../gateway/demo/seed.ts';
import type { Schemas } from '../../gateway/http/openapi-document.ts';
import { destroyLeftKeys } from '../../gateway/ledger/erasure.ts';
import { textAt } from '../../adapters/read-json.ts';
import { startWorld, type World } from '../world/world.ts';

const ACTING = {
  actor: 'wijkteam-zuidoost: wt-031',
  trace: { requestId: randomUUID(), traceId: 'a'.repeat(32) },
};
const ANJA = residentId('anja');

let world: World;
let context: CaseFileContext;
let now = new Date();

beforeAll(async () => {
  world = await startWorld();
  context = {
    ...world.gateway.register,
    vault: world.vault,
    newId: randomUUID,
    randomBytes,
    clock: () => now,
  };
});
afterAll(async () => {
  await world.close();
});

/** Zayaz asks the wijkteam for the wish of Anja, who said yes to that. */
async function wishOf(): Promise<unknown> {
  const { json } = await world.sendAs('zayaz', '/v1/verstrekkingen', {
    doel: 'D01',
    van: 'wijkteam-zuidoost',
    betrokkene: await world.koppelsleutel('zayaz', 'anja'),
    velden: ['woonprofiel.woonwens', 'woonprofiel.akkoord'],
    namens: { medewerker: 'mw-417' },
  });
  return (json as Schemas['Verstrekking']).gegevens;
}

const write = async (woonwens: string): Promise<number> =>
  (await writeDocument(ANJA, 'woonprofiel', { woonwens, notitie: 'Alleen voor de tafel.' }, ACTING, context))
    .version;

describe('the table writes a woonprofiel with Anja', () => {
  it('tells nothing of it before she agrees, not even what another system still has', async () => {
    expect(await wishOf()).toHaveProperty(['woonprofiel.woonwens'], expect.stringContaining('rustige'));
    expect(await write('Een huis met een tuin.')).toBe(1);
    expect(await wishOf()).toEqual({});
  });

  it('tells the version she agreed to, also when a newer one is being written', async () => {
    expect(await agreeToDocument(ANJA, 'woonprofiel', 1, ACTING, context)).toBeDefined();
    expect(await write('Een huis aan het water.')).toBe(2);
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' }).format(now);
    expect(await wishOf()).toEqual({
      'woonprofiel.woonwens': 'Een huis met een tuin.',
      'woonprofiel.akkoord': `akkoord op versie 1, ${today}`,
    });
  });

  it('takes her yes to a version once, and to no version that is not there', async () => {
    expect(await agreeToDocument(ANJA, 'woonprofiel', 1, ACTING, context)).toBeUndefined();
    expect(await agreeToDocument(ANJA, 'woonprofiel', 7, ACTING, context)).toBeUndefined();
  });

  it('writes in the ledger that it was written and agreed to, and nothing of what it says', async () => {
    const lines = await world.ledger();
    const changes = lines.flatMap(({ personal }) => textAt(personal, 'change', 'what') ?? []);
    expect(changes).toEqual(['document-written', 'document-agreed', 'document-written']);
    expect(JSON.stringify(lines)).not.toMatch(/tuin|water|tafel\./);
  });

  it('keeps it so that the database alone tells nothing', async () => {
    const rows = await world.database.query<{ sealed: string }>('SELECT sealed FROM case_document');
    const bytes = rows.map(({ sealed }) => Buffer.from(sealed, 'base64url').toString('latin1')).join('');
    expect(rows).toHaveLength(2);
    expect(bytes).not.toMatch(/tuin|woonwens|notitie/);
  });

  it('never changes a version that was written', async () => {
    await expect(world.gateway.database.query(`UPDATE case_document SET version = 9`)).rejects.toThrow(
      '42501',
    );
    await expect(world.gateway.database.query(`DELETE FROM case_document`)).rejects.toThrow('42501');
  });
});

const caseOf = async (): Promise<string> => {
  const [row] = await world.database.query<{ id: string }>(
    'SELECT id FROM social_case WHERE resident = $1 AND closed_at IS NULL',
    [ANJA],
  );
  return row?.id ?? '';
};

const at = async (path: string, body: object, partner = 'wijkteam-zuidoost') =>
  await world.sendAs(partner, `/v1/tafeldossier${path}`, {
    betrokkene: await world.koppelsleutel(partner, 'anja'),
    casus: await caseOf(),
    namens: { medewerker: 'wt-031' },
    ...body,
  });
describe('the wijkteam writes at the table through the API', () => {
  const written = { soort: 'afspraken', onderdelen: { acties: ['Zayaz belt voor 1 december.'] } };

  it('writes the next version, and reads what stands there and what Anja agreed to', async () => {
    expect(await at('', written)).toMatchObject({ status: 201, json: { soort: 'afspraken', versie: 1 } });
    const { status, json } = await at('/_ophalen', {});
    expect(status).toBe(200);
    expect((json as Schemas['Tafeldossier']).stukken).toMatchObject([
      { soort: 'woonprofiel', nieuwste: { versie: 2 }, akkoord: { versie: 1 } },
      { soort: 'afspraken', nieuwste: { versie: 1, onderdelen: written.onderdelen } },
    ]);
  });

  it('does not write over what somebody else wrote meanwhile', async () => {
    const { status, text } = await at('', { ...written, vorige: 0 });
    expect([status, text]).toEqual([422, expect.stringContaining('versie 1')]);
    expect((await at('', { ...written, vorige: 1 })).json).toMatchObject({ versie: 2 });
  });

  it.each([
    [
      'an illness',
      'doorbraakvraag',
      { vraag: 'Anja heeft borderline, wat nu?' },
      'Laat weg wat iemand heeft',
    ],
    ['an illness in a list', 'waakvlamcontract', { afspraken: ['Bel bij een psychose.'] }, 'Laat weg'],
    ['a part of another kind', 'doorbraakvraag', { budget: '500 euro' }, 'hoort niet bij'],
    ['a state there is not', 'waakvlamcontract', { status: 'gedoofd' }, 'andere vorm'],
    ['a text for a list', 'afspraken', { acties: 'Bellen.' }, 'andere vorm'],
    ['an empty text', 'budget', { budget: ' ' }, 'andere vorm'],
    ['a list for a text', 'budget', { budget: ['x'] }, 'andere vorm'],
  ])(
    'keeps nothing with %s in it, and says how else without repeating it',
    async (_what, soort, onderdelen, says) => {
      const { status, text } = await at('', { soort, onderdelen });
      expect([status, text]).toEqual([422, expect.stringContaining(says)]);
      expect(text).not.toMatch(/borderline|psychose|gedoofd/);
    },
  );

  it('is for the wijkteam, and there for who sits at this table', async () => {
    expect((await at('', written, 'zayaz')).status).toBe(422);
    expect((await at('', { ...written, namens: { medewerker: 'wt-999' } })).status).toBe(422);
    expect((await at('/_ophalen', { casus: randomUUID() })).status).toBe(422);
  });

  it('writes down her yes and takes it back; then nothing of that version is told', async () => {
    const say = { soort: 'woonprofiel', versie: 2, kanaal: 'aan-tafel' };
    expect((await at('/_akkoord', { ...say, wat: 'ja' })).status).toBe(201);
    expect(await wishOf()).toHaveProperty(['woonprofiel.woonwens'], 'Een huis aan het water.');
    expect((await at('/_akkoord', { ...say, wat: 'terug' })).status).toBe(201);
    expect((await at('/_akkoord', { ...say, wat: 'terug' })).status).toBe(422);
    expect(await wishOf()).toHaveProperty(['woonprofiel.woonwens'], 'Een huis met een tuin.');
  });

  it('tells the ledger who looked and what was said, and not what stands there', async () => {
    const lines = await world.ledger();
    const changes = lines.flatMap(({ personal }) => textAt(personal, 'change', 'what') ?? []);
    expect(changes).toEqual(expect.arrayContaining(['file-viewed', 'agreement-taken-back']));
    expect(JSON.stringify(lines)).not.toMatch(/1 december|borderline/);
  });
});

const remaining = async () => await readDocuments(world.database, ANJA, ['woonprofiel'], world);

describe('the last case of Anja was closed', () => {
  it('her file stays for a year', async () => {
    await world.database.query('UPDATE social_case SET closed_at = $2 WHERE resident = $1', [ANJA, now]);
    now = new Date(now.getTime() + 364 * 86_400_000);
    expect(await shredOldCaseFiles(ACTING, context)).toBe(0);
    expect(await remaining()).toHaveLength(2);
  });

  it('and then it is gone with its key, so that a backup opens it no more', async () => {
    const backup = await world.database.query<{ vault_id: string }>('SELECT vault_id FROM case_file_key');
    now = new Date(now.getTime() + 2 * 86_400_000);
    expect(await shredOldCaseFiles(ACTING, context)).toBe(1);
    expect(await remaining()).toEqual([]);
    await destroyLeftKeys(world.database, world.vault);
    expect(await world.vault.find(backup[0]?.vault_id ?? '')).toBeUndefined();
  });
});
