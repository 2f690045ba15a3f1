import { connectPartner, type Call, type PartnerConfig } from '../partner.ts';
import { askParts, type Part } from '../parts.ts';
import { SourceFailure, type Source, type SourceAnswer } from '../source.ts';
import { BENEFIT } from './benefit.ts';
import { fixedCosts } from './fixed-costs.ts';
import { CONTACT_CARD } from './contact-card.ts';
import { asPart, type MunicipalQuestion } from './municipal-systems.ts';
import { SOAP_BENEFIT } from './soap-benefit.ts';
import { refuseSuwinet } from '../suwinet.ts';
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
  /** Systems of the unit that stand elsewhere, each with its own key and breaker; the others are where the unit is. */
  readonly elsewhere?: Partial<Readonly<Record<MunicipalPart | 'events', PartnerConfig>>>;
  /** The name under which it is sent word of admissions, as events; without it, it fetches them. */
  readonly events?: { readonly source: string };
  readonly clock?: () => Date;
}

/** The systems that a unit may ask. */
export type MunicipalPart = 'contacts' | 'woonprofiel' | 'benefits' | 'decisions' | 'urgency';

type Asked = Part<MunicipalQuestion>;

/** One unit of the municipality, asked in its own systems. */
export function createMunicipalSource(config: MunicipalConfig): Source {
  for (const place of [config, ...Object.values(config.elsewhere ?? {})]) refuseSuwinet(place);
  const partner = connectPartner(config);
  const all = partsOf(config);
  const parts = all.map(([name, part]) => {
    const place = config.elsewhere?.[name];
    return place === undefined ? part : askedElsewhere(part, place);
  });
  const here = all.flatMap(([name, part]) => (config.elsewhere?.[name] === undefined ? [part] : []));
  return async ({ koppelsleutel, fields, traceparent }, signal) => {
    const headers = municipalHeaders(config.apiKey, traceparent);
    const ask = async (call: Call, limited: AbortSignal): Promise<SourceAnswer> =>
      await askParts(parts, { call, headers, koppelsleutel, signal: limited }, fields);
    // When nothing of it is asked here, what is elsewhere is no reason to leave this system alone.
    const isAskedHere = here.some(part => fields.some(field => part.fields.has(field)));
    return isAskedHere ? await partner(signal, ask) : await ask(nowhere, signal);
  };
}

const nowhere: Call = async () => await Promise.reject(new SourceFailure('unreachable'));

/** The same part at an address of its own. */
function askedElsewhere(part: Asked, place: PartnerConfig): Asked {
  const partner = connectPartner(place);
  return {
    fields: part.fields,
    ask: async (question, fields, ceilings) =>
      await partner(question.signal, async (call, signal) => {
        const headers = municipalHeaders(place.apiKey, question.headers['traceparent'] ?? '');
        return await part.ask({ ...question, call, headers, signal }, fields, ceilings);
      }),
  };
}

function partsOf(config: MunicipalConfig): readonly (readonly [MunicipalPart, Asked])[] {
  const contacts = ['contacts', CONTACT_CARD] as const;
  switch (config.unit) {
    case 'wijkteam':
      return [['woonprofiel', asPart(WOONPROFIEL)], contacts];
    case 'sociale-dienst':
      return [
        contacts,
        ['benefits', config.benefits === 'soap' ? SOAP_BENEFIT : asPart(BENEFIT)],
        ...decisionsOf(config),
      ];
    case 'urgentie':
      return [contacts, ['urgency', asPart(URGENCY)]];
  }
}

function decisionsOf({
  decisions,
  elsewhere,
  apiKey,
  clock,
}: MunicipalConfig): readonly (readonly [MunicipalPart, Asked])[] {
  if (decisions === undefined) return [];
  const secret = elsewhere?.decisions?.apiKey ?? apiKey;
  const access = { clientId: decisions.clientId, secret, clock: clock ?? (() => new Date()) };
  return [['decisions', fixedCosts({ ...access, decisionType: decisions.fixedCostsType })]];
}

export function municipalHeaders(apiKey: string, traceparent: string): Readonly<Record<string, string>> {
  return {
    accept: 'application/json',
    'content-type': 'application/json',
    authorization: `Token ${apiKey}`,
    traceparent,
  };
}
