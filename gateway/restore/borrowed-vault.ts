import type { KeyVault } from '../ledger/key-vault.ts';
import { sealingKey, type SealingKey } from '../ledger/sealing.ts';

/** A vault that reads from another one and keeps to itself what is made or destroyed: a drill leaves the real one as it is. */
export function borrowVault({ find }: Pick<KeyVault, 'find'>): KeyVault {
  const own = new Map<string, SealingKey | undefined>();
  return {
    keep: async (id, key) => void (await Promise.resolve(own.set(id, sealingKey(key)))),
    find: async id => (own.has(id) ? own.get(id) : await find(id)),
    destroy: async id => void (await Promise.resolve(own.set(id, undefined))),
  };
}
