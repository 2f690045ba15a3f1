import type { Schemas } from '../http/openapi-document.ts';
import { clientAssertion, fetchAccessToken } from '../identity/client-assertion.ts';
import type { Secrets } from '../secrets.ts';

/** The gateway as a partner meets it: an address, and a key to prove oneself with. */
export interface PartnerClient {
  readonly ask: (body: Schemas['Verstrekkingsverzoek']) => Promise<Schemas['Verstrekking']>;
  readonly bring: (body: Schemas['Meldingsverzoek']) => Promise<Schemas['Melding']>;
  /** Brings something to the register. */
  readonly record: (path: string, body: Readonly<Record<string, unknown>>) => Promise<unknown>;
  /** Reads what is about nobody. */
  readonly read: <Answer>(path: string) => Promise<Answer>;
}

/** Gets a fresh access token for a partner, the way the partner's own system would. */
export async function accessTokenFor(
  partner: string,
  issuer: string,
  { partners }: Pick<Secrets, 'partners'>,
  id: string,
  now: Date,
): Promise<string> {
  const key = partners[partner];
  if (key === undefined) throw new RangeError('this partner has no key here');
  return await fetchAccessToken(issuer, await clientAssertion(partner, key, issuer, id, now));
}

/** Calls the public API. Rejects with the problem's title when the gateway answers with one. */
export function partnerClient(url: string, accessToken: string): PartnerClient {
  const call = async <Answer>(path: string, init?: RequestInit): Promise<Answer> => {
    const response = await fetch(`${url}/v1/${path}`, init);
    const answer = (await response.json()) as Answer & { readonly title?: string };
    if (!response.ok) throw new Error(`${response.status} ${answer.title ?? ''}`);
    return answer;
  };
  const post = async <Answer>(path: string, body: unknown): Promise<Answer> =>
    await call(path, {
      method: 'POST',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return {
    ask: async body => await post('verstrekkingen', body),
    bring: async body => await post('meldingen', body),
    record: post,
    read: call,
  };
}
