import { describe, expect, it } from '@jest/globals';
import { onFreePort, PortTaken } from '../../gateway/embedded-postgres.ts';

const ports = (): (() => Promise<number>) => {
  let last = 5_000;
  return async () => await Promise.resolve((last += 1));
};

const never = async (): Promise<never> => await Promise.reject(new PortTaken('taken'));

describe('a port that was free is taken by somebody else before the server listens there', () => {
  it('the next one is tried', async () => {
    const tried: number[] = [];
    const { port, started } = await onFreePort(async each => {
      tried.push(each);
      if (each < 5_003) throw new PortTaken('taken');
      return await Promise.resolve('a server');
    }, ports());
    expect([port, started, tried]).toEqual([5_003, 'a server', [5_001, 5_002, 5_003]]);
  });

  it('is said when it happens again and again', async () => {
    await expect(onFreePort(never, ports())).rejects.toThrow(PortTaken);
  });

  it('another fault is not tried again', async () => {
    let tries = 0;
    const broken = async (): Promise<never> => {
      tries += 1;
      return await Promise.reject(new Error('no disk'));
    };
    await expect(onFreePort(broken, ports())).rejects.toThrow('no disk');
    expect(tries).toBe(1);
  });
});
