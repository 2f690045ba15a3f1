import type { Request, Response } from 'express';
import type { Handreiking, Rule } from '../../../../policies/handreiking.ts';
import type { Outcome } from '../../../../policies/vocabulary.ts';
import {
  factsOfSituation,
  fieldName,
  listed,
  partyName,
  purposeName,
  sentence,
} from '../../../../policies/in-dutch.ts';
import type { ReplayChange } from '../../../../policies/replay/replay.ts';
import { POLICY, policyListPage, type ShownRule } from '../../../../portal/desk/policy-list-page.tsx';
import { proposalPage, type ShownChange, type ShownShadow } from '../../../../portal/desk/proposal-page.tsx';
import {
  layBeside,
  bringIntoForce,
  replayNewest,
  waitingVersions,
} from '../../../officer/policy-versions.ts';
import { listProposals } from '../../../officer/proposals.ts';
import { endShadow, shadowsOf, startShadow, type ShadowMode } from '../../../officer/shadow-modes.ts';
import { nameOfParty, readParties, type Parties } from '../../../resident/parties.ts';
import { PageProblem } from '../page-problem.ts';
import type { PageHandler, PageRoute } from '../page-route.ts';
import { viewerOf, type PortalContext } from '../portal-context.ts';
import { actingIn, officerOf, partnerOptions, typedIn, type FormFault, type Typed } from './officer-page.ts';

/** `GET /werk/beleid?doel=D01` */
const showList: PageHandler = context => async (request, response) => {
  const officer = officerOf(context);
  const { handreiking, version } = officer.policies.latest();
  const purpose = [...handreiking.purposes.values()].find(({ id }) => id === request.query['doel']);
  const [proposals, waiting] = [
    await listProposals(officer.database),
    await waitingVersions(officer.database, officer.clock()),
  ];
  response.send(
    policyListPage({
      viewer: viewerOf(request, response, context),
      version,
      waiting: waiting.map(each => ({ ...each, inForceAt: new Date(each.inForceAt) })),
      proposals: proposals.map(({ bundle, proposedBy, ...each }) => ({
        ...each,
        by: proposedBy.replace('officer: ', 'privacy officer '),
        signatures: bundle.signatures.length,
      })),
      purposes: [...handreiking.purposes.keys()].map(id => ({
        value: id,
        label: `${id} ${sentence(purposeName(handreiking, id))}`,
      })),
      purpose: purpose?.id,
      purposeText: purpose === undefined ? '' : `${purpose.description} ${purpose.ground}`,
      rules: handreiking.rules
        .filter(rule => rule.purpose === purpose?.id)
        .map(rule => shownRule(handreiking, rule)),
    }),
  );
};

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  J: 'mag',
  JP: 'mag of moet door de wet',
  T: 'alleen met een ja',
  V: 'alleen onder voorwaarden',
};

const shownRule = (handreiking: Handreiking, rule: Rule): ShownRule => ({
  id: rule.id,
  sentence: rule.sentence,
  law: rule.law,
  from: listed(rule.from.map(id => partyName(handreiking, id))),
  to: listed(rule.to.map(id => partyName(handreiking, id))),
  fields: listed(rule.fields.map(id => fieldName(handreiking, id))),
  conditions: factsOfSituation(handreiking, rule.conditions),
  outcome: OUTCOMES[rule.outcome],
});

const VERSION = /^[0-9a-f]{64}$/;
const versionIn = (request: Request): string => {
  const version = String(request.params['versie']);
  if (!VERSION.test(version)) throw new PageProblem('niet-gevonden');
  return version;
};

/** `GET /werk/beleid/:versie` */
const showProposal: PageHandler = context => async (request, response) => {
  await sendProposal(request, response, context, []);
};

async function sendProposal(
  request: Request,
  response: Response,
  context: PortalContext,
  faults: readonly FormFault[],
): Promise<void> {
  const officer = officerOf(context);
  const version = versionIn(request);
  const beside = await layBeside(version, context.trustedKeys, officer);
  if (beside === undefined) throw new PageProblem('niet-gevonden');
  const { after, difference, faults: notYet, signed, ...rest } = beside;
  const replay = await replayNewest(officer.database, after);
  const parties = await readParties(officer.database);
  const shadows = await shadowsOf(officer.database, version, officer.clock());
  response.status(faults.length === 0 ? 200 : 422).send(
    proposalPage({
      ...rest,
      viewer: viewerOf(request, response, context),
      sentences: difference.text.split('\n').filter(line => !line.startsWith('Ruimer: ')),
      wider: difference.wider,
      signed: signed.map(({ by, role, at }) => ({ by, role: role.replace('_', ' '), at: new Date(at) })),
      notYet,
      replay: {
        ...replay,
        changes: replay.differences.map(({ count, change, ...each }) =>
          shownChange(after, { ...each, change: CHANGES[change], times: count }),
        ),
      },
      shadows: shadows.map(shadow => shownShadow(shadow, after, parties)),
      partners: await partnerOptions(officer),
      faults,
    }),
  );
}

const CHANGES: Readonly<Record<ReplayChange, string>> = {
  'would-open': 'wel gegeven',
  'would-close': 'niet gegeven',
  unknown: 'niet te zeggen: een feit is toen niet vastgelegd',
};

interface Road {
  readonly purpose: string;
  readonly from: string;
  readonly to: string;
  readonly field: string;
}

const shownChange = (
  handreiking: Handreiking,
  { purpose, from, to, field, change, times }: Road & { readonly change: string; readonly times: number },
): ShownChange => ({
  purpose: sentence(purposeName(handreiking, purpose)),
  from: partyName(handreiking, from),
  to: partyName(handreiking, to),
  field: fieldName(handreiking, field as never),
  change,
  times,
});

const shownShadow = (shadow: ShadowMode, handreiking: Handreiking, parties: Parties): ShownShadow => ({
  partner: shadow.partner,
  partnerName: nameOfParty(parties, shadow.partner),
  isOn: shadow.isOn,
  until: shadow.endsAt,
  decisions: shadow.decisions,
  different: shadow.different,
  differences: shadow.differences.map(each =>
    shownChange(handreiking, { ...each, change: CHANGES[each.change] }),
  ),
});

/** `POST /werk/beleid/:versie` */
const act: PageHandler = context => async (request, response) => {
  const version = versionIn(request);
  const faults = await done(version, typedIn(request), response, context);
  if (faults.length > 0) return await sendProposal(request, response, context, faults);
  response.redirect(303, `${POLICY}/${version}`);
};

async function done(
  version: string,
  { actie, partner = '', dagen = '' }: Typed,
  response: Response,
  context: PortalContext,
): Promise<readonly FormFault[]> {
  const [officer, acting] = [officerOf(context), actingIn(response)];
  if (actie === 'in-keten')
    return (await bringIntoForce(version, context.trustedKeys, acting, officer)).map(text => ({ text }));
  if (actie === 'schaduw-uit') {
    await endShadow(partner, version, acting, officer);
    return [];
  }
  if (actie !== 'schaduw-aan') throw new PageProblem('niet-gevonden');
  const started = await startShadow({ partner, version, days: Number(dagen) }, acting, officer);
  return SHADOW_FAULTS[started];
}

const SHADOW_FAULTS: Readonly<Record<Awaited<ReturnType<typeof startShadow>>, readonly FormFault[]>> = {
  started: [],
  unknown: [{ field: 'partner', text: 'Deze partner of dit voorstel kennen wij niet.' }],
  'already-on': [{ field: 'partner', text: 'Deze partner loopt al mee.' }],
  'bad-term': [{ field: 'dagen', text: 'Kies een aantal dagen van 1 tot en met 90.' }],
};

/** P6: what counts, what is proposed, and what it would do. */
export const policyRoutes = (context: PortalContext): readonly PageRoute[] => [
  { path: POLICY, method: 'get', guard: ['inzien', 'handreiking'], handler: showList(context) },
  {
    path: `${POLICY}/:versie`,
    method: 'get',
    guard: ['inzien', 'handreiking'],
    handler: showProposal(context),
  },
  { path: `${POLICY}/:versie`, method: 'post', guard: ['vaststellen', 'handreiking'], handler: act(context) },
];
