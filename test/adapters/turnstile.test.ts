import { describe, expect, it } from '@jest/globals';
import { createTurnstile } from '../../adapters/turnstile.ts';
import { failureOf } from './dialects.ts';

const patient = new AbortController().signal;

/** Work that goes on until it is let go. */
function held() {
  const made: { let: () => void; isRunning: boolean } = { let: () => undefined, isRunning: false };
  const work = async (): Promise<string> => {
    made.isRunning = true;
    await new Promise<void>(resolve => void (made.let = resolve));
    return 'done';
  };
  return { made, work };
}

/** Until everything that can go on has gone on. */
const settled = async (): Promise<void> => await new Promise(resolve => void setImmediate(resolve));

describe('more questions than there is room for', () => {
  it('wait, and each gets its turn', async () => {
    const enter = createTurnstile(1, 2);
    const [first, second] = [held(), held()];
    const asked = [enter(patient, first.work), enter(patient, second.work)];
    await settled();
    expect([first.made.isRunning, second.made.isRunning]).toEqual([true, false]);
    first.made.let();
    expect(await asked[0]).toBe('done');
    await settled();
    expect(second.made.isRunning).toBe(true);
    second.made.let();
    expect(await asked[1]).toBe('done');
    expect(await enter(patient, () => Promise.resolve('room again'))).toBe('room again');
  });

  it('are told so at once when too many wait already', async () => {
    const enter = createTurnstile(1, 0);
    const first = held();
    const asked = enter(patient, first.work);
    const refused = await failureOf(enter(patient, () => Promise.resolve()));
    expect([refused.code, refused.cause]).toEqual(['unreachable', 'busy']);
    first.made.let();
    await asked;
  });

  it('leave the line when they give up, and take no place with them', async () => {
    const enter = createTurnstile(1, 1);
    const first = held();
    const asked = enter(patient, first.work);
    const impatient = new AbortController();
    const waiting = failureOf(enter(impatient.signal, () => Promise.resolve()));
    impatient.abort();
    expect((await waiting).code).toBe('too-slow');
    first.made.let();
    await asked;
    expect(await enter(patient, () => Promise.resolve('room again'))).toBe('room again');
  });

  it('a question that fails makes room too', async () => {
    const enter = createTurnstile(1, 1);
    await expect(enter(patient, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await enter(patient, () => Promise.resolve('room again'))).toBe('room again');
  });
});
