import type { Sql } from '../database.ts';
import type { Person } from '../identity/people/person.ts';

export type Professional = Extract<Person, { readonly role: 'professional' }>;

/** How the resident stands towards the table: the words of K11. */
export const INVITATION_STATES = ['uitgenodigd', 'aanwezig', 'zonder', 'wil-niet'] as const;
export type InvitationState = (typeof INVITATION_STATES)[number];

export interface Invitation {
  readonly state: InvitationState;
  readonly at: Date;
}

/** Somebody at the table: a person of a partner, known by the number that partner gave them. */
export interface CaseMember {
  readonly partner: string;
  readonly name: string;
  readonly role: string;
  readonly professional: string;
  readonly since: Date;
}

/** A case as one of its members sees it. */
export interface OwnCase {
  readonly id: string;
  readonly resident: string;
  /** None of a case from before purposes were kept. */
  readonly purpose: string | undefined;
  readonly openedAt: Date;
  readonly closedAt: Date | undefined;
  readonly invitation: Invitation | undefined;
  readonly members: readonly CaseMember[];
}

interface Row {
  readonly id: string;
  readonly resident: string;
  readonly purpose: string | null;
  readonly opened_at: Date;
  readonly closed_at: Date | null;
  readonly invitation: { readonly state: InvitationState; readonly at: string } | null;
  readonly members: readonly (Omit<CaseMember, 'since'> & { readonly since: string })[];
}

// Only of cases one sits at now, or sat at when they closed: who left sees nothing any more.
const OWN = `
SELECT social_case.id, resident, purpose, opened_at, closed_at,
  (SELECT jsonb_build_object('state', state, 'at', noted_at) FROM case_invitation
    WHERE case_invitation.social_case = social_case.id ORDER BY noted_at DESC, id DESC LIMIT 1) AS invitation,
  (SELECT jsonb_agg(jsonb_build_object('partner', partner.id, 'name', partner.name, 'role', partner.role,
            'professional', professional, 'since', member_from) ORDER BY member_from, partner.id, professional)
     FROM case_member JOIN partner ON partner.id = case_member.partner
    WHERE case_member.social_case = social_case.id AND member_from <= $3
      AND (member_until IS NULL OR member_until > least(closed_at, $3))) AS members
  FROM social_case
 WHERE ($4::uuid IS NULL OR social_case.id = $4) AND EXISTS (
   SELECT FROM case_member AS own WHERE own.social_case = social_case.id AND own.partner = $1 AND own.professional = $2
      AND own.member_from <= $3 AND (own.member_until IS NULL OR own.member_until > least(closed_at, $3)))
 ORDER BY closed_at DESC NULLS FIRST, opened_at DESC, social_case.id`;

async function read(
  sql: Sql,
  { partner, professional }: Professional,
  now: Date,
  id: string | null,
): Promise<readonly OwnCase[]> {
  const rows = await sql.query<Row>(OWN, [partner, professional, now, id]);
  return rows.map(({ opened_at, closed_at, invitation, members, purpose, ...row }) => ({
    ...row,
    purpose: purpose ?? undefined,
    openedAt: opened_at,
    closedAt: closed_at ?? undefined,
    invitation: invitation === null ? undefined : { state: invitation.state, at: new Date(invitation.at) },
    members: members.map(({ since, ...member }) => ({ ...member, since: new Date(since) })),
  }));
}

/** The cases this person sits at, the open ones first. */
export const ownCases = async (sql: Sql, person: Professional, now: Date): Promise<readonly OwnCase[]> =>
  await read(sql, person, now, null);

/** This case, when this person sits at it. */
export const ownCase = async (
  sql: Sql,
  person: Professional,
  now: Date,
  id: string,
): Promise<OwnCase | undefined> => (await read(sql, person, now, id)).at(0);

/** The short name by which people speak of a case: nothing of a person is in it. */
export const caseNumber = ({ id }: Pick<OwnCase, 'id'>): string => id.slice(0, 6).toUpperCase();
