import type { Request, Response } from 'express';
import type { FieldId } from '../../../policies/vocabulary.ts';
import type { Choices } from '../../../portal/resident/question-view.ts';
import { remember, type Draft } from '../../identity/people/person-session.ts';
import { whatIsSeen, type Looking, type Seen } from '../../resident/reach.ts';
import { findQuestion, type OpenQuestion } from '../../resident/read-question.ts';
import { ownSession, personIn } from './browser.ts';
import { PageProblem } from './page-problem.ts';
import type { PortalContext } from './portal-context.ts';

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** An id from an address; somebody else's, or none at all, is a page that is not there. */
export function idIn(request: Request): string {
  const id = String(request.params['id']);
  if (!UUID.test(id)) throw new PageProblem('niet-gevonden');
  return id;
}

/** Who looks: the guard let in only people who look at one resident. */
export const lookingIn = (response: Response): Looking => personIn(response) as Looking;

/** An open question, and who looks at it with what they chose so far. */
export interface Asked {
  readonly question: OpenQuestion;
  readonly seen: Seen;
  readonly person: Looking;
  readonly draft: Draft;
  /** Where drafts of this question are kept. */
  readonly address: string;
}

/** The question at this address; one that is not theirs, was answered or taken back is over. */
export async function askedIn(
  request: Request,
  response: Response,
  { register }: PortalContext,
): Promise<Asked> {
  const id = idIn(request);
  const person = lookingIn(response);
  const seen = await whatIsSeen(register.database, person);
  const question = await findQuestion(seen.resident, id, register);
  if (question === undefined) throw new PageProblem('vraag-vervallen');
  const address = `/vraag/${id}`;
  return { question, seen, person, address, draft: ownSession(response).memory.drafts?.[address] ?? {} };
}

/** Whether the one who looks may decide on all of it. */
export const reachesAll = ({ seen, question: { consent } }: Asked): boolean =>
  seen.reaching(consent.fields).length === consent.fields.length;

/** What was chosen so far. */
export const choicesIn = (draft: Draft, fields: readonly FieldId[]): Choices =>
  Object.fromEntries(
    fields.map(field => {
      const said = draft[`keuze-${field}`];
      return [field, said === 'ja' || said === 'nee' ? said : undefined];
    }),
  );

/** Keeps for this browser alone what was chosen; nothing is decided by it. */
export const keepDraft = async (
  response: Response,
  { people }: PortalContext,
  address: string,
  draft: Draft | undefined,
): Promise<void> => {
  const session = ownSession(response);
  const { [address]: _before, ...drafts } = session.memory.drafts ?? {};
  await remember(
    session,
    { ...session.memory, drafts: draft === undefined ? drafts : { ...drafts, [address]: draft } },
    people,
  );
};
