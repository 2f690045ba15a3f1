import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import express, { type Express } from 'express';
import { Agent, fetch as fetchThrough } from 'undici';
import { koppelsleutelsOf } from '../../../gateway/demo/seed.ts';
import { clientAssertion } from '../../../gateway/identity/client-assertion.ts';
import { MOODS, type Mood } from '../end-tls.ts';
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
  const { moods, postgres, estate } = installation;
  const app = express();
  app.use(express.text({ type: '*/*' }));
  app.get('/systemen', (_request, response) => void response.json(Object.fromEntries(moods)));
  app.put('/systemen/:naam', (request, response) => {
    const mood = MOODS.find(each => each === String(request.body).trim());
    const { naam } = request.params;
    if (mood === undefined || !moods.has(naam))
      return void response
        .status(400)
        .json({ namen: [...moods.keys()], standen: MOODS satisfies readonly Mood[] });
    moods.set(naam, mood);
    response.json({ [naam]: mood });
  });
  app.put('/database', async (request, response) => {
    const asked = String(request.body).trim();
    if (asked === 'uit') await postgres.stop();
    else if (asked === 'aan') await postgres.start();
    else return void response.status(400).json({ standen: ['aan', 'uit'] });
    response.json({ database: asked });
  });
  app.get('/bewoners/:partner', async (request, response) => {
    response.json(await koppelsleutelsOf(estate.database, request.params.partner));
  });
  app.get('/token/:partner', async (request, response) => {
    response.type('text/plain').send(`${await tokenFor(request.params.partner, installation)}\n`);
  });
  return app;
}

/** As the partner's own system gets one: with its key, and its certificate shown to the proxy. Rejects when it gets none. */
export async function tokenFor(partner: string, { address, estate }: PracticeInstallation): Promise<string> {
  const known = estate.partners[partner];
  if (known === undefined) throw new RangeError('no such partner');
  const { privateKeyPem: key, certificatePem: cert } = known;
  const agent = new Agent({ connect: { key, cert, ca: estate.ca } });
  const response = await fetchThrough(`${address}/oauth/token`, {
    dispatcher: agent,
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await clientAssertion(partner, known, `${address}/oauth`, randomUUID(), new Date()),
      scope: 'verstrekken',
    }),
  });
  const { access_token: token } = (await response.json()) as { readonly access_token?: string };
  if (token === undefined) throw new Error(`no token: ${response.status}`);
  return token;
}
