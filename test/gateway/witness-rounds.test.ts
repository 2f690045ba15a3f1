import { describe, expect, it } from '@jest/globals';
import { createWitnessRounds } from '../../gateway/ledger/witness-rounds.ts';

/** Nothing opens under no key: every round ends before the database or the witness is asked. */
function silentRounds(): {
  readonly show: () => Promise<boolean>;
  readonly said: string[];
  wait: (ms: number) => void;
} {
  const said: string[] = [];
  let now = Date.parse('2026-11-22T12:00:00Z');
  const rounds = createWitnessRounds({
    database: undefined as never,
    keys: () => [] as never,
    witnesses: [{ key: { name: 'getuige.example' } as never, url: 'https://getuige.example' }],
    longestUnwitnessedMs: 300_000,
    clock: () => new Date(now),
    log: { info: () => undefined, error: ({ event, code }) => void said.push(`${event} ${code}`) },
  });
  const show = async (): Promise<boolean> => await rounds.show({ size: 1, root: Buffer.alloc(32), note: '' });
  return { show, said, wait: ms => void (now += ms) };
}

describe('a witness that goes on not signing', () => {
  it('is told at once, and then once a minute instead of at every try', async () => {
    const { show, said, wait } = silentRounds();
    for (let tries = 0; tries < 5; tries += 1) expect(await show()).toBe(false);
    expect(said).toEqual(['witness-did-not-sign not-ours']);
    wait(60_000);
    await show();
    expect(said).toHaveLength(2);
  });
});
