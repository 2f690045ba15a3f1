import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { recordedDecisions } from '../../gateway/ledger/recorded-decisions.ts';
import type { RecordedDecision } from '../../policies/replay/recorded-decision.ts';
import { startReplay, type ReplayReport } from '../../policies/replay/replay.ts';
import { compileTable } from '../../policies/table.ts';
import { edited, loaded } from '../policies/edited.ts';
import { shipped } from '../policies/handreiking.ts';
import type { Handreiking } from '../../policies/handreiking.ts';
import { ask, bring } from '../world/exchange.ts';
import { startWorld, type World } from '../world/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  const home = ['identiteit.naam', 'woonprofiel.woonwens', 'woonprofiel.woonafspraken', 'identiteit.bsn'];
  await ask(world, 'wijkteam-zuidoost', { as: 'zayaz', about: 'anja', for: 'D01', fields: home });
  await ask(world, 'wijkteam-zuidoost', { as: 'zayaz', about: 'els', for: 'D01', fields: home });
  const arrears = ['identiteit.naam', 'contact.adres', 'contact.telefoon_email', 'wonen.huurachterstand'];
  await bring(world, 'schuldhulp', { as: 'zayaz', about: 'kees', for: 'D05', fields: arrears });
  await bring(world, 'schuldhulp', { as: 'zayaz', about: 'omar', for: 'D05', fields: arrears });
  await world.sendAs('zayaz', '/v1/verstrekkingen', 'geen json');
});
afterAll(async () => {
  await world.close();
});

async function replayedUnder(handreiking: Handreiking): Promise<ReplayReport> {
  const replay = startReplay(compileTable(handreiking));
  for await (const decision of recordedDecisions(world.database)) replay.take(decision);
  return replay.report();
}

describe('the ledger replayed under the handreiking it was decided by', () => {
  it('decides every field as it was decided then', async () => {
    expect(await replayedUnder(shipped)).toEqual({ decisions: 4, tooOld: 0, different: 0, differences: [] });
  });

  it('takes no person along', async () => {
    const all: RecordedDecision[] = [];
    for await (const decision of recordedDecisions(world.database)) all.push(decision);
    expect(all.map(({ from, to }) => [from, to])).toEqual([
      ['gem_wijkteam', 'corporatie'],
      ['gem_wijkteam', 'corporatie'],
      ['corporatie', 'gem_schuldhulp'],
      ['corporatie', 'gem_schuldhulp'],
    ]);
    expect(JSON.stringify(all)).not.toMatch(/mw-417|[0-9a-f]{8}-[0-9a-f]{4}/);
  });
});

const changesOf = ({ differences }: ReplayReport): string[] =>
  differences.map(({ field, change, count }) => `${field} ${change} ${count}`).sort();

describe('the ledger replayed under a stricter handreiking', () => {
  it('says which disclosures would not have been made', async () => {
    const stricter = loaded(
      edited('doelen/D01', '      - woonprofiel.woonwens\n      - inkomen', '      - inkomen'),
    );
    expect(changesOf(await replayedUnder(stricter))).toEqual(['woonprofiel.woonwens would-close 1']);
  });

  it('says so when it cannot be said: a fact that was not known then is not guessed', async () => {
    const stricter = loaded(
      edited('doelen/D05', '[geinformeerd, stappen]', '[geinformeerd, stappen, desgevraagd]'),
    );
    expect(changesOf(await replayedUnder(stricter))).toEqual([
      'contact.adres unknown 1',
      'contact.telefoon_email unknown 1',
      'identiteit.naam unknown 1',
      'wonen.huurachterstand unknown 1',
    ]);
  });
});
