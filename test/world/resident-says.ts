import { createHash } from 'node:crypto';
import type { ResidentKey } from '../../adapters/sandbox/resident.ts';
import type { Schemas } from '../../gateway/http/openapi-document.ts';
import type { WireAnswer, World } from './world.ts';

type Decision = Schemas['Toestemmingsbesluit'];

/** The text that the demo shows, as it was published. */
export async function questionText(world: Pick<World, 'database'>): Promise<Decision['tekst']> {
  const [text] = await world.database.query<{ body: string }>(
    `SELECT body FROM published_text WHERE kind = 'vraag' AND version = 'vraag-2026-10' AND language = 'nl'`,
  );
  const sha256 = createHash('sha256')
    .update(text?.body ?? '', 'utf8')
    .digest('hex');
  return { versie: 'vraag-2026-10', taal: 'nl', sha256 };
}

/** What a resident decided, as a professional of a partner records it at the table, signed. */
export interface Says {
  readonly who: ResidentKey;
  /** The partner that records it. */
  readonly at: string;
  readonly purpose: string;
  readonly from: string;
  readonly to: Decision['naar'];
  readonly fields: readonly string[];
  readonly decision?: Decision['besluit'];
  readonly more?: Partial<Decision>;
}

/** Records it over HTTP. */
export async function says(
  world: World,
  { who, at, purpose, from, to, fields, decision, more }: Says,
): Promise<WireAnswer> {
  return await world.sendAs(at, '/v1/toestemmingen', {
    betrokkene: await world.koppelsleutel(at, who),
    besluit: decision ?? 'gegeven',
    doel: purpose,
    van: from,
    naar: to,
    velden: fields,
    tekst: await questionText(world),
    kanaal: 'aan-tafel',
    vastlegging: { soort: 'handtekening' },
    namens: { medewerker: 'wt-031' },
    ...more,
  });
}

/** Passes on that a resident stops. */
export const stops = async (
  world: World,
  who: ResidentKey,
  at: string,
  which: Partial<Schemas['Intrekking']> = {},
): Promise<WireAnswer> =>
  await world.sendAs(at, '/v1/toestemmingen/_intrekken', {
    betrokkene: await world.koppelsleutel(at, who),
    kanaal: 'telefoon',
    namens: { medewerker: 'wt-031' },
    ...which,
  });
