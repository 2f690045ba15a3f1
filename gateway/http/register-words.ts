import type { EvidenceKind, Channel, Circumstance } from '../../consent/form.ts';
import type { Opinion } from '../../consent/competence.ts';
import type { Decision } from '../consent/record-decision.ts';
import { findPartner, type Partner } from '../identity/partner-registry.ts';
import type { Sql } from '../database.ts';
import type { RegisterContext } from '../consent/register-context.ts';
import { residentBehind } from '../consent/resident-facts.ts';
import type { Caller } from './caller.ts';
import { Problem } from './problems.ts';
import type { Schemas } from './openapi-document.ts';

type Recording = Schemas['Toestemmingsbesluit'];

/** The words of the API, and ours. */
export const DECISIONS: Readonly<Record<Recording['besluit'], Decision>> = {
  gegeven: 'given',
  geweigerd: 'refused',
  uitgesteld: 'deferred',
  gevraagd: 'requested',
  verlengd: 'renewed',
};
export const CHANNELS: Readonly<Record<Recording['kanaal'], Channel>> = {
  'aan-tafel': 'at-the-table',
  papier: 'paper',
  telefoon: 'telephone',
  vertegenwoordiger: 'by-representative',
};
export const CIRCUMSTANCES: Readonly<Record<NonNullable<Recording['omstandigheid']>, Circumstance>> = {
  gewoon: 'ordinary',
  crisis: 'crisis',
  vooraf: 'advance',
};
export const EVIDENCE: Readonly<Record<Recording['vastlegging']['soort'], EvidenceKind>> = {
  handtekening: 'signature',
  getuige: 'witness',
  opname: 'recording',
};
export const OPINIONS: Readonly<Record<NonNullable<Recording['mening']>, Opinion>> = {
  eens: 'agrees',
  oneens: 'opposes',
  onbekend: 'could-not-say',
};

/** The resident a caller means. A koppelsleutel that is not the caller's own is a fault in the request. */
export async function requireResident(sql: Sql, { partner }: Caller, koppelsleutel: string): Promise<string> {
  const resident = await residentBehind(sql, partner.id, koppelsleutel);
  if (resident === undefined)
    throw new Problem('ongeldig-verzoek', [
      { waar: '/betrokkene', wat: 'deze koppelsleutel kennen wij niet van u' },
    ]);
  return resident;
}

export async function requirePartnerNamed(sql: Sql, id: string, where: string): Promise<Partner> {
  const partner = await findPartner(sql, id);
  if (partner === undefined)
    throw new Problem('ongeldig-verzoek', [{ waar: where, wat: 'deze partner kennen wij niet' }]);
  return partner;
}

/** Who acts, as it is written down: the partner is proven, the professional is what the partner says. */
export const actingFor = ({ partner, trace }: Caller, professional: string) => ({
  actor: `${partner.id}: ${professional}`,
  trace,
});

export function requireKnownPurpose(purpose: string, { policies }: Pick<RegisterContext, 'policies'>): void {
  if (!policies.latest().handreiking.purposes.has(purpose))
    throw new Problem('ongeldig-verzoek', [{ waar: '/doel', wat: 'dit doel kennen wij niet' }]);
}
