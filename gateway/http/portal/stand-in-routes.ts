import type { Request, RequestHandler, Response } from 'express';
import { standInPage } from '../../../portal/stand-in.tsx';
import { LOW_LEVEL } from '../../identity/people/stand-in-account.ts';
import { PageProblem } from './page-problem.ts';
import type { PortalContext } from './portal-context.ts';

type StandInHere = PortalContext['standIns'][number];

/** `GET …/kies/:uid`: choose who you want to be. */
export const choosePersonRoute =
  ({ standIn: { name, path, accounts }, provider }: StandInHere): RequestHandler =>
  async (request, response) => {
    const { uid } = await interaction(provider, request, response);
    response.send(standInPage({ kind: name, action: `${path}/kies/${uid}`, accounts }));
  };

/** `POST …/kies/:uid`: from here on the provider does what it does in earnest. */
export const personChosenRoute =
  ({ standIn: { accounts, levels }, provider }: StandInHere): RequestHandler =>
  async (request, response) => {
    await interaction(provider, request, response);
    const { persoon, niveau } = request.body as Readonly<Record<string, unknown>>;
    const account = accounts.find(({ id }) => id === persoon);
    const acr = niveau === 'laag' ? LOW_LEVEL : levels[0];
    const result =
      account === undefined
        ? { error: 'access_denied', error_description: 'gestopt' }
        : { login: { accountId: account.id, remember: false, acr } };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  };

/** The login that is under way in this browser. */
async function interaction(provider: StandInHere['provider'], request: Request, response: Response) {
  try {
    return await provider.interactionDetails(request, response);
  } catch {
    throw new PageProblem('formulier-verlopen');
  }
}
