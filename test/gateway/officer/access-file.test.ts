import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { residentId } from '../../../gateway/demo/seed.ts';
import type { Acting } from '../../../gateway/consent/change-register.ts';
import { makeAccessFile, openAccessFile } from '../../../gateway/officer/access-file.ts';
import {
  confirmIdentity,
  extendAccess,
  findAccessRequest,
  listAccessRequests,
  markSent,
  receiveAccessRequest,
  type AskedAccess,
  type Received,
} from '../../../gateway/officer/access-requests.ts';
import type { OfficerContext } from '../../../gateway/officer/officer-context.ts';
import { ask } from '../../world/exchange.ts';
import { startWorld, type World } from '../../world/world.ts';
import { officerContextOf } from './officer-of.ts';

const ACTING: Acting = { actor: 'officer: fg-001', trace: { requestId: 'r', traceId: 't' } };

let world: World;
let context: OfficerContext;
beforeAll(async () => {
  world = await startWorld();
  context = officerContextOf(world);
  await ask(world, 'wijkteam-zuidoost', {
    as: 'zayaz',
    about: 'anja',
    for: 'D01',
    fields: ['woonprofiel.woonwens', 'zorg.diagnose'],
  });
});
afterAll(async () => await world?.close());

const receive = async (asked: Partial<AskedAccess> = {}): Promise<Received> =>
  await receiveAccessRequest(
    {
      partner: 'wijkteam-zuidoost',
      koppelsleutel: await world.koppelsleutel('wijkteam-zuidoost', 'anja'),
      asker: 'bewoner',
      identity: 'gezien',
      receivedOn: new Date().toISOString().slice(0, 10),
      ...asked,
    },
    ACTING,
    context,
  );

async function opened(asked: Partial<AskedAccess> = {}): Promise<string> {
  const received = await receive(asked);
  if (received.kind !== 'open') throw new Error(received.kind);
  return received.id;
}

describe('a resident who asks who got what', () => {
  it('hears the actual recipients by name, what, when, from whom and on what ground', async () => {
    const made = await makeAccessFile(await opened(), ACTING, context);
    if (made.kind !== 'made') throw new Error(made.kind);
    expect(made.file.answer.recipients).toMatchObject([
      { name: 'Zayaz', times: 1, fields: ['woonprofiel.woonwens'] },
    ]);
    const [delivery] = made.file.answer.deliveries;
    expect(delivery?.sender.organisation).toBe("Gemeente 's-Hertogenbosch");
    expect(delivery?.fields[0]?.law).toMatch(/AVG/);
    expect(JSON.stringify(made.file.json)).not.toContain('zorg.diagnose');
    expect(JSON.stringify(made.file.json)).not.toContain('mw-417');
  });

  it('gets the same answer, to the letter, when it is made again at the same place in the log', async () => {
    const id = await opened();
    const made = await makeAccessFile(id, ACTING, context);
    await ask(world, 'wijkteam-zuidoost', {
      as: 'zayaz',
      about: 'anja',
      for: 'D01',
      fields: ['woonprofiel.woonwens'],
    });
    const again = await openAccessFile(id, ACTING, context);
    if (made.kind !== 'made' || again.kind !== 'made') throw new Error(again.kind);
    expect(again.file.sha256).toBe(made.file.sha256);
    const later = await makeAccessFile(id, ACTING, context);
    expect(later.kind === 'made' && later.file.answer.deliveries.length).toBe(
      made.file.answer.deliveries.length + 1,
    );
  });

  it('finds afterwards in the log that it was looked at, and never what may not be told yet', async () => {
    const id = await opened();
    const first = await makeAccessFile(id, ACTING, context);
    const entry = first.kind === 'made' ? first.file.answer.deliveries[0]?.index : undefined;
    await context.database.query(
      `INSERT INTO delayed_visibility (id, entry, ground, reason, decided_by, decided_at, hidden_until)
       VALUES (gen_random_uuid(), $1, 'x', 'x', 'x', $2, $2::timestamptz + interval '1 day')`,
      [entry, new Date()],
    );
    expect((await openAccessFile(id, ACTING, context)).kind).toBe('made');
    const made = await makeAccessFile(id, ACTING, context);
    if (made.kind !== 'made' || first.kind !== 'made') throw new Error(made.kind);
    expect(made.file.answer.looks.length).toBeGreaterThan(0);
    expect(made.file.hidden).toBe(1);
    expect(made.file.answer.deliveries.map(({ index }) => index)).not.toContain(entry);
    expect(Object.keys(made.file.json as object)).toEqual(Object.keys(first.file.json as object));
  });

  it('is answered within a month, or three when it was extended in time and with reasons', async () => {
    const id = await opened({ receivedOn: '2026-01-31' });
    expect(await findAccessRequest(context.database, id)).toMatchObject({ answerBy: '2026-02-28' });
    const late = { ...context, clock: () => new Date('2026-03-02T12:00:00Z') };
    const inTime = { ...context, clock: () => new Date('2026-02-20T12:00:00Z') };
    const why = 'Er zijn veel verzoeken tegelijk gekomen, wij hebben meer tijd nodig.';
    expect(await extendAccess(id, 'druk', ACTING, inTime)).toBe('no-reasons');
    expect(await extendAccess(id, why, ACTING, late)).toBe('too-late');
    expect(await extendAccess(id, why, ACTING, inTime)).toBe('extended');
    expect(await extendAccess(id, why, ACTING, inTime)).toBe('too-late');
    expect(await findAccessRequest(context.database, id)).toMatchObject({ answerBy: '2026-04-30' });
  });

  it('is answered only when it is certain who asks, and sent once', async () => {
    const id = await opened({ identity: 'nog-niet' });
    expect(await makeAccessFile(id, ACTING, context)).toEqual({ kind: 'not-yet-known-who' });
    expect(await confirmIdentity(id, 'gezien', context)).toBe(true);
    expect(await markSent(id, ACTING, context)).toBe(false);
    expect((await makeAccessFile(id, ACTING, context)).kind).toBe('made');
    expect(await markSent(id, ACTING, context)).toBe(true);
    expect(await markSent(id, ACTING, context)).toBe(false);
  });
});

describe('somebody who is not the resident', () => {
  it('is refused without anybody being looked up', async () => {
    const before = (await world.ledger()).length;
    const known = await receive({ asker: 'ander' });
    const unknown = await receive({ asker: 'ander', koppelsleutel: 'niemand' });
    expect([known.kind, unknown.kind]).toEqual(['refused', 'refused']);
    expect((await world.ledger()).length).toBe(before);
    const rows = await world.database.query(
      `SELECT FROM access_request WHERE asker = 'ander' AND resident IS NOT NULL`,
    );
    expect(rows).toEqual([]);
  });

  it('is refused when nobody knows that they speak for the resident, and not when we do', async () => {
    expect(await receive({ asker: 'vertegenwoordiger' })).toMatchObject({
      reason: 'geen-vertegenwoordiging',
    });
    const koppelsleutel = await world.koppelsleutel('wijkteam-zuidoost', 'lin');
    expect(await receive({ asker: 'vertegenwoordiger', koppelsleutel })).toMatchObject({ kind: 'open' });
  });

  it('stands in the list with the others, the open ones first', async () => {
    const all = await listAccessRequests(context.database);
    const isOpen = all.map(({ refused, sentAt }) => refused === undefined && sentAt === undefined);
    expect(isOpen).toEqual([...isOpen].sort((one, other) => Number(other) - Number(one)));
    expect(JSON.stringify(all)).not.toContain(residentId('anja'));
  });
});

describe('a log that was changed while the page was open', () => {
  it('is not told from: the changed line is named', async () => {
    const id = await opened();
    const made = await makeAccessFile(id, ACTING, context);
    if (made.kind !== 'made') throw new Error(made.kind);
    const index = made.file.answer.deliveries[0]?.index ?? -1;
    await world.database.transaction(async sql => {
      await sql.query('ALTER TABLE ledger_entry DISABLE TRIGGER ledger_only_grows');
      await sql.query(
        `UPDATE ledger_entry SET leaf = replace(leaf, '"zayaz"', '"farent"') WHERE index = $1`,
        [index],
      );
      await sql.query('ALTER TABLE ledger_entry ENABLE TRIGGER ledger_only_grows');
    });
    expect(await openAccessFile(id, ACTING, context)).toEqual({
      kind: 'tampered',
      fault: { kind: 'altered', index },
    });
    expect(await makeAccessFile(id, ACTING, context)).toEqual({
      kind: 'tampered',
      fault: { kind: 'altered', index },
    });
  });
});
