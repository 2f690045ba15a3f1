import { connectPartner, type PartnerConfig } from '../partner.ts';
import { askParts, type Part } from '../parts.ts';
import type { Source } from '../source.ts';
import { BENEFIT } from './benefit.ts';
import { fixedCosts } from './fixed-costs.ts';
import { CONTACT_CARD } from './contact-card.ts';
import { asPart, type MunicipalQuestion } from './municipal-systems.ts';
import { SOAP_BENEFIT } from './soap-benefit.ts';
import { refuseSuwinet } from './suwinet.ts';
import { URGENCY } from './urgency.ts';
import { WOONPROFIEL } from './woonprofiel.ts';

export type MunicipalUnit = 'wijkteam' | 'sociale-dienst' | 'urgentie';

export interface MunicipalConfig extends PartnerConfig {
  /** The unit that discloses. It answers from its own files, never from those of another unit (Wmo 5.1.1 lid 4, P-wet 65). */
  readonly unit: MunicipalUnit;
  /** Cases and decisions (ZGW), of a unit that decides; without it that unit has none to tell. */
  readonly decisions?: { readonly clientId: string; readonly fixedCostsType: string };
  /** How its benefit system is asked: in JSON of its own, unless it speaks SOAP. */
  readonly benefits?: 'soap';
  /** The name under which it is sent word of admissions, as events; without it, it fetches them. */
  readonly events?: { readonly source: string };
  readonly clock?: () => Date;
}

const PARTS: Readonly<Record<MunicipalUnit, readonly Part<MunicipalQuestion>[]>> = {
  wijkteam: [asPart(WOONPROFIEL), CONTACT_CARD],
  'sociale-dienst': [CONTACT_CARD, asPart(BENEFIT)],
  urgentie: [CONTACT_CARD, asPart(URGENCY)],
};

/** One unit of the municipality, asked in its own systems. */
export function createMunicipalSource(config: MunicipalConfig): Source {
  refuseSuwinet(config);
  const partner = connectPartner(config);
  const parts = [...partsOf(config), ...decisionsOf(config)];
  return async ({ koppelsleutel, fields, traceparent }, signal) =>
    await partner(signal, async call => {
      const headers = municipalHeaders(config.apiKey, traceparent);
      return await askParts(parts, { call, headers, koppelsleutel }, fields);
    });
}

function partsOf({ unit, benefits }: MunicipalConfig): readonly Part<MunicipalQuestion>[] {
  return unit === 'sociale-dienst' && benefits === 'soap' ? [CONTACT_CARD, SOAP_BENEFIT] : PARTS[unit];
}

function decisionsOf({
  unit,
  decisions,
  apiKey,
  clock,
}: MunicipalConfig): readonly Part<MunicipalQuestion>[] {
  if (unit !== 'sociale-dienst' || decisions === undefined) return [];
  const access = { clientId: decisions.clientId, secret: apiKey, clock: clock ?? (() => new Date()) };
  return [fixedCosts({ ...access, decisionType: decisions.fixedCostsType })];
}

export function municipalHeaders(apiKey: string, traceparent: string): Readonly<Record<string, string>> {
  return {
    accept: 'application/json',
    'content-type': 'application/json',
    authorization: `Token ${apiKey}`,
    traceparent,
  };
}
