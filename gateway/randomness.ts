import { randomFillSync } from 'node:crypto';

const POOL_BYTES = 8_192;

/**
 * Random bytes from a store that is filled at once: asking the system for each few bytes costs more than most requests do with
 * them. Every byte is given out once.
 */
export function createRandomBytes(): (size: number) => Buffer {
  let pool = Buffer.alloc(0);
  return size => {
    if (size > pool.length) pool = randomFillSync(Buffer.alloc(Math.max(size, POOL_BYTES)));
    const bytes = pool.subarray(0, size);
    pool = pool.subarray(size);
    return bytes;
  };
}
