import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { asJson, type Bundle } from '../../policies/bundle/bundle.ts';
import type { SourceFile } from '../../policies/read-file.ts';
import { versionOf } from '../../policies/version.ts';
import { addBundle, openPolicyInForce } from '../../gateway/policy-in-force.ts';
import { shippedFiles } from '../policies/handreiking.ts';
import { propose, sign, signer, trusted, type Signer } from '../policies/signers.ts';
import { ask } from '../world/exchange.ts';
import { POLICY_VERSION, startWorld, type World } from '../world/world.ts';

const HOME_WISH = {
  as: 'zayaz',
  about: 'anja',
  for: 'D01',
  fields: ['identiteit.naam', 'woonprofiel.woonwens', 'identiteit.geboortedatum'],
} as const;
const MINUTE_MS = 60_000;

/** The handreiking with one text changed in the rules of the woonprofiel. */
const edited = (from: string, to: string): readonly SourceFile[] =>
  shippedFiles.map(({ path, text }) =>
    path.startsWith('doelen/D01') ? { path, text: text.replaceAll(from, to) } : { path, text },
  );
/** Stricter: nobody's wish for a home goes anywhere. */
const STRICTER = edited('      - woonprofiel.woonwens\n', '');
/** Wider: the corporation also hears the date of birth. */
const WIDER = edited(
  'velden: [identiteit.naam, woonprofiel.woonwens]',
  'velden: [identiteit.naam, woonprofiel.woonwens, dag.wens]',
);

let officer: Signer;
let partner: Signer;
let world: World;
let minutesLater = 0;
const startedAt = new Date();

beforeAll(async () => {
  const since = new Date(startedAt.getTime() - 60 * MINUTE_MS).toISOString();
  officer = await signer('po-01', 'privacy_officer', { vanaf: since });
  partner = await signer('zayaz-09', 'partner', { vanaf: since });
});
afterEach(async () => {
  minutesLater = 0;
  await world.close();
});

const enter = async (): Promise<void> => {
  world = await startWorld({
    trustedKeys: await trusted([officer, partner]),
    clock: () => new Date(Date.now() + minutesLater * MINUTE_MS),
  });
};

/** A version that comes into force well over a minute from now, and less than two, signed by these. */
async function offered(after: readonly SourceFile[], signers: readonly Signer[]): Promise<Bundle> {
  const inWerking = new Date(Date.now() + 1.9 * MINUTE_MS).toISOString();
  const { proposal, bundle } = await propose(shippedFiles, after, 'auteur-03', { inWerking });
  let signed = bundle;
  for (const each of signers) signed = await sign(signed, proposal, each, startedAt.toISOString());
  return signed;
}

describe('a stricter version, signed by two', () => {
  it('changes nothing before its moment, and everything after; the ledger names the version of each answer', async () => {
    await enter();
    const version = await versionOf(STRICTER);
    await addBundle(world.database, asJson(await offered(STRICTER, [officer, partner])), new Date());
    const before = await ask(world, 'wijkteam-zuidoost', HOME_WISH);
    minutesLater = 2;
    const after = await ask(world, 'wijkteam-zuidoost', HOME_WISH);
    expect(Object.keys(before.answer.gegevens)).toEqual(['identiteit.naam', 'woonprofiel.woonwens']);
    expect(Object.keys(after.answer.gegevens)).toEqual(['identiteit.naam']);
    expect([before, after].map(({ entry }) => entry.leaf['policyVersion'])).toEqual([
      POLICY_VERSION,
      version,
    ]);
    expect(after.answer.bewijs.handreiking).toBe(version);
    expect((await world.send(`/v1/handreiking/${version}`)).status).toBe(200);
  });
});

describe('a wider version with one signature', () => {
  it('never counts: the last good one stays, and it is reported', async () => {
    await enter();
    await addBundle(world.database, asJson(await offered(WIDER, [officer])), new Date());
    minutesLater = 2;
    const { entry } = await ask(world, 'wijkteam-zuidoost', HOME_WISH);
    expect(entry.leaf['policyVersion']).toBe(POLICY_VERSION);
    expect(world.logged.join('')).toContain('handreiking-refused');
  });
});

describe('a bundle that is no bundle', () => {
  it.each(['', '{}', '{"bestanden":[],"verschil":"","handtekeningen":["x.y.z"]}'])(
    '%j changes nothing',
    async text => {
      await enter();
      await addBundle(world.database, text, new Date());
      const { answer, entry } = await ask(world, 'wijkteam-zuidoost', HOME_WISH);
      expect(Object.keys(answer.gegevens)).toEqual(['identiteit.naam', 'woonprofiel.woonwens']);
      expect(entry.leaf['policyVersion']).toBe(POLICY_VERSION);
      expect(world.logged.join('')).toContain('handreiking-refused');
    },
  );
});

describe('a handreiking that nobody reviewed', () => {
  it('loses its rules ninety days past the review: nothing leaves any more', async () => {
    const reviewed = '2027-11-22';
    const yearsLater = Date.parse('2028-02-25') - Date.now();
    await enter();
    const rule = await ask(world, 'wijkteam-zuidoost', HOME_WISH);
    expect(rule.entry.leaf.fields['woonprofiel.woonwens']?.rule).toBe('1.7');
    const options = {
      sql: world.database,
      start: { number: 0, version: POLICY_VERSION, files: shippedFiles },
      trustedKeys: [],
      onRefused: () => undefined,
    };
    const policies = await openPolicyInForce(options, new Date());
    const now = await policies.at(0, new Date());
    const later = await policies.at(0, new Date(Date.now() + yearsLater));
    expect(now.handreiking.rules.every(each => each.reviewBy >= reviewed)).toBe(true);
    expect(now.handreiking.rules.length).toBeGreaterThan(100);
    expect(later.handreiking.rules).toEqual([]);
  });
});
