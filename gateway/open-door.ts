import type { Server } from 'node:http';
import type { RequestHandler } from 'express';
import type { RegisterContext } from './consent/register-context.ts';
import type { DisclosureContext } from './disclosure/context.ts';
import type { EmergencyRoad } from './disclosure/emergency-road.ts';
import type { GatewayOptions } from './gateway-options.ts';
import { createApp } from './http/app.ts';
import { createDoor, renewDoor, type TlsSettings } from './http/door.ts';
import { answerOnceOpen, listen } from './http/listening.ts';
import { openPortal } from './http/portal/open-portal.ts';
import { answerOauth } from './identity/answer-oauth.ts';
import { createAuthorizationServer } from './identity/authorization-server.ts';
import { fscSettings, tokenRules } from './identity/token-rules.ts';
import { madeFrom } from './keys/made-from.ts';
import { MEASURES_NOTHING } from './metrics/measure.ts';
import type { Checkpoints } from './ledger/open-checkpoints.ts';
import type { Callers } from './open-callers.ts';
import type { LivePartners } from './live-partners.ts';
import { traceOf } from './process-log.ts';
import type { Readiness } from './readiness.ts';

/** What stands behind the door. */
export interface House {
  readonly context: DisclosureContext;
  readonly register: RegisterContext;
  readonly checkpoints: Checkpoints;
  readonly callers: Callers;
  readonly readiness: Readiness;
  readonly partners: LivePartners;
  /** The road beside a ledger that cannot write; none when there is no journal. */
  readonly emergency: EmergencyRoad | undefined;
}

export interface Door {
  readonly url: string;
  readonly issuer: string;
  readonly server: Server;
  /** From the next connection on. */
  readonly renewTls: (tls: Pick<TlsSettings, 'keyPem' | 'certificatePem'>) => void;
}

/** Listens, first of all: the address is part of what tokens are for. */
export async function openDoor(options: GatewayOptions, house: House): Promise<Door> {
  const { context, register, callers, checkpoints, emergency, partners } = house;
  const { certificates, limits } = callers;
  const { keyLines } = checkpoints;
  const { authority } = options.secrets;
  const { tokens } = options.keys;
  const settings = options.identity ?? {};
  const authoritiesPem = [authority.certificatePem, settings.authoritiesPem ?? ''].filter(Boolean);
  const server = createDoor(settings.tls && { ...settings.tls, authoritiesPem });
  const open = answerOnceOpen(server);
  const listening = await listen(server, options.host, options.port, settings.tls ? 'https' : 'http');
  const url = settings.publicUrl ?? listening;
  const issuer = `${url}/oauth`;
  const app = createApp({
    authentication: { rules: tokenRules(issuer, tokens, settings), certificates },
    address: url,
    context,
    register,
    vault: options.vault,
    emergency,
    log: options.log,
    ledgerKeys: keyLines,
    authorizationServer: issuing(options, house, issuer),
    smartKeys: partners.smartKeys,
    portal: openPortal({ ...options, systems: partners.kinds }, url, context, register),
    readiness: house.readiness,
    measure: options.measure ?? MEASURES_NOTHING,
    spans: options.spans,
    nowMs: () => performance.now(),
    limits,
    fsc: fscSettings(settings),
    sandbox: options.sandbox,
  });
  open(app);
  return {
    url: listening,
    issuer,
    server,
    renewTls: tls => renewDoor(server, { ...tls, authoritiesPem }),
  };
}

/** Our own authorization server, made anew when another key signs: what the earlier one issued still counts with both. */
function issuing(
  { keys, secrets, log }: GatewayOptions,
  { context, register, callers }: House,
  issuer: string,
): RequestHandler {
  const made = madeFrom(keys.tokens, signingKeys =>
    createAuthorizationServer({
      issuer,
      database: register.database,
      clock: context.clock,
      signingKeys,
      cookieKey: secrets.cookieKey,
      trust: callers.trust,
      certificates: callers.certificates,
      purposes: [...context.policies.latest().handreiking.purposes.keys()],
      onFailure: error => log.error({ event: 'token-request-failed', ...traceOf(error) }),
    }).callback(),
  );
  return answerOauth(async (request, response) => await made()(request, response));
}
