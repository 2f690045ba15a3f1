import { FIELDS } from '../ledger/residents.ts';
import { askTokenOverTls } from '../../world/over-tls.ts';
import type { Ask, CallerTls } from './ask.ts';
import type { SystemEstate } from './estate.ts';
import type { LoadPlan } from './load.ts';
import { sourceCalls } from './source-calls.ts';

/** What is compared, by the process that it is; each is asked about the same residents and asks the same sources. */
export type Contestant = 'gateway' | 'naive' | 'proxy';

export const NAMES: Readonly<Record<Contestant, string>> = {
  gateway: 'the gateway',
  naive: 'naive: Express, SELECT + INSERT',
  proxy: 'plain reverse proxy',
};

/** Stands in an answer when it gave everything: the last field asked, or one record from each call. */
const EXPECTS: Readonly<Record<Contestant, string>> = {
  gateway: '"woonprofiel.woonwens":',
  naive: '"woonprofiel.woonwens":',
  proxy: '"count":1',
};

/** What is sent to one of them, under a token that was just given out. */
export async function planFor(
  contestant: Contestant,
  estate: SystemEstate,
  arrivals: LoadPlan['arrivals'],
): Promise<LoadPlan> {
  const { ca, partners, urls } = estate;
  const own = partners['zayaz'];
  // Only the gateway asks who is there.
  const shown = contestant === 'gateway' && own !== undefined;
  const tls: Partial<CallerTls> = shown ? { ca, key: own.privateKeyPem, cert: own.certificatePem } : { ca };
  const token = shown ? await tokenOf('zayaz', estate) : 'none';
  const asks = estate.residents.map((resident): Ask =>
    contestant === 'proxy' ? proxied(resident, estate.apiKey) : disclosure(resident, token),
  );
  return { url: urls[contestant], tls, asks, expects: EXPECTS[contestant], arrivals };
}

type Resident = SystemEstate['residents'][number];

const disclosure = ({ asker, sender, professional }: Resident, token: string): Ask => ({
  sender,
  calls: [
    {
      method: 'POST',
      path: '/v1/verstrekkingen',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({
        doel: 'D01',
        betrokkene: asker,
        van: sender,
        velden: FIELDS,
        namens: { medewerker: professional },
      }),
    },
  ],
});

/** A proxy knows no questions: who asks through it makes the calls. */
const proxied = ({ sender, source }: Resident, apiKey: string): Ask => ({
  sender,
  calls: sourceCalls(source, apiKey, `/${sender}`),
});

/** From the real token endpoint, bound to the certificate that it is asked with. */
export async function tokenOf(partner: string, { partners, urls }: SystemEstate): Promise<string> {
  const signer = partners[partner];
  if (signer === undefined) throw new RangeError('this partner has no certificate');
  const at = `${urls.gateway}/oauth`;
  const { json, status } = await askTokenOverTls(at.replace('127.0.0.1', 'localhost'), at, {
    partner,
    signer,
    as: signer,
  });
  const { access_token: token } = (json ?? {}) as { readonly access_token?: string };
  if (token === undefined) throw new Error(`no token: ${status}`);
  return token;
}
