import type { JWK } from 'jose';
import type { Database } from '../../database.ts';
import { findResidentPerson, findStaffPerson, loginTagger } from './find-person.ts';
import type { VerifiedLogin } from './login-claims.ts';
import { createLoginProvider, type LoginProvider, type LoginProviderSettings } from './login-provider.ts';
import type { Person } from './person.ts';
import type { SessionContext } from './person-session.ts';
import type { StandInAccount } from './stand-in-account.ts';

/** Who may log in, and where they prove who they are. */
export interface PeopleSettings {
  /** Our address as browsers know it, without a slash at the end. */
  readonly publicUrl: string;
  readonly residents: LoginProviderSettings;
  readonly staff: readonly LoginProviderSettings[];
}

/** A provider of the demo: its short name, where it lives below our own address, and who can be chosen there. */
export interface StandIn {
  readonly name: 'digid' | 'werk';
  readonly path: string;
  /** What it says of how sure it is, the usual one first. */
  readonly levels: readonly [string, ...string[]];
  readonly accounts: readonly StandInAccount[];
}

/** How people log in here; the settings are made when our own address is known. */
export interface LoginSetup {
  readonly settings: (url: string) => PeopleSettings;
  /** In a demo alone. */
  readonly standIns: readonly StandIn[];
}

/** Logging in, ready for use. */
export interface People extends SessionContext {
  readonly publicUrl: string;
  readonly isSecure: boolean;
  readonly residents: LoginProvider;
  readonly staff: readonly LoginProvider[];
  /** Whom a login means to us; nobody when we do not know them. */
  readonly personBehind: (login: VerifiedLogin) => Promise<Person | undefined>;
}

/** Where every provider sends browsers back to. */
export const CAME_BACK = '/inloggen/terug';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Without TLS a login can be stolen on the way: that is for the loopback alone. */
export function peopleFaults({ publicUrl, residents, staff }: PeopleSettings): readonly string[] {
  return [publicUrl, residents.issuer, ...staff.map(({ issuer }) => issuer)]
    .map(address => new URL(address))
    .filter(({ protocol, hostname }) => protocol !== 'https:' && !LOOPBACK.has(hostname))
    .map(({ origin }) => `Inloggen kan alleen over https: ${origin}`);
}

export interface PeopleContext extends SessionContext {
  readonly database: Database;
  readonly signingKeys: () => readonly [JWK, ...JWK[]];
  readonly subjectKey: string;
}

/** Makes logging in ready. Throws when it would be unsafe. */
export function openPeople(settings: PeopleSettings, context: PeopleContext): People {
  const faults = peopleFaults(settings);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  const { database, clock, randomBytes, signingKeys, subjectKey } = context;
  const redirectUri = settings.publicUrl + CAME_BACK;
  const tagOf = loginTagger(subjectKey);
  const connect = (provider: LoginProviderSettings): LoginProvider =>
    createLoginProvider(provider, redirectUri, signingKeys);
  return {
    database,
    clock,
    randomBytes,
    publicUrl: settings.publicUrl,
    isSecure: settings.publicUrl.startsWith('https:'),
    residents: connect(settings.residents),
    staff: settings.staff.map(connect),
    personBehind: async login =>
      login.provider === settings.residents.name
        ? await findResidentPerson(database, login, tagOf, clock())
        : await findStaffPerson(database, login, tagOf),
  };
}
