import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeDocument } from '../../gateway/case-file/case-file-store.ts';
import { residentId } from '../../gateway/demo/seed.ts';
import { planKeeping } from '../../gateway/officer/keeping-plan.ts';
import { newBrowser } from '../world/browser.ts';
import { startWorld, type World } from '../world/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  const context = { ...world.gateway.register, vault: world.vault };
  const acting = { actor: 'wijkteam-zuidoost: wt-031', trace: { requestId: 'r', traceId: 't' } };
  await writeDocument(
    residentId('lin'),
    'woonprofiel',
    { woonwens: 'rustig, gelijkvloers' },
    acting,
    context,
  );
});
afterAll(async () => await world?.close());

describe('a resident who takes the woonprofiel along', () => {
  it('gets what was written with them, and the log says so without a word of it', async () => {
    const browser = newBrowser(world);
    await browser.logInAs('lin');
    expect((await browser.open('/download')).html).toContain('href="/download/woonprofiel.json"');
    const { status, html } = await browser.open('/download/woonprofiel.json');
    expect(status).toBe(200);
    expect(JSON.parse(html)).toMatchObject({
      versies: [{ versie: 1, akkoordOp: null, woonwens: 'rustig, gelijkvloers' }],
    });
    const last = JSON.stringify((await world.ledger()).at(-1));
    expect(last).toContain('profile-taken-along');
    expect(last).not.toContain('gelijkvloers');
  });

  it('is nobody else: not another resident, and not who speaks for somebody about money alone', async () => {
    const money = newBrowser(world);
    await money.logInAs('bewindvoerder-van-ahmed');
    expect((await money.open('/download/woonprofiel.json')).status).toBe(404);
    const other = newBrowser(world);
    await other.logInAs('anja');
    expect((await other.open('/download/woonprofiel.json')).html).not.toContain('gelijkvloers');
  });
});

describe('an officer who looks what is kept too long', () => {
  it('sees what would go, and nothing goes', async () => {
    const due = async (now: Date): Promise<Readonly<Record<string, number>>> =>
      Object.fromEntries(
        (await planKeeping(world.database, now)).parts.map(({ kind, due: count }) => [kind, count]),
      );
    expect(await due(new Date())).toMatchObject({ dossier: 0, wachtend: 0, toestemmingen: 0 });
    await world.database.query('UPDATE social_case SET closed_at = now() WHERE resident = $1', [
      residentId('lin'),
    ]);
    const later = new Date(Date.now() + 6 * 366 * 86_400_000);
    const then = await due(later);
    expect(then['dossier']).toBe(1);
    expect(then['toestemmingen']).toBeGreaterThan(0);
    expect(then['sessies']).toBeGreaterThan(0);
    expect(await due(later)).toEqual(then);
  });
});
