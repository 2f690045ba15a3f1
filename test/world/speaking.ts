import type { ResidentKey } from '../../adapters/sandbox/resident.ts';
import { validatorFor, type Schemas } from '../../gateway/http/openapi-document.ts';
import type { WireAnswer, World } from './world.ts';

const isWorklist = validatorFor('Werklijst');

/** How partners and the privacy officer tell this world something over HTTP. */
export function speakingIn(worldOf: () => World) {
  const as = async (partner: string, path: string, body: object): Promise<WireAnswer> =>
    await worldOf().sendAs(partner, path, { namens: { medewerker: 'po-002' }, ...body });
  const byOfficer = async (path: string, body: object = {}): Promise<WireAnswer> =>
    await as('privacy-officer', path, body);
  return {
    as,
    byOfficer,
    about: async (partner: string, who: ResidentKey, path: string, body: object): Promise<WireAnswer> =>
      await as(partner, path, { betrokkene: await worldOf().koppelsleutel(partner, who), ...body }),
    worklist: async (): Promise<Schemas['Werklijst']['posten']> => {
      const { json } = await byOfficer('/v1/werklijst');
      if (!isWorklist(json)) throw new Error(JSON.stringify(isWorklist.errors));
      return json.posten;
    },
  };
}
