import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { Agent, fetch as fetchThrough } from 'undici';
import { koppelsleutelsOf, residentId } from '../../../gateway/demo/seed.ts';
import { clientAssertion } from '../../../gateway/identity/client-assertion.ts';
import type { KeyWithCertificate } from '../../../gateway/secrets.ts';
import { MOODS } from '../end-tls.ts';
import type { PracticeInstallation } from './practice-installation.ts';

/** What an operator cannot do to a real installation, done here over HTTP on this machine alone: break things, and be a partner. */
export async function startControls(installation: PracticeInstallation): Promise<Server> {
  const server = createServer(controlsOf(installation));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(installation.ports.controls, '127.0.0.1', resolve);
  });
  return server;
}

function controlsOf(installation: PracticeInstallation): Express {
  const app = express();
  app.use(express.text({ type: '*/*' }));
  app.get('/systemen', (_request, response) => void response.json(Object.fromEntries(installation.moods)));
  app.put('/systemen/:naam', setMood(installation));
  app.put('/database', stopOrStart(installation));
  app.put('/aangemeld/kees', introduced(installation));
  app.get('/bewoners/:partner', tellKeys(installation));
  app.get('/token/:partner', tellToken(installation));
  app.use(tellTrouble);
  return app;
}

const tellTrouble: ErrorRequestHandler = (error, _request, response, _next) => {
  response
    .status(503)
    .type('text/plain')
    .send(`Dat lukte niet; antwoordt er een poort? (${String(error)})\n`);
};

const setMood =
  ({ moods }: PracticeInstallation): RequestHandler<{ naam: string }> =>
  ({ body, params: { naam } }, response) => {
    const mood = MOODS.find(each => each === saidIn(body));
    if (mood === undefined || !moods.has(naam))
      return void response.status(400).json({ namen: [...moods.keys()], standen: MOODS });
    moods.set(naam, mood);
    response.json({ [naam]: mood });
  };

const stopOrStart =
  ({ postgres }: PracticeInstallation): RequestHandler =>
  async ({ body }, response) => {
    const steps = new Map([
      ['uit', postgres.stop],
      ['aan', postgres.start],
    ]);
    const step = steps.get(saidIn(body));
    if (step === undefined) return void response.status(400).json({ standen: [...steps.keys()] });
    await step();
    response.json({ database: saidIn(body) });
  };

const introduced =
  (installation: PracticeInstallation): RequestHandler =>
  async ({ body }, response) => {
    await introduceKees(saidIn(body), installation);
    response.json({ kees: saidIn(body) });
  };

const tellKeys =
  ({ estate }: PracticeInstallation): RequestHandler<{ partner: string }> =>
  async ({ params: { partner } }, response) => {
    response.json(await koppelsleutelsOf(estate.database, partner));
  };

const tellToken =
  (installation: PracticeInstallation): RequestHandler<{ partner: string }> =>
  async ({ params: { partner } }, response) => {
    response.type('text/plain').send(`${await tokenFor(partner, installation)}\n`);
  };

const saidIn = (body: unknown): string => (typeof body === 'string' ? body.trim() : '');

/** Kees as somebody introduced him, with this date of birth: another than his landlord's system has, and that tells of somebody else. */
async function introduceKees(dateOfBirth: string, installation: PracticeInstallation): Promise<void> {
  const { address, estate } = installation;
  const answer = await fetchThrough(`${address}/v1/koppelingen/_aanmelden`, {
    dispatcher: asPartner('schuldhulp', installation),
    method: 'POST',
    headers: {
      authorization: `Bearer ${await tokenFor('schuldhulp', installation)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      persoon: {
        voornamen: 'Kees',
        achternaam: 'Nepveen',
        geboortedatum: dateOfBirth,
        postcode: '5299 ZR',
        huisnummer: '85',
      },
      gezien: 'identiteitsbewijs',
      namens: { medewerker: 'sh-001' },
    }),
  });
  if (answer.status !== 201) throw new Error(`not introduced: ${answer.status}`);
  const { koppelsleutel } = (await answer.json()) as { readonly koppelsleutel: string };
  const kees = residentId('kees');
  await estate.database.query('DELETE FROM resident_identity WHERE resident = $1', [kees]);
  await estate.database.query(
    'UPDATE resident_identity SET resident = $1 WHERE resident = (SELECT resident FROM link WHERE koppelsleutel = $2)',
    [kees, koppelsleutel],
  );
}

/** As the partner's own system gets one: with its key, and its certificate shown to the proxy. Rejects when it gets none. */
export async function tokenFor(partner: string, installation: PracticeInstallation): Promise<string> {
  const { address } = installation;
  const key = keyOf(partner, installation);
  const response = await fetchThrough(`${address}/oauth/token`, {
    dispatcher: asPartner(partner, installation),
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await clientAssertion(partner, key, `${address}/oauth`, randomUUID(), new Date()),
      scope: 'verstrekken',
    }),
  });
  const { access_token: token } = (await response.json()) as { readonly access_token?: string };
  if (token === undefined) throw new Error(`no token: ${response.status}`);
  return token;
}

function keyOf(partner: string, { estate }: PracticeInstallation): KeyWithCertificate {
  const known = estate.partners[partner];
  if (known === undefined) throw new RangeError('no such partner');
  return known;
}

/** Shows the partner's certificate to the proxy. */
function asPartner(partner: string, installation: PracticeInstallation): Agent {
  const { privateKeyPem: key, certificatePem: cert } = keyOf(partner, installation);
  return new Agent({ connect: { key, cert, ca: installation.estate.ca } });
}
