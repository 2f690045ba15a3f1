import { textAt, textsAt, type JsonObject } from '../read-json.ts';
import { recordsOf } from './misbehaviour.ts';
import type { RequestHandler } from 'express';
import { isSignedPayload } from './verify-payload-signature.ts';
import { addSoapRoute } from './soap-route.ts';
import { addZgwRoutes, answerPage, guardMunicipality } from './zgw-routes.ts';
import { bodyOf, startSandbox, textOf, type SandboxOptions, type SandboxServer } from './sandbox-server.ts';

/** The municipality's own systems, which it can shape as it likes: asked in the body, minimising when asked. */
const OWN_SYSTEMS = [
  { path: '/uitkeringen/v1/uitkeringen/_zoek', kind: 'uitkeringen' },
  { path: '/urgentie/v1/urgenties/_zoek', kind: 'urgenties' },
  { path: '/wijkteam/v1/woonprofielen/_zoek', kind: 'woonprofielen' },
] as const;

/** Always in the answer, asked for or not: by which the asker can tell whose record it is. */
const ALWAYS = ['koppelsleutel'];

export interface SocialServicesServer extends SandboxServer {
  /** The early arrears signals that were brought to debt help, oldest first. */
  readonly receivedSignals: () => readonly unknown[];
  /** The events that the sociale dienst was sent, oldest first. */
  readonly receivedEvents: () => readonly unknown[];
}

/** The municipality's systems and the inbox of debt help. What it made itself is the only one that minimises when asked. */
export async function startSocialServices(options: SandboxOptions): Promise<SocialServicesServer> {
  const { residents, misbehaviour } = options;
  const signals: unknown[] = [];
  const events: unknown[] = [];
  const server = await startSandbox(options, guardMunicipality(options.apiKey), app => {
    addZgwRoutes(app, options);
    addSoapRoute(app, options);
    for (const { path, kind } of OWN_SYSTEMS) {
      app.post(path, (request, response) => {
        const question = bodyOf(request);
        const resident = residents.residentOf.get(textAt(question, 'koppelsleutel') ?? '');
        const records = recordsOf(residents, resident, kind, misbehaviour, true);
        const velden = textsAt(question, 'velden');
        const results = misbehaviour === 'talkative' ? records : records.map(record => only(record, velden));
        answerPage(response, options, results);
      });
    }
    app.post('/notificaties/v1/events', (request, response) => {
      events.push(bodyOf(request));
      response.status(201).json({});
    });
    app.post('/schuldhulp/v1/vroegsignalen', refuseUnsigned(options.authorityPem), (request, response) => {
      signals.push(bodyOf(request));
      response.status(201).json({ status: 'Nog niet opgepakt' });
    });
  });
  return { ...server, receivedSignals: () => [...signals], receivedEvents: () => [...events] };
}

function refuseUnsigned(authorityPem: string | undefined): RequestHandler {
  return (request, response, next) => {
    if (authorityPem === undefined) {
      next();
      return;
    }
    const signed = {
      body: textOf(request),
      digest: request.get('digest'),
      signature: request.get('nlgov-adr-payload-sig'),
    };
    void isSignedPayload(signed, authorityPem, new Date()).then(isSigned => {
      if (isSigned) next();
      else response.status(400).json({ title: 'De handtekening klopt niet', status: 400 });
    });
  };
}

function only(record: JsonObject, velden: readonly string[]): JsonObject {
  const wanted = new Set([...ALWAYS, ...velden]);
  return Object.fromEntries(Object.entries(record).filter(([name]) => wanted.has(name)));
}
