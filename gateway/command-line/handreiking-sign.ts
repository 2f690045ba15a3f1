import { writeFile } from 'node:fs/promises';
import type { JWK } from 'jose';
import { asJson, type Bundle } from '../../policies/bundle/bundle.ts';
import { differenceBetween, hashOf, type Difference } from '../../policies/bundle/difference.ts';
import { signStatement } from '../../policies/bundle/sign.ts';
import {
  parseStatement,
  proposalOf,
  type Proposal,
  type SignerRole,
} from '../../policies/bundle/statement.ts';
import { versionInForce, type KnownVersion } from '../../policies/bundle/version-in-force.ts';
import type { Handreiking } from '../../policies/handreiking.ts';
import { loadHandreiking } from '../../policies/load.ts';
import type { SourceFile } from '../../policies/read-file.ts';
import { verify } from '../../policies/verify/verify.ts';
import { versionOf } from '../../policies/version.ts';
import { readHandreikingFolder } from '../handreiking-folder.ts';
import { readBundle, readBundles, readText, readTrustedKeys, startOfChain } from './bundle-files.ts';
import { EXIT, print, UsageError, type Command, type Terminal } from './command.ts';
import { inOneLine } from './load-shipped.ts';
import { parseWords } from './words.ts';

export const signCommand: Command = {
  name: 'handreiking onderteken',
  summary: 'Onderteken een versie van de handreiking, met het verschil dat u leest.',
  usage: `Gebruik: wijkpoort handreiking onderteken BUNDEL --sleutel BESTAND [--akkoord]
          eerste keer ook: --handreiking MAP --in-werking TIJD [--auteur NAAM] [--bundels MAP --sleutels BESTAND] [--start MAP]

Toont wat de versie verandert ten opzichte van de versie die zij vervangt, en zet met --akkoord uw handtekening in BUNDEL. De
eerste ondertekenaar maakt de bundel; de tweede is een ander en is niet de auteur. Een versie die ergens ruimer is, heeft een
privacy officer en een partner nodig. TIJD is bijvoorbeeld 2026-12-01T00:00:00.000Z, en ligt na de laatste handtekening.`,
  run: async (words, terminal) => {
    const { values, positionals } = parseWords(words, OPTIONS);
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0 || values.sleutel === undefined)
      throw new UsageError(
        'Geef een bundel en uw sleutel: wijkpoort handreiking onderteken BUNDEL --sleutel BESTAND',
      );
    const signer = await readSigner(values.sleutel);
    const replaced = await replacedVersion(values);
    const folder = values.handreiking;
    const isNew = folder !== undefined;
    const bundle = await (isNew ? newBundle(folder, replaced.files) : readBundle(path));
    const difference = differenceFor(bundle, replaced.files);
    show(terminal, difference);
    if (values.akkoord !== true) {
      print(terminal.stderr, 'Nog niet ondertekend. Bent u het eens? Voeg --akkoord toe.');
      return EXIT.no;
    }
    const proposal = isNew
      ? await newProposal(bundle, replaced, difference, values['in-werking'], values.auteur ?? signer.persoon)
      : existingProposal(bundle);
    const signature = await signAs(signer, proposal);
    await writeFile(path, asJson({ ...bundle, signatures: [...bundle.signatures, signature] }), {
      flag: isNew ? 'wx' : 'w',
    });
    print(terminal.stderr, `Ondertekend: versie ${proposal.versie.slice(0, 12)}, nummer ${proposal.nummer}.`);
    return EXIT.yes;
  },
};

const show = (terminal: Terminal, { text, wider }: Difference): void =>
  print(
    terminal.stdout,
    terminal.forPeople ? text : JSON.stringify({ verschil: text, ruimer: wider.length > 0 }),
  );

const signAs = async ({ persoon, rol, jwk }: Signer, proposal: Proposal): Promise<string> =>
  await signStatement({ ...proposal, rol, ondertekenaar: persoon, tijd: new Date().toISOString() }, jwk);

const OPTIONS = {
  sleutel: { type: 'string' },
  akkoord: { type: 'boolean' },
  handreiking: { type: 'string' },
  'in-werking': { type: 'string' },
  auteur: { type: 'string' },
  bundels: { type: 'string' },
  sleutels: { type: 'string' },
  start: { type: 'string' },
} as const;

interface Signer {
  readonly persoon: string;
  readonly rol: SignerRole;
  readonly jwk: JWK;
}

async function readSigner(path: string): Promise<Signer> {
  try {
    return JSON.parse(await readText(path)) as Signer;
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError('Dit is geen sleutelbestand van deze poort.', { cause });
  }
}

/** The version in force now: what a new one replaces. */
async function replacedVersion(values: {
  readonly bundels?: string | undefined;
  readonly sleutels?: string | undefined;
  readonly start?: string | undefined;
}): Promise<KnownVersion> {
  const start = await startOfChain(values.start);
  if (values.bundels === undefined) return start;
  const bundles = await readBundles(values.bundels);
  const keys = await readTrustedKeys(values.sleutels);
  return (await versionInForce(bundles, keys, new Date().toISOString(), start)).inForce;
}

async function newBundle(folder: string, replaced: readonly SourceFile[]): Promise<Bundle> {
  const files = await readHandreikingFolder(folder);
  const { text } = differenceBetween(soundHandreiking(replaced), soundHandreiking(files));
  return { files, difference: text, signatures: [] };
}

/** What this signer's own tool finds to be the difference. Refuses a bundle that tells another story. */
function differenceFor(bundle: Bundle, replaced: readonly SourceFile[]): Difference {
  const after = soundHandreiking(bundle.files);
  const broken = verify(after).findings;
  if (broken.length > 0)
    throw new UsageError(
      ['Deze versie mag niet gelden:', ...broken.map(({ story }) => `  ${story}`)].join('\n'),
    );
  const difference = differenceBetween(soundHandreiking(replaced), after);
  if (difference.text !== bundle.difference)
    throw new UsageError('Het verschil in de bundel is niet het verschil met de versie die nu geldt.');
  return difference;
}

function soundHandreiking(files: readonly SourceFile[]): Handreiking {
  const loaded = loadHandreiking(files);
  if (loaded.ok) return loaded.handreiking;
  throw new UsageError(['De handreiking klopt niet:', ...loaded.faults.map(inOneLine)].join('\n'));
}

async function newProposal(
  bundle: Bundle,
  replaced: KnownVersion,
  difference: Difference,
  inForceAt: string | undefined,
  author: string,
): Promise<Proposal> {
  if (inForceAt === undefined || new Date(inForceAt).toJSON() !== inForceAt)
    throw new UsageError(
      'Noem met --in-werking wanneer de versie ingaat, bijvoorbeeld 2026-12-01T00:00:00.000Z.',
    );
  return {
    soort: 'wijkpoort-handreiking',
    nummer: replaced.number + 1,
    versie: await versionOf(bundle.files),
    vorige: replaced.version,
    inWerking: inForceAt,
    verschil: await hashOf(bundle.difference),
    ruimer: difference.wider.length > 0,
    auteur: author,
  };
}

/** What the first signer proposed. Whether that signature holds is judged when the version comes into force. */
function existingProposal({ signatures }: Bundle): Proposal {
  const payload = (signatures[0] ?? '').split('.')[1] ?? '';
  const statement = parseStatement(Buffer.from(payload, 'base64url'));
  if (statement === undefined) throw new UsageError('In deze bundel staat geen voorstel.');
  return proposalOf(statement);
}
