import type { Request, Response } from 'express';
import type { Viewer } from '../../../portal/frame.tsx';
import type { TableFileContext } from '../../case-file/table-file.ts';
import type { RegisterContext } from '../../consent/register-context.ts';
import type { DisclosureContext } from '../../disclosure/context.ts';
import type { People, StandIn } from '../../identity/people/people.ts';
import type { Person } from '../../identity/people/person.ts';
import type { ProcessLog } from '../../process-log.ts';
import type { Provider } from '../../identity/oidc-provider.ts';
import type { TrustedKey } from '../../../policies/bundle/trusted-key.ts';
import type { SystemKinds } from '../../officer/processing-registers.ts';
import type { Recordings } from './recordings.ts';
import { formTokenOf, languageOf, sessionIn } from './browser.ts';

/** What the pages need from around them. They do nothing that the API does not do by the same functions. */
export interface PortalContext {
  readonly people: People;
  readonly register: RegisterContext;
  readonly disclosure: DisclosureContext;
  /** For the table's own file. */
  readonly tableFile: TableFileContext;
  readonly log: ProcessLog;
  /** Which pages can be listened to. */
  readonly recordings: Recordings;
  /** The keyed hash under which the entries of one person acting are found. */
  readonly actorTag: (actor: string) => Buffer;
  /** The kind of system of each partner that has one. */
  readonly systems: SystemKinds;
  /** Whose signatures under a version of the handreiking count. */
  readonly trustedKeys: readonly TrustedKey[];
  /** Of a demo: who can be chosen, and the provider that believes it. */
  readonly standIns: readonly {
    readonly standIn: StandIn;
    readonly provider: InstanceType<typeof Provider>;
  }[];
}

/** Where somebody is at home after logging in. */
export function homeOf({ role }: Person): string {
  switch (role) {
    case 'resident':
    case 'representative':
    case 'helper':
      return '/overzicht';
    case 'professional':
      return '/casussen';
    case 'officer':
    case 'auditor':
    case 'administrator':
      return '/werk';
  }
}

/** An address of ours, and of nobody else: what a link says may lead anywhere. */
export const ownAddress = (address: unknown): string | undefined =>
  typeof address === 'string' && /^\/(?:[a-z0-9-]+(?:\/[\w-]+)*)?(?:\?[\w=&-]*)?$/.test(address)
    ? address
    : undefined;

const WIJKTEAM_TELEPHONE = '073-5550100';

const clockTime = (at: Date): string =>
  at.toLocaleTimeString('nl-NL', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Amsterdam' });

/** Who looks at the page, as far as the frame around it shows. */
export function viewerOf(
  request: Request,
  response: Response,
  { people, recordings }: PortalContext,
): Viewer {
  const session = sessionIn(response);
  return {
    language: languageOf(request, people),
    path: ownAddress(request.originalUrl) ?? '/',
    telephone: WIJKTEAM_TELEPHONE,
    recordings,
    loggedIn:
      session?.person === undefined
        ? undefined
        : {
            as: session.person.role,
            until: clockTime(session.idleUntil),
            formToken: formTokenOf(session),
          },
  };
}
