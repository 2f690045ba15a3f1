import { randomUUID } from 'node:crypto';
import { clientAssertion } from '../../gateway/identity/client-assertion.ts';
import type { KeyWithCertificate } from '../../gateway/secrets.ts';
import type { WireAnswer, World } from './world.ts';

export function keyIn({ secrets }: Pick<World, 'secrets'>, partner: string): KeyWithCertificate {
  const key = secrets.partners[partner];
  if (key === undefined) throw new RangeError('no key');
  return key;
}

/** RFC 9440: as a proxy writes the certificate that it saw. */
export const written = ({ certificatePem }: KeyWithCertificate): string =>
  `:${certificatePem.replaceAll(/-----[^-]+-----|\s/g, '')}:`;

/** Asks for a token as this partner, with what the proxy says about the connection. */
export async function askToken(
  world: World,
  partner: string,
  headers: Readonly<Record<string, string>>,
): Promise<WireAnswer> {
  const { issuer } = world.gateway;
  const assertion = await clientAssertion(partner, keyIn(world, partner), issuer, randomUUID(), new Date());
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
    scope: 'verstrekken',
  });
  return await world.send('/oauth/token', { method: 'POST', headers, body });
}

/** Sends as a partner, the way it comes through a proxy that saw the partner's certificate. */
export async function sendThroughProxy(
  world: World,
  partner: string,
  path: string,
  body: object,
): Promise<WireAnswer> {
  const headers = { 'client-cert': written(keyIn(world, partner)) };
  const { json } = await askToken(world, partner, headers);
  const { access_token: token } = json as { readonly access_token: string };
  return await world.send(path, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}
