import { describe, expect, it } from '@jest/globals';
import { bounded } from './bounded.ts';

describe('a test that never ends', () => {
  it('fails when its time is up', async () => {
    const never = bounded(async () => await new Promise(() => undefined), 20);
    await expect(never()).rejects.toThrow('not done within 20 ms');
  });

  it('fails for its own reason when it has one', async () => {
    const wrong = bounded(() => expect(1).toBe(2), 1000);
    await expect(wrong()).rejects.toThrow('toBe');
  });
});
