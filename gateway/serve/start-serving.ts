import { createPublicKey, randomBytes } from 'node:crypto';
import { versionOf } from '../../policies/version.ts';
import type { GatewayOptions } from '../gateway-options.ts';
import { readHandreikingFolder, readWordList, SHIPPED_HANDREIKING } from '../handreiking-folder.ts';
import type { ExternalIssuer, IdentitySettings } from '../identity/identity-settings.ts';
import type { OwnKeys } from '../keys/own-keys.ts';
import { openKeyVault } from '../ledger/key-vault.ts';
import { startGateway, type Gateway } from '../wiring.ts';
import { checkpointsFrom } from './checkpoints-from.ts';
import { loginsFrom } from './logins-from.ts';
import type { Materials } from './read-materials.ts';
import type { ServeSettings } from './settings.ts';

/** Starts the gateway as it was configured. Rejects when something fails to start; then nothing is left running. */
export async function startServing(
  settings: ServeSettings,
  materials: Materials,
  keys: OwnKeys,
  followed: Pick<GatewayOptions, 'log' | 'measure' | 'spans' | 'beforeOpen'>,
): Promise<Gateway> {
  return await startGateway({ ...(await optionsFrom(settings, materials, keys)), ...followed });
}

async function optionsFrom(
  settings: ServeSettings,
  materials: Materials,
  keys: OwnKeys,
): Promise<Omit<GatewayOptions, 'log'>> {
  const files = await readHandreikingFolder(SHIPPED_HANDREIKING);
  const { luisteren, database, inloggen } = settings;
  return {
    databaseUrl: database.dienst,
    host: luisteren.host,
    port: luisteren.poort,
    wordList: await readWordList(),
    start: { number: 0, version: await versionOf(files), files },
    trustedKeys: materials.trustedKeys,
    secrets: secretsFrom(settings),
    keys,
    vault: openKeyVault(settings.sleutels.kluis, keys.vault, randomBytes),
    systems: materials.systems,
    noticeInboxes: materials.inboxes,
    ...(inloggen === undefined ? {} : { logins: loginsFrom(luisteren.adres, inloggen) }),
    ...(inloggen?.geluid === undefined ? {} : { recordings: inloggen.geluid }),
    checkpoints: checkpointsFrom(settings),
    ...(settings.noodweg === undefined ? {} : { emergencyJournal: settings.noodweg.journaal }),
    identity: identityFrom(settings, materials),
    clockMostMs: settings.toezicht.klok * 1_000,
    limits: {
      partnerPerMinute: settings.limieten.partner,
      professionalPerMinute: settings.limieten.medewerker,
      residentsPerHour: settings.limieten.bewoners,
    },
  };
}

function secretsFrom({ sleutels }: ServeSettings): GatewayOptions['secrets'] {
  return {
    cookieKey: sleutels.cookies,
    subjectKey: sleutels.bewoners,
    officerKey: {
      publicKeyPem: createPublicKey(sleutels.officier).export({ type: 'spki', format: 'pem' }).toString(),
    },
    // Nobody is vouched for by this installation itself: only a demo does that.
    authority: { certificatePem: '' },
  };
}

/** NL GOV OAuth: a token had with client credentials lives six hours at most. */
const LONGEST_SECONDS = 6 * 3_600;

function identityFrom(settings: ServeSettings, { tls }: Materials): IdentitySettings {
  const { luisteren, vertrouwen, uitgever, fsc } = settings;
  return {
    publicUrl: luisteren.adres,
    tls,
    authoritiesPem: vertrouwen.uitgevers,
    revocationLists: vertrouwen.intreklijsten,
    proxies: luisteren.proxies,
    issuer: uitgever === undefined ? undefined : issuerFrom(uitgever),
    fsc:
      fsc === undefined
        ? undefined
        : { groupId: fsc.groep, peerId: fsc.peer, services: fsc.diensten, keysUrl: fsc.sleutels },
  };
}

const issuerFrom = ({
  issuer,
  sleutels,
  doelgroep,
  algoritmen,
}: NonNullable<ServeSettings['uitgever']>): ExternalIssuer => ({
  issuer,
  keysUrl: sleutels,
  audience: doelgroep,
  algorithms: algoritmen.length === 0 ? ['PS256', 'RS256'] : algoritmen,
  longestSeconds: LONGEST_SECONDS,
});
