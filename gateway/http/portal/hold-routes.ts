import type { Request, Response } from 'express';
import { RESTRICTION_GROUNDS } from '../../../consent/restriction.ts';
import { restrictionPage, type ShownHold } from '../../../portal/resident/restriction.tsx';
import { readRestrictions, type KnownRestriction } from '../../consent/read-restrictions.ts';
import { restrict } from '../../consent/restrictions.ts';
import { actorOf } from '../../identity/people/person.ts';
import { traceIn } from '../caller.ts';
import { lookingIn } from './asked-question.ts';
import { formTokenOf, ownSession } from './browser.ts';
import type { PageHandler, PageRoute } from './page-route.ts';
import { viewerOf, type PortalContext } from './portal-context.ts';

const ADDRESS = '/stilzetten';

const purposesIn = ({ register }: PortalContext): readonly string[] => [
  ...register.policies.latest().handreiking.purposes.keys(),
];

interface Typed {
  readonly purpose?: string | undefined;
  readonly why?: string | undefined;
  readonly isWhyMissing?: boolean;
}

async function sendForm(
  request: Request,
  response: Response,
  context: PortalContext,
  { purpose, why, isWhyMissing = false }: Typed,
): Promise<void> {
  const known = await readRestrictions(context.register.database, lookingIn(response).resident);
  response.status(isWhyMissing ? 422 : 200).send(
    restrictionPage({
      viewer: viewerOf(request, response, context),
      formToken: formTokenOf(ownSession(response)),
      purposes: purposesIn(context),
      purpose,
      why,
      isWhyMissing,
      holds: known.map(shownHold),
    }),
  );
}

function shownHold({ purpose, startedAt, liftFrom, liftedAt, reasons }: KnownRestriction): ShownHold {
  const shown = { purpose, officerSaid: reasons };
  if (liftedAt !== undefined) return { ...shown, state: 'again', at: liftedAt };
  return liftFrom === undefined
    ? { ...shown, state: 'running', at: startedAt }
    : { ...shown, state: 'soon', at: liftFrom };
}

/** `GET /stilzetten` */
const showHold: PageHandler = context => async (request, response) =>
  await sendForm(request, response, context, {
    purpose: purposesIn(context).find(each => each === request.query['doel']),
  });

/** `POST /stilzetten`: of no purpose that we know, everything stands still. */
const hold: PageHandler = context => async (request, response) => {
  const { doel, waarom } = request.body as Readonly<Record<string, unknown>>;
  const purpose = purposesIn(context).find(each => each === doel);
  const ground = RESTRICTION_GROUNDS.find(each => each === waarom);
  if (ground === undefined)
    return await sendForm(request, response, context, { purpose, isWhyMissing: true });
  const person = lookingIn(response);
  await restrict(
    {
      resident: person.resident,
      ground,
      askedBy: 'resident',
      channel: 'portaal',
      ...(purpose === undefined ? {} : { purpose }),
    },
    { actor: actorOf(person), trace: traceIn(response) },
    context.register,
  );
  response.redirect(303, ADDRESS);
};

/** What a resident has put on hold (AVG 18). */
export const holdRoutes = (context: PortalContext): readonly PageRoute[] => [
  { path: ADDRESS, method: 'get', guard: ['maken', 'bezwaar'], handler: showHold(context) },
  { path: ADDRESS, method: 'post', guard: ['maken', 'bezwaar'], handler: hold(context) },
];
