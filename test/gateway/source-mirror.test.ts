import { describe, expect, it } from '@jest/globals';
import { SourceFailure } from '../../adapters/source.ts';
import { createSourceMirror, type SourceMirror } from '../../gateway/disclosure/source-mirror.ts';

const listening = new AbortController().signal;

/** A mirror on a clock that only the test turns; what it waits for is written down instead of waited for. */
function mirrorOnTestClock(draws: number[] = []): {
  mirror: SourceMirror;
  turn: (ms: number) => void;
  waited: number[];
} {
  let time = 0;
  const waited: number[] = [];
  const mirror = createSourceMirror({
    random: () => draws.shift() ?? 0,
    nowMs: () => time,
    wait: async (durationMs, signal) => {
      signal.throwIfAborted();
      waited.push(durationMs);
      await Promise.resolve();
    },
  });
  return { mirror, turn: ms => void (time += ms), waited };
}

const failing = (code: 'too-slow' | 'unreachable') => async (): Promise<never> =>
  await Promise.reject(new SourceFailure(code));

describe('a gateway that did not ask a source, because nothing may be asked', () => {
  it('fails as the source failed, so that nobody can tell', async () => {
    const { mirror } = mirrorOnTestClock();
    await expect(mirror.observe('kliniek', listening, failing('too-slow'))).rejects.toMatchObject({
      code: 'too-slow',
    });
    await expect(mirror.imitate('kliniek', listening)).rejects.toMatchObject({ code: 'too-slow' });
  });

  it('waits as long as the source took, drawn from its recent times', async () => {
    const { mirror, turn, waited } = mirrorOnTestClock([0, 0.99]);
    await mirror.observe('kliniek', listening, async () => await Promise.resolve(turn(13)));
    await mirror.observe('kliniek', listening, async () => await Promise.resolve(turn(470)));
    await mirror.imitate('kliniek', listening);
    await mirror.imitate('kliniek', listening);
    expect(waited).toEqual([13, 470]);
  });

  it('forgets how a source behaved long ago', async () => {
    const { mirror, turn, waited } = mirrorOnTestClock();
    await expect(mirror.observe('kliniek', listening, failing('unreachable'))).rejects.toThrow(SourceFailure);
    for (let times = 0; times < 64; times++)
      await mirror.observe('kliniek', listening, async () => await Promise.resolve(turn(5)));
    await mirror.imitate('kliniek', listening);
    expect(waited).toEqual([5]);
  });

  it('answers for one source never as another behaves', async () => {
    const { mirror } = mirrorOnTestClock();
    await expect(mirror.observe('kliniek', listening, failing('unreachable'))).rejects.toThrow(SourceFailure);
    await expect(mirror.imitate('zayaz', listening)).resolves.toBeUndefined();
  });

  it('learns nothing from a caller who hangs up: a failure of his own making is not the source’s', async () => {
    const { mirror } = mirrorOnTestClock();
    const hungUp = AbortSignal.abort();
    await expect(mirror.observe('kliniek', hungUp, failing('too-slow'))).rejects.toThrow(SourceFailure);
    await expect(mirror.imitate('kliniek', listening)).resolves.toBeUndefined();
  });

  it('stops waiting when the caller hangs up', async () => {
    const { mirror } = mirrorOnTestClock();
    await expect(mirror.imitate('kliniek', AbortSignal.abort())).rejects.toThrow('aborted');
  });
});
