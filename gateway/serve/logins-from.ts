import { NL_GOV_CLAIMS, type ClaimMapping } from '../identity/people/login-claims.ts';
import type { LoginProviderSettings } from '../identity/people/login-provider.ts';
import type { LoginSetup } from '../identity/people/people.ts';
import type { ServeSettings } from './settings.ts';

type Logins = NonNullable<ServeSettings['inloggen']>;

/** How people log in, as it was configured: never with a stand-in. */
export const loginsFrom = (publicUrl: string, { bewoners, medewerkers }: Logins): LoginSetup => ({
  standIns: [],
  settings: () => ({ publicUrl, residents: providerFrom(bewoners), staff: medewerkers.map(providerFrom) }),
});

function providerFrom({
  naam,
  uitgever,
  client,
  niveaus,
  claims,
}: Logins['bewoners']): LoginProviderSettings {
  const [first, ...others] = niveaus;
  if (first === undefined) throw new RangeError('a login provider without a level');
  return {
    name: naam,
    issuer: uitgever,
    clientId: client,
    levels: [first, ...others],
    claims: claims === undefined ? NL_GOV_CLAIMS : mappingFrom(claims),
  };
}

const mappingFrom = ({
  wie,
  soort,
  niveau,
  namens,
}: NonNullable<Logins['bewoners']['claims']>): ClaimMapping => ({
  subject: wie.split('.'),
  subjectType: soort.split('.'),
  level: niveau.split('.'),
  represents: namens.split('.'),
});
