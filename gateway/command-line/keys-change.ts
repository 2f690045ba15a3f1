import { createPrivateKey, randomBytes } from 'node:crypto';
import { openDatabase, type Database } from '../database.ts';
import { withKey, withoutKey, type TakeBackFault } from '../keys/change-ring.ts';
import { keyInUse, keysThatCount, RINGS, type KeyRing, type RingKind } from '../keys/key-ring.ts';
import { newRingKey } from '../keys/ring-key.ts';
import { readRing, writeRing } from '../keys/ring-files.ts';
import { appendUpkeep } from '../ledger/erasure.ts';
import { unwillingWitnesses, type UnwillingWitness } from '../ledger/unwilling-witnesses.ts';
import { sealVaultAgain } from '../ledger/seal-vault-again.ts';
import { checkpointsFrom } from '../serve/checkpoints-from.ts';
import { settingsOfProcess } from '../serve/settings-of-process.ts';
import type { ServeSettings } from '../serve/settings.ts';
import { keysOfInstallation, upkeepOfInstallation } from '../serve/upkeep-of-installation.ts';
import { EXIT, print, UsageError, type Command, type ExitCode, type Terminal } from './command.ts';
import { changeBy } from './partner-change.ts';
import { orderBy } from './upkeep.ts';
import { parseWords } from './words.ts';

/** Every gateway reads the rings within ten seconds; what is used after a minute is known to all of them. */
const KNOWN_AFTER_SECONDS = 60;

export const keysChangeCommand: Command = {
  name: 'sleutels wissel',
  summary: 'Neem een nieuwe sleutel in gebruik terwijl de poort draait.',
  usage: `Gebruik: WIJKPOORT_CONFIGURATIE=… wijkpoort sleutels wissel ${RINGS.join('|')} --door NAAM [--over SECONDEN]

Zet een nieuwe sleutel in de ring; elke poort leest hem binnen tien seconden, of na SIGHUP. Hij wordt gebruikt over ${KNOWN_AFTER_SECONDS} seconden
(--over), zodat elke poort hem kent voordat er een hem gebruikt. Wat met de vorige is gemaakt blijft tellen, tot u die intrekt met
sleutels trek-in. Elke wissel is een regel in het logboek. Na een wissel van kluis: doe sleutels herverpak. Na een wissel van checkpoints:
geef uw getuigen de nieuwe sleutelregel (/logboek/sleutel).`,
  run: async (words, { stdout, forPeople }) => {
    const { values, positionals } = parseWords(words, { door: { type: 'string' }, over: { type: 'string' } });
    const kind = kindIn(positionals);
    const { by, now } = changeBy(values.door);
    const from = new Date(now.getTime() + secondsIn(values.over) * 1_000);
    const settings = requireSettings();
    const ring = await ringOf(settings, kind);
    const key = await newRingKey(kind, from, randomBytes);
    const before = keyInUse(ring, now).id;
    await changeRing(settings, withKey(ring, key), `wissel-${kind}-${key.id}`, by);
    print(
      stdout,
      forPeople
        ? `${kind}: sleutel ${key.id} is in gebruik vanaf ${from.toISOString()}. De vorige, ${before}, blijft tellen tot sleutels trek-in.`
        : JSON.stringify({ ring: kind, sleutel: key.id, vanaf: from.toISOString(), vorige: before }),
    );
    return EXIT.yes;
  },
};

const FAULTS: Readonly<Record<TakeBackFault, string>> = {
  unknown: 'Deze sleutel staat niet in die ring.',
  'in-use': 'Deze sleutel is nu in gebruik: wissel eerst, en wacht tot de nieuwe geldt.',
  'gone-already': 'Deze sleutel telde al niet meer.',
};

export const keysTakeBackCommand: Command = {
  name: 'sleutels trek-in',
  summary: 'Laat wat met een oude sleutel is gemaakt niet meer tellen.',
  usage: `Gebruik: WIJKPOORT_CONFIGURATIE=… wijkpoort sleutels trek-in ${RINGS.join('|')} SLEUTEL --door NAAM [--toch]

Voor tokens kan dat na vijf minuten zonder dat iemand het merkt. Voor bewijzen alleen als de sleutel gelekt is: bewoners hebben ze nog. Voor
kluis pas na sleutels herverpak, voor checkpoints pas als elke getuige met de andere sleutel ondertekent; deze opdracht kijkt daarnaar.
  --toch   trekt een sleutel van checkpoints in terwijl een getuige dat nog niet doet: na vijf minuten kan er dan niets meer worden verstrekt.`,
  run: async (words, terminal) => {
    const { stdout, forPeople } = terminal;
    const { values, positionals } = parseWords(words, {
      door: { type: 'string' },
      toch: { type: 'boolean', default: false },
    });
    const kind = kindIn(positionals.slice(0, 1));
    const id = positionals[1] ?? '';
    const { by, now } = changeBy(values.door);
    const settings = requireSettings();
    if (kind === 'kluis') await requireSealedAgain(settings);
    const changed = withoutKey(await ringOf(settings, kind), id, now);
    if (typeof changed === 'string') {
      print(
        stdout,
        forPeople ? FAULTS[changed] : JSON.stringify({ ring: kind, ingetrokken: false, reden: changed }),
      );
      return EXIT.no;
    }
    const unwilling = kind === 'checkpoints' && !values.toch ? await unwillingIn(settings, changed, now) : [];
    if (unwilling.length > 0) return tellUnwilling(unwilling, terminal);
    await changeRing(settings, changed, `trek-in-${kind}-${id}`, by);
    print(
      stdout,
      forPeople ? `${kind}: ${id} telt niet meer.` : JSON.stringify({ ring: kind, ingetrokken: true }),
    );
    return EXIT.yes;
  },
};

export const keysSealAgainCommand: Command = {
  name: 'sleutels herverpak',
  summary: 'Verpak de sleutels van bewoners opnieuw, onder de sleutel van de kluis die nu in gebruik is.',
  usage: `Gebruik: WIJKPOORT_CONFIGURATIE=… wijkpoort sleutels herverpak --door NAAM

Terwijl de poort draait. Wat intussen gewist wordt, blijft gewist. Afgebroken? Doe het nog eens.`,
  run: async (words, { stdout, forPeople }) => {
    const { values } = parseWords(words, { door: { type: 'string' } });
    const { by, now } = changeBy(values.door);
    const settings = requireSettings();
    const used = keyInUse(await ringOf(settings, 'kluis'), now).id;
    const { vault } = await keysOfInstallation(settings);
    const count = await withOwner(settings, async database => {
      await record(database, settings, `herverpak-kluis-${used}`, by);
      return await sealVaultAgain(database, settings.sleutels.kluis, vault(), randomBytes);
    });
    print(
      stdout,
      forPeople ? `${count} sleutels zijn opnieuw verpakt.` : JSON.stringify({ herverpakt: count }),
    );
    return EXIT.yes;
  },
};

function kindIn(positionals: readonly string[]): RingKind {
  const [first, ...more] = positionals;
  const kind = RINGS.find(each => each === first);
  if (kind === undefined || more.length > 0) throw new UsageError(`Noem één ring: ${RINGS.join(', ')}.`);
  return kind;
}

function secondsIn(text: string | undefined): number {
  if (text === undefined) return KNOWN_AFTER_SECONDS;
  if (!/^\d{1,6}$/.test(text)) throw new UsageError('--over is een aantal seconden.');
  return Number(text);
}

function requireSettings(): ServeSettings {
  const settings = settingsOfProcess();
  if (settings === undefined) throw new UsageError('Zet WIJKPOORT_CONFIGURATIE: van welke installatie?');
  return settings;
}

async function ringOf({ sleutels }: ServeSettings, kind: RingKind): Promise<KeyRing> {
  const ring = await readRing(sleutels.map, kind);
  if (typeof ring === 'string') throw new UsageError(`${kind}.json is er niet of is niet te lezen.`);
  return ring;
}

/** First the entry, then the ring: no key is changed of which the log does not know. */
async function changeRing(settings: ServeSettings, ring: KeyRing, reason: string, by: string): Promise<void> {
  await withOwner(settings, async database => await record(database, settings, reason, by));
  await writeRing(settings.sleutels.map, ring);
}

async function record(
  database: Database,
  settings: ServeSettings,
  reason: string,
  by: string,
): Promise<void> {
  const [order, upkeep] = [await orderBy(by, database), await upkeepOfInstallation(database, settings)];
  await database.transaction(async sql => await appendUpkeep(sql, 'keys-changed', reason, order, upkeep));
}

async function withOwner<T>(
  { database }: ServeSettings,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const open = openDatabase(database.eigenaar ?? database.dienst, { connections: 2 });
  try {
    return await work(open);
  } finally {
    await open.close();
  }
}

/** The witnesses that would not sign once only what is left in the ring signs. */
async function unwillingIn(
  settings: ServeSettings,
  left: KeyRing,
  now: Date,
): Promise<readonly UnwillingWitness[]> {
  const [first, ...others] = keysThatCount(left, now).map(({ secret }) => createPrivateKey(secret));
  if (first === undefined) throw new RangeError('a ring is never empty');
  return await withOwner(
    settings,
    async database => await unwillingWitnesses(database, [first, ...others], checkpointsFrom(settings)),
  );
}

function tellUnwilling(unwilling: readonly UnwillingWitness[], { stdout, forPeople }: Terminal): ExitCode {
  const list = unwilling.map(({ name, code }) => `${name} (${code})`).join(', ');
  print(
    stdout,
    forPeople
      ? `Niet ingetrokken: ${list} ondertekent nog niet met de andere sleutel. Geef de regel van /logboek/sleutel die er bij kwam; 403 is dat die daar nog niet bekend is. Met --toch gaat het door.`
      : JSON.stringify({
          ring: 'checkpoints',
          ingetrokken: false,
          reden: 'witness-unwilling',
          getuigen: unwilling.map(({ name, code }) => ({ naam: name, code })),
        }),
  );
  return EXIT.no;
}

/** What is still sealed under an older key could never be opened again. */
async function requireSealedAgain(settings: ServeSettings): Promise<void> {
  const { vault } = await keysOfInstallation(settings);
  const { sealedOtherwise } = await import('../ledger/key-vault.ts');
  const left = await sealedOtherwise(settings.sleutels.kluis, vault()[0]);
  if (left.length > 0)
    throw new UsageError(
      `${left.length} sleutels van bewoners zijn nog met een oude verpakt: doe eerst sleutels herverpak.`,
    );
}
