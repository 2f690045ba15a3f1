import type { Misbehaviour } from '../../adapters/sandbox/misbehaviour.ts';
import { canariesFor, canariesIn, catalogueOf, type Canary } from '../gateway/canary-catalogue.ts';
import { startWorld, type WireAnswer, type World } from '../world/world.ts';

/** A world in which every value in every partner's system can be recognised, wherever it turns up. */
export interface PlantedWorld extends World {
  readonly catalogue: ReadonlyMap<string, readonly Canary[]>;
}

export async function startPlantedWorld(misbehaviour?: Misbehaviour): Promise<PlantedWorld> {
  const world = await startWorld({
    adjust: (partner, options) => ({
      ...options,
      ...(misbehaviour === undefined ? {} : { misbehaviour }),
      residents: canariesFor(partner, options.residents),
    }),
  });
  return { ...world, catalogue: catalogueOf(world.sandbox.files) };
}

/** Every planted value in an answer: in its body, and in its headers. */
export const plantedIn = (answer: Pick<WireAnswer, 'text' | 'headers'>): readonly string[] =>
  canariesIn([
    { where: 'body', text: answer.text },
    ...[...answer.headers].map(([name, text]) => ({ where: name, text })),
  ]).map(({ canary }) => canary);

/** What left, in an answer that has fields at all. */
export const fieldsIn = ({ json }: Pick<WireAnswer, 'json'>): readonly string[] => {
  const given = (json as { readonly gegevens?: Readonly<Record<string, unknown>> } | undefined)?.gegevens;
  return Object.keys(given ?? {}).sort();
};

/** What the wijkteam has of Anja and Zayaz may have, for the woonprofiel. */
export const ANJA_SAID_YES = ['identiteit.naam', 'woonprofiel.woonwens'];

/** A question of Zayaz to the wijkteam about somebody's woonprofiel. */
export const asking = async (
  world: World,
  about: 'anja' | 'jan' | 'piet',
  changed: Readonly<Record<string, unknown>> = {},
): Promise<Readonly<Record<string, unknown>>> => ({
  doel: 'D01',
  van: 'wijkteam-zuidoost',
  betrokkene: await world.koppelsleutel('zayaz', about),
  velden: ANJA_SAID_YES,
  namens: { medewerker: 'mw-417' },
  ...changed,
});
