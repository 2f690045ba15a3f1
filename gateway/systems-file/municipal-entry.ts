import type { PartnerConfig } from '../../adapters/partner.ts';
import type { PartnerSystem } from '../partner-adapters.ts';
import { addressFrom } from './address.ts';
import type { Entry } from './entry.ts';

type MunicipalSystem = Extract<PartnerSystem, { readonly kind: 'municipal' }>;

const UNITS: Readonly<Record<MunicipalSystem['unit'], readonly string[]>> = {
  wijkteam: ['klantinteracties', 'woonprofiel'],
  'sociale-dienst': ['klantinteracties', 'uitkering', 'besluiten', 'gebeurtenissen'],
  urgentie: ['klantinteracties', 'urgentie'],
};

/** `soort: gemeente`: the own systems of one unit. Each may stand at an address of its own; else it is where the unit is. */
export async function municipalFrom(entry: Entry): Promise<MunicipalSystem> {
  if (!entry.has('eenheid')) entry.say('eenheid ontbreekt: wijkteam, sociale-dienst of urgentie');
  const unit = entry.choice('eenheid', ['wijkteam', 'sociale-dienst', 'urgentie']);
  const shared = await addressFrom(entry);
  const names = entry.has('eenheid') ? UNITS[unit] : new Set(Object.values(UNITS).flat());
  const parts = new Map([...names].map(name => [name, entry.part(name)] as const));
  const elsewhere = {
    ...(await addressOf('contacts', parts.get('klantinteracties'))),
    ...(await addressOf('woonprofiel', parts.get('woonprofiel'))),
    ...(await addressOf('urgency', parts.get('urgentie'))),
    ...(await addressOf('benefits', parts.get('uitkering'))),
    ...(await addressOf('decisions', parts.get('besluiten'))),
    ...(await addressOf('events', parts.get('gebeurtenissen'))),
  };
  return { kind: 'municipal', ...shared, unit, elsewhere, ...settingsOf(parts) };
}

/** What a system has to be told besides where it is. */
function settingsOf(
  parts: ReadonlyMap<string, Entry | undefined>,
): Pick<MunicipalSystem, 'benefits' | 'decisions' | 'events'> {
  const [decisions, events] = [parts.get('besluiten'), parts.get('gebeurtenissen')];
  const isSoap = parts.get('uitkering')?.choice('vorm', ['json', 'soap']) === 'soap';
  return {
    ...(isSoap ? { benefits: 'soap' } : {}),
    ...(decisions === undefined
      ? {}
      : {
          decisions: { clientId: decisions.word('client'), fixedCostsType: urlIn(decisions, 'vaste_lasten') },
        }),
    ...(events === undefined ? {} : { events: { source: sourceIn(events) } }),
  };
}

/** Nothing when the system stands where its unit does. */
async function addressOf<Name extends string>(
  name: Name,
  entry: Entry | undefined,
): Promise<Partial<Record<Name, PartnerConfig>>> {
  if (entry?.has('adres') !== true) return {};
  return { [name]: await addressFrom(entry) } as Partial<Record<Name, PartnerConfig>>;
}

/** As ZGW names a kind of decision: by its address in the catalogue, which nobody visits. */
function urlIn(entry: Entry, name: string): string {
  const address = entry.word(name);
  if (address !== '' && !URL.canParse(address)) entry.say(`${name} is het adres van een besluittype`);
  return address;
}

/** As NL GOV CloudEvents names a source. */
function sourceIn(entry: Entry): string {
  const source = entry.word('bron');
  if (source !== '' && !/^urn:nld:oin:\d{20}:systeem:[\w-]+$/.test(source))
    entry.say('bron is een naam als urn:nld:oin:<OIN>:systeem:wijkpoort');
  return source;
}
