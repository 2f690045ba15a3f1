import type { FieldReaders } from '../parts.ts';
import { isLeftOut, objectsAt, textAt, type JsonObject } from '../read-json.ts';
import type { CareFile } from './care-file.ts';
import { contactPoints } from './contact-points.ts';
import { PERIOD, REFERENCE, TELECOM, type Elements } from './elements.ts';
import { aboutPatient, type Resource } from './fhir.ts';

const ELEMENTS: Elements = {
  id: true,
  status: true,
  period: PERIOD,
  telecom: TELECOM,
  participant: { member: REFERENCE },
};

/** The patient's teams that exist now, and of the professionals in them how they can be reached. */
export interface CareTeams {
  readonly teams: readonly JsonObject[];
  readonly members: readonly JsonObject[];
}

export async function fetchCareTeams({ search, patient, dialect }: CareFile): Promise<CareTeams> {
  const { memberType } = dialect;
  const resources = await search({
    type: 'CareTeam',
    parameters: {
      patient: `Patient/${patient.id}`,
      _include: 'CareTeam:participant',
      _elements: 'subject,status,period,telecom,participant',
    },
    read: { CareTeam: ELEMENTS, [memberType]: { id: true, telecom: TELECOM } },
  });
  const teams = aboutPatient(resources, 'CareTeam', patient.id).filter(isThereNow);
  return { teams, members: membersOf(teams, resources, memberType) };
}

/** Many systems write no status; what has ended, or was written by mistake, does not count. */
const isThereNow = (team: JsonObject): boolean =>
  (isLeftOut(team, 'status') || textAt(team, 'status') === 'active') && isLeftOut(team, 'period', 'end');

/** Only who is named as a member of one of these teams; whoever else came along is a stranger. */
function membersOf(
  teams: readonly JsonObject[],
  resources: readonly Resource[],
  memberType: string,
): readonly JsonObject[] {
  const named = new Set(
    teams
      .flatMap(team => objectsAt(team, 'participant'))
      .flatMap(participant => textAt(participant, 'member', 'reference') ?? []),
  );
  return resources.flatMap(({ type, id, elements }) =>
    type === memberType && id !== undefined && elements !== undefined && named.has(`${type}/${id}`)
      ? [elements]
      : [],
  );
}

/** The number to call: of the team, or else of who is in it. No name, which tells the kind of care, and nobody's private number. */
export const CARE_TEAM_FIELDS: FieldReaders<CareTeams> = new Map([['zorg.contact_24_7', readNumbers]]);

function readNumbers({ teams, members }: CareTeams): string | undefined {
  const ofTeams = teams.flatMap(team => contactPoints(team, 'phone'));
  const numbers =
    ofTeams.length > 0 ? ofTeams : members.flatMap(member => contactPoints(member, 'phone', 'work'));
  return numbers.length > 0 ? [...new Set(numbers)].sort().join(', ') : undefined;
}
