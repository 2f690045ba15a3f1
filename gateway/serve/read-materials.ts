import { createPrivateKey, createPublicKey, type X509Certificate } from 'node:crypto';
import { access, constants, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseTrustedKeys, type TrustedKey } from '../../policies/bundle/trusted-key.ts';
import { certificatesIn } from '../identity/trust.ts';
import { readTls, type TlsFiles } from '../keys/tls-files.ts';
import { readRings, type KeyRings } from '../keys/ring-files.ts';
import { parseVerifierKey } from '../ledger/note.ts';
import type { PartnerLists } from '../live-partners.ts';
import { readLists } from './read-lists.ts';
import type { SettingFault } from './setting.ts';
import type { ServeSettings } from './settings.ts';

/** Everything that the configuration points at, read. */
export interface Materials extends PartnerLists {
  readonly rings: KeyRings;
  readonly tls: TlsFiles | undefined;
  readonly trustedKeys: readonly TrustedKey[];
}

type Found = { readonly materials: Materials; readonly faults: readonly [] };
type Faulty = { readonly materials: undefined; readonly faults: readonly SettingFault[] };

/** Reads what the configuration points at; or tells everything that is wrong with it. */
export async function readMaterials(settings: ServeSettings): Promise<Found | Faulty> {
  const faults: SettingFault[] = [];
  const say: Say = (path, wrong, todo) => void faults.push({ path, wrong, todo });
  const rings = await ringsIn(settings.sleutels.map, say);
  const tls = await tlsIn(settings.luisteren.tls, say);
  const { lists, faults: inLists } = await readLists(settings);
  faults.push(...inLists);
  const trustedKeys = await trustedKeysIn(settings.handreiking.vertrouwde_sleutels, say);
  sayUnusableKeys(settings, say);
  await sayUnwritable(settings, say);
  return faults.length > 0 || rings === undefined || lists === undefined
    ? { materials: undefined, faults }
    : { materials: { rings, tls, ...lists, trustedKeys }, faults: [] };
}

type Say = (path: string, wrong: string, todo: string) => undefined;

async function ringsIn(folder: string, say: Say): Promise<KeyRings | undefined> {
  const { rings, faults } = await readRings(folder);
  for (const [kind, fault] of faults)
    say(
      'sleutels.map',
      fault === 'missing' ? `${kind}.json is er niet` : `${kind}.json is niet te lezen of hoort hier niet`,
      fault === 'missing'
        ? 'maak de sleutels één keer met wijkpoort sleutels nieuw'
        : 'zet de laatste goede versie terug; maak geen nieuwe',
    );
  return rings;
}

async function tlsIn(files: ServeSettings['luisteren']['tls'], say: Say): Promise<TlsFiles | undefined> {
  if (files === undefined) return undefined;
  const tls = await readTls(files.sleutel, files.certificaat);
  if (typeof tls === 'string')
    say(
      'luisteren.tls',
      tls === 'missing'
        ? 'de sleutel of het certificaat is niet te lezen'
        : 'sleutel en certificaat passen niet bij elkaar',
      'zet beide in PEM neer, leesbaar voor dit proces',
    );
  return typeof tls === 'string' ? undefined : tls;
}

async function trustedKeysIn(file: string | undefined, say: Say): Promise<readonly TrustedKey[]> {
  if (file === undefined) return [];
  const text = await readFile(file, 'utf8').catch(() => undefined);
  const keys = text === undefined ? undefined : await parseTrustedKeys(text);
  if (keys === undefined)
    say(
      'handreiking.vertrouwde_sleutels',
      'dit is geen lijst van sleutels',
      'maak haar met wijkpoort handreiking sleutel',
    );
  return keys ?? [];
}

function sayUnusableKeys({ vertrouwen, sleutels, logboek }: ServeSettings, say: Say): void {
  if (!holds(() => certificatesIn(vertrouwen.uitgevers).length > 0))
    say(
      'vertrouwen.uitgevers',
      'er staat geen leesbaar certificaat in',
      'zet de certificaten van de uitgevers erin (PEM)',
    );
  if (holds(() => certificatesIn(vertrouwen.uitgevers).some(isOfDemo)))
    say(
      'vertrouwen.uitgevers',
      'de proefautoriteit van een demo staat erbij',
      'haal haar weg: haar sleutel is van iedereen',
    );
  if (!holds(() => createPublicKey(sleutels.officier).asymmetricKeyType === 'x25519'))
    say('sleutels.officier', 'dit is geen publieke X25519-sleutel', 'vraag hem aan de privacy officer');
  if (holds(() => createPrivateKey(sleutels.officier).type === 'private'))
    say(
      'sleutels.officier',
      'dit is een private sleutel',
      'die is alleen van de privacy officer: vraag de publieke, en vervang deze',
    );
  for (const [n, { sleutel }] of logboek.getuigen.entries())
    if (parseVerifierKey(sleutel) === undefined)
      say(
        `logboek.getuigen[${n + 1}].sleutel`,
        'dit is geen sleutelregel',
        'neem haar over van de getuige: naam+nummer+sleutel',
      );
}

const DEMO_AUTHORITY = /CN=Wijkpoort proefautoriteit/;
export const isOfDemo = ({ subject, issuer }: X509Certificate): boolean =>
  DEMO_AUTHORITY.test(subject) || DEMO_AUTHORITY.test(issuer);

function holds(what: () => boolean): boolean {
  try {
    return what();
  } catch {
    return false;
  }
}

/** What is written while it runs must be writable from the start. */
async function sayUnwritable({ sleutels, logboek }: ServeSettings, say: Say): Promise<void> {
  const places = [
    ['sleutels.kluis', sleutels.kluis],
    ['logboek.onthouden_in', dirname(logboek.onthouden_in)],
  ] as const;
  for (const [path, folder] of places)
    await mkdir(folder, { recursive: true, mode: 0o700 })
      .then(async () => await access(folder, constants.R_OK | constants.W_OK))
      .catch(() => say(path, 'hier kan dit proces niet schrijven', 'geef het een map van zichzelf'));
}
