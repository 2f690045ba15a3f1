import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inThread } from '../../gateway/in-thread.ts';
import { layBeside } from '../../gateway/officer/policy-versions.ts';
import { judgeProposal } from '../../gateway/officer/judge-proposal.ts';
import { propose } from '../../gateway/officer/proposals.ts';
import { shipped, shippedFiles } from '../policies/handreiking.ts';
import { ask } from '../world/exchange.ts';
import { startWorld, type World } from '../world/world.ts';
import { officerContextOf } from './officer/officer-of.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => await world?.close());

/** A module that keeps its thread busy until the flag it was given is raised. */
const BUSY = new URL(
  `data:text/javascript,${encodeURIComponent(
    `import { parentPort, workerData } from 'node:worker_threads';
     Atomics.wait(new Int32Array(workerData), 0, 0);
     parentPort.postMessage('done');`,
  )}`,
);
const newFlag = () => new Int32Array(new SharedArrayBuffer(4));

describe('work that keeps a processor busy', () => {
  it('holds up no disclosure: it is answered while the work is still busy', async () => {
    const flag = newFlag();
    const happened: string[] = [];
    const working = inThread<string>(BUSY, flag.buffer, 60_000).then(answer => happened.push(answer));
    await ask(world, 'wijkteam-zuidoost', {
      as: 'zayaz',
      about: 'anja',
      for: 'D01',
      fields: ['woonprofiel.woonwens'],
    });
    happened.push('disclosed');
    Atomics.store(flag, 0, 1);
    Atomics.notify(flag, 0);
    await working;
    expect(happened).toEqual(['disclosed', 'done']);
  });

  it('is ended when it takes too long, and what it throws is thrown here', async () => {
    await expect(inThread(BUSY, newFlag().buffer, 1)).rejects.toMatchObject({ code: 'thread-took-too-long' });
    const failing = new URL(`data:text/javascript,throw new RangeError('no')`);
    await expect(inThread(failing, undefined, 60_000)).rejects.toMatchObject({ name: 'RangeError' });
    const silent = new URL(`data:text/javascript,`);
    await expect(inThread(silent, undefined, 60_000)).rejects.toThrow('without an answer');
  });
});

describe('a proposed handreiking that an officer opens', () => {
  it('is judged in a thread as it would be here', async () => {
    const files = shippedFiles.map(({ path, text }) => ({
      path,
      text: path.startsWith('doelen/D01') ? text.replaceAll('      - woonprofiel.woonwens\n', '') : text,
    }));
    const bundle = { files, difference: '', signatures: [] };
    const proposed = await propose(world.database, bundle, { by: 'officer: fg-001', now: new Date() });
    const version = proposed.kind === 'proposed' ? proposed.version : '';
    const beside = await layBeside(version, [], officerContextOf(world));
    if (beside === undefined) throw new Error('the proposal is not there');
    const trust = { trustedKeys: [], now: new Date().toISOString(), replaces: shippedFiles };
    const here = await judgeProposal({ bundle, trust, before: shipped, after: beside.after });
    expect({ difference: beside.difference, faults: beside.faults }).toEqual(here);
    expect(here.difference.text).not.toBe('');
  });
});
