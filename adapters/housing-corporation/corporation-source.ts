import { keepAccessTokens } from '../access-tokens.ts';
import { connectPartner, type PartnerConfig } from '../partner.ts';
import { askParts, definePart, type Part } from '../parts.ts';
import { NOTHING_HELD, type Source } from '../source.ts';
import {
  ARRANGEMENT_FIELDS,
  COLLECTION_FIELDS,
  DEBT_FIELDS,
  fetchArrangement,
  fetchCollections,
  fetchRentDebtors,
} from './arrears.ts';
import { fetchNuisance, NUISANCE_FIELDS } from './nuisance.ts';
import { findPerson, PERSON_FIELDS, type Person } from './person.ts';
import { fetchUrgency, URGENCY_FIELDS } from './priority.ts';
import { closedFor, toldOf } from './steering.ts';
import { fetchTenancy, TENANCY_FIELDS } from './tenancy.ts';
import { speakVera, type ListVera, type VeraAccess } from './vera.ts';

export interface CorporationConfig extends PartnerConfig {
  /** Under which the corporation knows us; `apiKey` is the secret that goes with it. */
  readonly clientId?: string;
  readonly clock?: () => Date;
}

interface File {
  readonly person: Person;
  readonly list: ListVera;
}

const PARTS: readonly Part<File>[] = [
  definePart(({ person }) => Promise.resolve(person.relatie), PERSON_FIELDS),
  definePart(({ list, person }) => fetchTenancy(list, person.id), TENANCY_FIELDS),
  definePart(({ list, person }) => fetchRentDebtors(list, person.id), DEBT_FIELDS),
  definePart(({ list, person }) => fetchArrangement(list, person.id), ARRANGEMENT_FIELDS),
  definePart(({ list, person }) => fetchCollections(list, person.id), COLLECTION_FIELDS),
  definePart(({ list, person }) => fetchNuisance(list, person.id), NUISANCE_FIELDS),
  definePart(({ list, person }) => fetchUrgency(list, person.id), URGENCY_FIELDS),
];

/** A housing corporation that speaks VERA 4.3. The person is asked first; the rest only as far as asked for. */
export function createHousingCorporationSource(config: CorporationConfig): Source {
  const partner = connectPartner(config);
  const clock = config.clock ?? (() => new Date());
  const access: VeraAccess = {
    clientId: config.clientId ?? 'wijkpoort',
    clientSecret: config.apiKey,
    useToken: keepAccessTokens(() => clock().getTime()),
    clock,
  };
  return async ({ koppelsleutel, fields, classes, restsOn, traceparent }, signal) =>
    await partner(signal, async call => {
      const list = speakVera(call, access, traceparent);
      const person = await findPerson(list, koppelsleutel);
      if (person === undefined) return NOTHING_HELD;
      const closed = new Set(closedFor(person, fields, restsOn ?? new Map()));
      const free = fields.filter(field => !closed.has(field));
      const answer =
        free.length === 0 ? NOTHING_HELD : await askParts(PARTS, { person, list }, free, classes);
      const failed = [...closed].map(field => [field, 'contradicted'] as const);
      return { ...answer, failed: new Map([...answer.failed, ...failed]), person: toldOf(person) };
    });
}
