import type { PartnerConfig } from '../../adapters/partner.ts';
import type { PartnerSystem } from '../partner-adapters.ts';

/** Every address that is visited for a partner: of its system, of its token server, and of what stands elsewhere. */
export function addressesOf(system: PartnerConfig | PartnerSystem): readonly string[] {
  const here = [system.baseUrl];
  if (!('kind' in system)) return here;
  if (system.kind === 'care')
    return [...here, ...(system.smart === undefined ? [] : [system.smart.tokenUrl])];
  if (system.kind !== 'municipal') return here;
  return [...here, ...Object.values(system.elsewhere ?? {}).map(({ baseUrl }) => baseUrl)];
}
