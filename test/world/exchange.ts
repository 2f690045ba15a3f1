import { expect } from '@jest/globals';
import type { ResidentKey } from '../../adapters/sandbox/resident.ts';
import { validatorFor, type Schemas } from '../../gateway/http/openapi-document.ts';
import { leafHash } from '../../gateway/ledger/merkle-tree.ts';
import type { LedgerLine } from './read-ledger.ts';
import type { World } from './world.ts';

const isDisclosure = validatorFor('Verstrekking');
const isNotification = validatorFor('Melding');

/** What somebody asks or brings, in the words of the API, about a persona by name. */
export interface Asking {
  readonly as: string;
  readonly about: ResidentKey | { readonly koppelsleutel: string };
  readonly for: string;
  readonly fields: readonly string[];
  readonly professional?: string;
  readonly casus?: string;
}

/** An answer, with the one ledger line that was written for it. */
export interface Told<Answer> {
  readonly answer: Answer;
  readonly entry: LedgerLine;
}

/** A recipient asks; the answer has the shape of the API document and stands in the ledger. */
export async function ask(
  world: World,
  from: string,
  asking: Asking,
): Promise<Told<Schemas['Verstrekking']>> {
  const { json, entry } = await exchange(world, '/v1/verstrekkingen', asking, { van: from });
  if (!isDisclosure(json)) throw new Error(JSON.stringify(isDisclosure.errors));
  expectRecorded(json.bewijs, Object.keys(json.gegevens), entry);
  return { answer: json, entry };
}

/** A sender brings; the answer has the shape of the API document and stands in the ledger. */
export async function bring(world: World, to: string, asking: Asking): Promise<Told<Schemas['Melding']>> {
  const { json, entry } = await exchange(world, '/v1/meldingen', asking, { naar: to });
  if (!isNotification(json)) throw new Error(JSON.stringify(isNotification.errors));
  expectRecorded(json.bewijs, json.gebracht, entry);
  return { answer: json, entry };
}

async function exchange(
  world: World,
  path: string,
  asking: Asking,
  other: Readonly<Record<string, string>>,
): Promise<{ readonly json: unknown; readonly entry: LedgerLine }> {
  const before = (await world.ledger()).length;
  const betrokkene =
    typeof asking.about === 'string'
      ? await world.koppelsleutel(asking.as, asking.about)
      : asking.about.koppelsleutel;
  const answer = await world.sendAs(asking.as, path, {
    doel: asking.for,
    betrokkene,
    velden: asking.fields,
    namens: { medewerker: asking.professional ?? 'mw-417' },
    ...other,
    ...(asking.casus === undefined ? {} : { casus: asking.casus }),
  });
  expect({ status: answer.status, body: answer.text }).toMatchObject({ status: 200 });
  const [entry, ...more] = (await world.ledger()).slice(before);
  if (entry === undefined) throw new Error('an answer without a ledger entry');
  expect(more).toEqual([]);
  return { json: answer.json, entry };
}

/** The proof points at the entry, and the entry names exactly the fields that left. */
function expectRecorded(
  proof: Schemas['Bewijs'],
  released: readonly string[],
  { index, leaf }: LedgerLine,
): void {
  expect(proof.nummer).toBe(index);
  const named = Object.entries(leaf.fields).flatMap(([field, { decision }]) =>
    decision === 'released' ? [field] : [],
  );
  expect(named.sort()).toEqual([...released].sort());
  expect(leaf.event).toBe(released.length > 0 ? 'released' : 'refused');
  expect(proof.bladhash).toHaveLength(leafHash('').toString('hex').length);
}
