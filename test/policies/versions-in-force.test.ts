import { describe, expect, it } from '@jest/globals';
import type { Bundle } from '../../policies/bundle/bundle.ts';
import { shippedVersion, versionInForce, type KnownVersion } from '../../policies/bundle/version-in-force.ts';
import type { SourceFile } from '../../policies/read-file.ts';
import { versionOf } from '../../policies/version.ts';
import { at, propose, sign, signer, trusted } from './signers.ts';
import { changed, smallFiles } from './small-handreiking.ts';

const officer = await signer('Fatima', 'privacy_officer');
const zayaz = await signer('Piet', 'partner');
const trustedKeys = await trusted([officer, zayaz]);

const wider = changed(
  smallFiles,
  /D05/,
  '[schulden.traject_status]',
  '[schulden.traject_status, wonen.betalingsregeling]',
);
const reworded = changed(wider, /D05/, 'U mocht nee', 'U kon nee');
const start = await shippedVersion(smallFiles);

async function bundleOf(
  nummer: number,
  before: readonly SourceFile[],
  after: readonly SourceFile[],
  inWerking = at(10 + nummer, 0),
): Promise<Bundle> {
  const { bundle, proposal } = await propose(before, after, 'Fatima', { nummer, inWerking });
  return await sign(await sign(bundle, proposal, officer, at(2, 0)), proposal, zayaz, at(2, 1));
}

const first = await bundleOf(1, smallFiles, wider);
const second = await bundleOf(2, wider, reworded);
const backAgain = await bundleOf(3, reworded, wider);

async function inForce(bundles: readonly Bundle[], now: string, lastGood: KnownVersion = start) {
  const result = await versionInForce(bundles, trustedKeys, now, lastGood);
  return {
    number: result.inForce.number,
    version: result.inForce.version,
    waiting: result.waiting.map(({ nummer }) => nummer),
    alarms: result.alarms.map(({ faults }) => faults.map(({ code }) => code)),
  };
}

const quiet = { waiting: [], alarms: [] };

describe('a chain of signed versions', () => {
  it('starts with the one that ships', async () => {
    expect(await inForce([], at(20, 0))).toEqual({
      number: 0,
      version: await versionOf(smallFiles),
      ...quiet,
    });
  });

  it('waits for the time of the next, and then follows it', async () => {
    expect(await inForce([first], at(5, 0))).toMatchObject({ number: 0, waiting: [1], alarms: [] });
    expect(await inForce([first], at(11, 0))).toEqual({
      number: 1,
      version: await versionOf(wider),
      ...quiet,
    });
  });

  it('is the same whatever the order in which the bundles are found, and when one is found twice', async () => {
    const expected = { number: 2, version: await versionOf(reworded), ...quiet };
    expect(await inForce([first, second], at(20, 0))).toEqual(expected);
    expect(await inForce([second, first, first], at(20, 0))).toEqual(expected);
  });
});

describe('someone who wants an older version back', () => {
  it('gets nowhere with the old bundle: it replaced another version', async () => {
    const reached = { number: 2, version: await versionOf(reworded), files: reworded };
    expect(await inForce([first], at(20, 0), reached)).toMatchObject({ number: 2, version: reached.version });
    expect(await inForce([second, first, first], at(20, 0))).toMatchObject({ number: 2 });
  });

  it('gets there when two people sign it anew', async () => {
    expect(await inForce([first, second, backAgain], at(20, 0))).toEqual({
      number: 3,
      version: await versionOf(wider),
      ...quiet,
    });
  });
});

describe('a bundle that does not verify', () => {
  it('leaves the last good version in force, and alarms', async () => {
    const bent = { ...second, files: wider };
    expect(await inForce([first, bent], at(20, 0))).toEqual({
      number: 1,
      version: await versionOf(wider),
      waiting: [],
      alarms: [['version-differs']],
    });
  });

  it('does not stand in the way of a good one with the same number', async () => {
    const bent = { ...first, difference: 'Geen verschil.' };
    expect(await inForce([bent, first], at(20, 0))).toMatchObject({
      number: 1,
      alarms: [['difference-differs']],
    });
  });

  it('alarms also when it is nothing at all', async () => {
    const nothing: Bundle = { files: [], difference: '', signatures: [] };
    const nonsense: Bundle = { files: [], difference: '', signatures: ['a.b.c'] };
    expect(await inForce([nothing, nonsense, first], at(20, 0))).toMatchObject({
      number: 1,
      alarms: [['signature-invalid'], ['signature-invalid']],
    });
  });

  it('alarms when a link of the chain is missing', async () => {
    expect(await inForce([second], at(20, 0))).toMatchObject({ number: 0, alarms: [['replaces-another']] });
  });
});

describe('two sound bundles with one number', () => {
  it('cancel each other out, and alarm: nobody can say which was meant', async () => {
    const other = await bundleOf(1, smallFiles, changed(smallFiles, /D05/, 'U mocht nee', 'U kon nee'));
    expect(await inForce([first, other], at(20, 0))).toMatchObject({
      number: 0,
      alarms: [['number-taken'], ['number-taken']],
    });
  });

  it('do not undo the one that already counts', async () => {
    const other = await bundleOf(1, smallFiles, changed(smallFiles, /D05/, 'U mocht nee', 'U kon nee'));
    const reached = { number: 1, version: await versionOf(wider), files: wider };
    expect(await inForce([first, other], at(20, 0), reached)).toMatchObject({
      number: 1,
      version: reached.version,
    });
  });
});
