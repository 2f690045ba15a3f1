import { CompactSign, importPKCS8 } from 'jose';
import type { Schemas } from '../../gateway/http/openapi-document.ts';
import { validatorFor } from '../../gateway/http/openapi-document.ts';
import type { WireAnswer, World } from './world.ts';

const isBerichten = validatorFor('Berichten');

/** What a partner finds when it fetches its messages. */
export async function fetchNoticesAs(
  world: World,
  partner: string,
): Promise<Schemas['Berichten']['berichten']> {
  const { json } = await world.sendAs(partner, '/v1/berichten/_ophalen', {
    namens: { medewerker: 'mw-417' },
  });
  if (!isBerichten(json)) throw new Error(JSON.stringify(isBerichten.errors));
  return json.berichten;
}

/** An answer, signed with the key in the certificate of `signer`. */
export async function signedAnswer(
  { secrets }: World,
  signer: string,
  answer: Readonly<Record<string, unknown>>,
): Promise<string> {
  const key = await importPKCS8(secrets.partners[signer]?.privateKeyPem ?? '', 'PS256');
  const payload = Buffer.from(JSON.stringify({ op: new Date().toISOString(), ...answer }));
  return await new CompactSign(payload).setProtectedHeader({ alg: 'PS256' }).sign(key);
}

export const answerAs = async (world: World, partner: string, antwoord: string): Promise<WireAnswer> =>
  await world.sendAs(partner, '/v1/berichten/_beantwoorden', { antwoord, namens: { medewerker: 'mw-417' } });
