import { constants, createHash, createPrivateKey, createPublicKey, randomUUID, sign } from 'node:crypto';
import createClient from 'openapi-fetch';
import type { VeldenPerDoel } from './handreiking-words.d.ts';
import type { components, paths } from './openapi.d.ts';

type Schemas = components['schemas'];
export type Doel = keyof VeldenPerDoel;
/** A question without its purpose, with only the fields that some rule opens for that purpose. */
type Voor<D extends Doel, Verzoek> = Omit<Verzoek, 'doel' | 'velden'> & {
  readonly velden: readonly [VeldenPerDoel[D], ...VeldenPerDoel[D][]];
};
/** The answer, or the problem document: a refusal is a value. Rejects only when the gateway cannot be reached. */
export type Uitkomst<Answer> =
  | { readonly gelukt: true; readonly antwoord: Answer }
  | { readonly gelukt: false; readonly probleem: Schemas['Probleem'] };

export interface PartnerOptions {
  /** For example `https://poort.example.nl`. */
  readonly poort: string;
  readonly partner: string;
  /** The private key (RSA, PEM) of your certificate. It does not leave this process. */
  readonly sleutel: string;
  /** A fetch of your own, for example one that shows your client certificate. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** A partner's side of the gateway: proves itself, renews its token in time, and asks only what its purpose can open. */
export function partnerClient(options: PartnerOptions) {
  const token = tokens(options);
  const api = createClient<paths>({ baseUrl: `${options.poort}/v1`, fetch: options.fetch ?? fetch });
  api.use({
    onRequest: async ({ request }) => request.headers.set('Authorization', `Bearer ${await token()}`),
  });
  return {
    vraagOp: async <D extends Doel>(doel: D, vraag: Voor<D, Schemas['Verstrekkingsverzoek']>) =>
      outcomeOf(await api.POST('/verstrekkingen', { body: { ...vraag, doel, velden: [...vraag.velden] } })),
    meld: async <D extends Doel>(doel: D, melding: Voor<D, Schemas['Meldingsverzoek']>) =>
      outcomeOf(await api.POST('/meldingen', { body: { ...melding, doel, velden: [...melding.velden] } })),
    haalBerichtenOp: async (medewerker: string) =>
      outcomeOf(await api.POST('/berichten/_ophalen', { body: { namens: { medewerker } } })),
    /** Signs what you did with a message, and sends it. */
    beantwoord: async (bericht: string, gedaan: string, medewerker: string) => {
      const antwoord = jws({ bericht, gedaan, op: new Date().toISOString() }, options.sleutel);
      const body = { namens: { medewerker }, antwoord };
      return outcomeOf(await api.POST('/berichten/_beantwoorden', { body }));
    },
    /** Every other call of the API, with types; and what proves you elsewhere on the gateway. */
    api,
    token,
  };
}

function outcomeOf<T>(result: { data?: T; error?: Schemas['Probleem'] }): Uitkomst<T> {
  if (result.error !== undefined) return { gelukt: false, probleem: result.error };
  return { gelukt: true, antwoord: result.data as T };
}

/** Gets a token when there is none, or when the one there is lives less than half a minute more. */
function tokens({ poort, partner, sleutel, fetch: ask = fetch }: PartnerOptions): () => Promise<string> {
  let known = { token: '', until: 0 };
  return async () => {
    const now = Math.floor(Date.now() / 1_000);
    if (now < known.until - 30) return known.token;
    const claims = { iss: partner, sub: partner, aud: `${poort}/oauth`, jti: randomUUID() };
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      scope: 'verstrekken',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: jws({ ...claims, iat: now, exp: now + 60 }, sleutel),
    });
    const response = await ask(new Request(`${poort}/oauth/token`, { method: 'POST', body }));
    const answer = (await response.json()) as { access_token?: string; expires_in?: number; error?: string };
    if (answer.access_token === undefined) throw new Error(`geen token: ${answer.error ?? response.status}`);
    known = { token: answer.access_token, until: now + (answer.expires_in ?? 0) };
    return known.token;
  };
}

/** A signature (PS256) over JSON, with the name of the key (RFC 7638) in front. */
function jws(payload: object, privateKeyPem: string): string {
  const {
    e = '',
    kty = '',
    n = '',
  } = createPublicKey(createPrivateKey(privateKeyPem)).export({ format: 'jwk' });
  const kid = createHash('sha256').update(JSON.stringify({ e, kty, n })).digest('base64url');
  const [head, body] = [{ alg: 'PS256', kid }, payload].map(part =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  const signed = `${head}.${body}`;
  const how = { key: privateKeyPem, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
  return `${signed}.${sign('sha256', Buffer.from(signed), how).toString('base64url')}`;
}
