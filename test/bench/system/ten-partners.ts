import type { Database } from '../../../gateway/database.ts';
import { fillResidents, type BenchResident } from '../ledger/residents.ts';

/** Ten teams of one municipality, each with a system of its own. */
export const SENDERS = Array.from({ length: 10 }, (_, place) => `wijkteam-${place + 1}`);

/** The one whose system stalls. */
export const UNSTEADY = 'wijkteam-10';

/** Like the team of the demo, but for its name and number; they only answer, so they need no certificate that counts. */
const ENTER = [
  `INSERT INTO partner (id, name, organisation, oin, role, certificate)
     SELECT 'wijkteam-' || n, 'Sociaal wijkteam ' || n, organisation, '000000990000001' || lpad(n::text, 5, '0'), role, certificate
       FROM partner, generate_series(1, ${SENDERS.length}) AS n WHERE id = 'wijkteam-zuidoost'`,
  `INSERT INTO partner_purpose SELECT id, purpose FROM partner, (SELECT purpose FROM partner_purpose WHERE partner = 'wijkteam-zuidoost') AS own
     WHERE id = ANY ($1)`,
];
const RETIRE = 'UPDATE partner_certificate SET retired_at = now() WHERE partner = ANY ($1)';

/** Adds the teams, and residents divided over them. */
export async function fillTeams(database: Database, residents: number): Promise<readonly BenchResident[]> {
  const [partners = '', purposes = ''] = ENTER;
  await database.query(partners);
  await database.query(purposes, [SENDERS]);
  await database.query(RETIRE, [SENDERS]);
  return await fillResidents(database, { residents, senders: SENDERS, professionals: 100 });
}

/** By team: the koppelsleutels that it knows. */
export const knownBy = (residents: readonly BenchResident[]): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    SENDERS.map(id => [id, residents.filter(({ sender }) => sender === id).map(({ source }) => source)]),
  );
