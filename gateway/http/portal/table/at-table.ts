import type { Request, RequestHandler, Response } from 'express';
import type { Fault, FormKey, Typed } from '../../../../portal/table/form-parts.tsx';
import { messagePage, notYoursPage } from '../../../../portal/table/message.tsx';
import { tableTexts } from '../../../../portal/table/texts.ts';
import { claimForm, finishForm, releaseForm, type SentForm } from '../../../casework/once.ts';
import { ownCase, type OwnCase, type Professional } from '../../../casework/own-cases.ts';
import { changeRegister, type Acting } from '../../../consent/change-register.ts';
import type { Trace } from '../../../disclosure/request.ts';
import { findPartner, type Partner } from '../../../identity/partner-registry.ts';
import { may, type Permission } from '../../../identity/people/person-ability.ts';
import { actorOf } from '../../../identity/people/person.ts';
import { remember } from '../../../identity/people/person-session.ts';
import { traceIn } from '../../caller.ts';
import { draftFrom, formTokenOf, ownSession, personIn } from '../browser.ts';
import { PageProblem } from '../page-problem.ts';
import { viewerOf, type PortalContext } from '../portal-context.ts';

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
/** Casusregie, and with it the table's own file, lies with the wijkteam (handreiking 2). */
const KEEPER = 'gem_wijkteam';

/** A professional with a page before them. */
export interface Desk {
  readonly request: Request;
  readonly response: Response;
  readonly context: PortalContext;
  readonly person: Professional;
  readonly partner: Partner;
  readonly acting: Acting & { readonly trace: Trace };
  readonly keeps: boolean;
}

/** The same, at a table of theirs. */
export interface Seat extends Desk {
  readonly found: OwnCase;
  /** The address of the case. */
  readonly address: string;
}

/** Lets a professional in of a partner that takes part. */
export const atDesk =
  (context: PortalContext, handle: (desk: Desk) => Promise<void>): RequestHandler =>
  async (request, response) => {
    // The guard before it let in professionals alone.
    const person = personIn(response) as Professional;
    const partner = await findPartner(context.register.database, person.partner);
    if (partner === undefined) throw new PageProblem('niet-voor-u');
    const acting = { actor: actorOf(person), trace: traceIn(response) };
    const keeps = partner.role === KEEPER;
    const sent = sentFormIn(request, acting.actor);
    if (sent === undefined)
      return await handle({ request, response, context, person, partner, acting, keeps });
    const claim = await claimForm(sent, context.register);
    if (claim.kind === 'again') return response.redirect(303, claim.ledTo ?? '/casussen');
    try {
      await handle({ request, response, context, person, partner, acting, keeps });
    } finally {
      await releaseForm(sent, context.register);
    }
  };

/** Which form this is, when it is one. */
function sentFormIn({ body, path }: Request, actor: string): SentForm | undefined {
  const { formulier, wat } = (body ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof formulier !== 'string' || !UUID.test(formulier)) return undefined;
  return { form: `${path} ${typeof wat === 'string' ? wat : ''} ${formulier}`, actor };
}

/** Lets in who sits at this case, and whom this deed is given; who does not hears nothing of it, and that they came is recorded. */
export const atTable = (
  context: PortalContext,
  permission: Permission,
  handle: (seat: Seat) => Promise<void>,
): RequestHandler =>
  atDesk(context, async desk => {
    const id = String(desk.request.params['id']);
    if (!UUID.test(id)) throw new PageProblem('niet-gevonden');
    const { register } = context;
    const found = await ownCase(register.database, desk.person, register.clock(), id);
    const isOwn = found?.members.some(({ partner }) => may(desk.person, permission, { partner }));
    if (found === undefined || isOwn !== true) return await turnAway(desk, id);
    await handle({ ...desk, found, address: `/casussen/${id}` });
  });

/** The same, for what only the wijkteam does, and only while the case is open. */
export const atOwnTable = (context: PortalContext, handle: (seat: Seat) => Promise<void>): RequestHandler =>
  atTable(context, ['bijwerken', 'casus'], async seat => {
    const { response, found, address, keeps } = seat;
    if (found.closedAt !== undefined) return response.redirect(303, address);
    if (!keeps) return sendMessage(seat, 403, { ...tableTexts.forKeeper, back: address });
    await handle(seat);
  });

async function turnAway({ request, response, context, acting }: Desk, id: string): Promise<void> {
  const { register } = context;
  const [row] = await register.database.query<{ resident: string }>(
    'SELECT resident FROM social_case WHERE id = $1',
    [id],
  );
  await changeRegister(
    acting,
    register,
    async ({ record }) => await record(row?.resident, { what: 'case-turned-away', case: id }),
  );
  response.status(403).send(notYoursPage(viewerOf(request, response, context)));
}

export const sendMessage = (
  { request, response, context }: Desk,
  status: number,
  message: { readonly title: string; readonly what: string; readonly next?: string; readonly back?: string },
): void =>
  void response
    .status(status)
    .send(messagePage({ viewer: viewerOf(request, response, context), ...message }));

/** What a form on this page carries. */
export const formKey = ({ response, context }: Desk): FormKey => ({
  formToken: formTokenOf(ownSession(response)),
  formId: context.register.newId(),
});

/** What was sent, without what our own page put in the form. */
export const sentIn = ({ request }: Desk): Typed => {
  const sent = draftFrom(request.body);
  return Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, value.trim()]));
};

type Drafts = Readonly<Record<string, Typed>>;

/** What this browser keeps, as this request left it. */
export const keptIn = ({ response }: Pick<Desk, 'response'>): Drafts =>
  (response.locals['drafts'] as Drafts | undefined) ?? ownSession(response).memory.drafts ?? {};

/** What was typed on this page before, and not done yet. */
export const draftIn = (desk: Desk): Typed => keptIn(desk)[desk.request.path] ?? {};

/** Keeps something under a name for this browser alone, sealed; or forgets it. */
export async function keep(
  { response, context }: Desk,
  name: string,
  what: Typed | undefined,
): Promise<void> {
  const { [name]: before, ...others } = keptIn({ response });
  if (before === undefined && what === undefined) return;
  const drafts = what === undefined ? others : { ...others, [name]: what };
  response.locals['drafts'] = drafts;
  const session = ownSession(response);
  await remember(session, { ...session.memory, drafts }, context.people);
}

/** Keeps what was typed on this page, or forgets it. */
export const keepDraft = async (desk: Desk, draft?: Typed): Promise<void> =>
  await keep(desk, desk.request.path, draft);

/** Does what a form asks, forgets what was typed, and leads on. The same form sent again only leads there. */
export async function doOnce(desk: Desk, work: () => Promise<string>): Promise<void> {
  const { request, response, context, acting } = desk;
  const sent = sentFormIn(request, acting.actor);
  if (sent === undefined) throw new PageProblem('formulier-verlopen');
  const address = await work();
  await finishForm(sent, address, context.register);
  await keepDraft(desk);
  response.redirect(303, address);
}

/** The faults there are. */
export const faultsOf = (
  checks: readonly (readonly [field: string, isWrong: boolean, text: string])[],
): Fault[] => checks.flatMap(([field, isWrong, text]) => (isWrong ? [{ field, text }] : []));
