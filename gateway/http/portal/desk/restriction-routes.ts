import { RESTRICTION_GROUNDS, type RestrictionGround } from '../../../../consent/restriction.ts';
import type { FieldId } from '../../../../policies/vocabulary.ts';
import { dayOf, moment, type Option } from '../../../../portal/desk/form-parts.tsx';
import {
  restrictionsPage,
  RESTRICTIONS,
  type ShownRestriction,
} from '../../../../portal/desk/restrictions-page.tsx';
import { readRestrictions, type KnownRestriction } from '../../../consent/read-restrictions.ts';
import { residentBehind } from '../../../consent/resident-facts.ts';
import { announceLift, liftRestriction, restrict, type ToldHow } from '../../../consent/restrictions.ts';
import { PageProblem } from '../page-problem.ts';
import type { PageHandler, PageRoute } from '../page-route.ts';
import { viewerOf, type PortalContext } from '../portal-context.ts';
import {
  actingIn,
  idIn,
  officerOf,
  partnerOptions,
  typedIn,
  type FormFault,
  type SendForm,
  type Typed,
} from './officer-page.ts';

const GROUNDS: Readonly<Record<RestrictionGround, string>> = {
  accuracy: 'De bewoner zegt dat het niet klopt; dat wordt nagekeken',
  unlawful: 'Het had niet gemogen, en de bewoner wil het niet gewist hebben',
  claim: 'De bewoner heeft het nodig voor een rechtszaak',
  objection: 'De bewoner maakte bezwaar; er is nog niet beslist',
};

/** `GET /werk/beperkingen` */
const showRestrictions: PageHandler = context => async (request, response) =>
  await sendRestrictions(request, response, context, {}, []);

const sendRestrictions: SendForm = async (request, response, context, typed, faults) => {
  const officer = officerOf(context);
  const known = await readRestrictions(officer.database);
  const { purposes, fields } = namesIn(context);
  const now = officer.clock();
  response.status(faults.length === 0 ? 200 : 422).send(
    restrictionsPage({
      viewer: viewerOf(request, response, context),
      restrictions: known.map(each => shown(each, now, { purposes, fields })),
      partners: await partnerOptions(officer),
      purposes,
      fields,
      grounds: RESTRICTION_GROUNDS.map(value => ({ value, label: GROUNDS[value] })),
      typed,
      faults,
    }),
  );
};

interface Names {
  readonly purposes: readonly Option[];
  readonly fields: readonly Option[];
}

function namesIn({ register }: PortalContext): Names {
  const { purposes, fields } = register.policies.latest().handreiking;
  return {
    purposes: [...purposes.values()].map(({ id, name }) => ({ value: id, label: `${id} ${name}` })),
    fields: [...fields.values()].map(({ id, name }) => ({ value: id, label: name })),
  };
}

const labelOf = (options: readonly Option[], value: string): string =>
  options.find(each => each.value === value)?.label ?? value;

function shown(each: KnownRestriction, now: Date, { purposes, fields }: Names): ShownRestriction {
  const what = each.fields?.map(field => labelOf(fields, field)).join(', ') ?? 'Alle gegevens';
  const why = each.purpose === undefined ? 'voor elk doel' : `voor ${labelOf(purposes, each.purpose)}`;
  return {
    id: each.id,
    what: `${what}, ${why}`,
    ground: `${GROUNDS[each.ground]}.`,
    asked: `${each.askedBy === 'resident' ? 'De bewoner vroeg het' : 'Een privacy officer legde het vast'} op ${moment(each.startedAt)}.`,
    told: toldIn(each),
    reasons: each.reasons,
    ...stepOf(each, now),
  };
}

function stepOf(
  { liftedAt, liftFrom }: KnownRestriction,
  now: Date,
): Pick<ShownRestriction, 'state' | 'tone' | 'step'> {
  if (liftedAt !== undefined) return { state: `Opgeheven op ${dayOf(liftedAt)}`, tone: 'goed', step: 'none' };
  if (liftFrom === undefined) return { state: 'Staat stil', tone: 'let-op', step: 'announce' };
  return liftFrom <= now
    ? { state: 'Staat stil; mag opgeheven worden', tone: 'let-op', step: 'lift' }
    : { state: `Staat stil; opheffen kan vanaf ${dayOf(liftFrom)}`, tone: 'rustig', step: 'wait' };
}

const STATES: Readonly<Record<string, string>> = {
  queued: 'nog niet aangekomen',
  sent: 'aangekomen, geen antwoord',
  received: 'gelezen, geen antwoord',
  done: 'getekend: gebruikt het niet',
  refused: 'getekend: weigert',
  unconfirmed: 'zwijgt',
};

function toldIn({ told }: KnownRestriction): readonly string[] {
  const states = Object.entries(told);
  if (states.length === 0) return ['Niemand had hiervan iets gekregen.'];
  return states.map(([state, count]) => `Ontvangers: ${String(count)} ${STATES[state] ?? state}.`);
}

/** `POST /werk/beperkingen` */
const startOne: PageHandler = context => async (request, response) => {
  const typed = typedIn(request);
  const { partner = '', koppelsleutel = '' } = typed;
  const ground = RESTRICTION_GROUNDS.find(each => each === typed['grond']);
  const { database } = officerOf(context);
  const resident = UUID.test(koppelsleutel)
    ? await residentBehind(database, partner, koppelsleutel)
    : undefined;
  const faults = faultsIn({ typed, isKnown: resident !== undefined }, context);
  if (resident === undefined || ground === undefined || faults.length > 0)
    return await sendRestrictions(request, response, context, typed, faults);
  const { id } = await restrict(
    { resident, ground, askedBy: 'officer', channel: 'werkplek', ...aboutWhat(typed) },
    actingIn(response),
    context.register,
  );
  response.redirect(303, `${RESTRICTIONS}#${id}`);
};

const aboutWhat = ({ doel = '', veld = '' }: Typed) => ({
  ...(doel === '' ? {} : { purpose: doel }),
  ...(veld === '' ? {} : { fields: [veld as FieldId] }),
});

const isOneOf = (options: readonly Option[], word: string): boolean =>
  word === '' || options.some(({ value }) => value === word);

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

function faultsIn(
  { typed, isKnown }: { readonly typed: Typed; readonly isKnown: boolean },
  context: PortalContext,
): readonly FormFault[] {
  const { purposes, fields } = namesIn(context);
  const { grond, partner = '', doel = '', veld = '' } = typed;
  return [
    ...(partner === '' ? [{ field: 'partner', text: 'Kies welke partner de bewoner kent.' }] : []),
    ...(isKnown
      ? []
      : [
          { field: 'koppelsleutel', text: 'Deze partner kent niemand met deze koppelsleutel. Vraag het na.' },
        ]),
    ...(RESTRICTION_GROUNDS.some(each => each === grond)
      ? []
      : [{ field: 'grond', text: 'Kies waarom het stil moet staan.' }]),
    ...(isOneOf(purposes, doel) && isOneOf(fields, veld)
      ? []
      : [{ text: 'Kies het doel en het gegeven uit de lijst.' }]),
  ];
}

const HOW: readonly ToldHow[] = ['telefoon', 'brief', 'aan-tafel', 'portaal'];
const NOT_NOW = {
  'no-reasons': 'Leg de bewoner uit waarom het weer mag. Een paar woorden is te weinig.',
  'not-announced': 'De bewoner moet het eerst horen.',
  'too-early': 'De bewoner heeft een week om te reageren. Kom later terug.',
} as const;

/** `POST /werk/beperkingen/:id`: told to the resident, and a week later lifted. */
const takeStep: PageHandler = context => async (request, response) => {
  const restriction = idIn(request);
  const typed = typedIn(request);
  const toldHow = HOW.find(each => each === typed['hoe']);
  if (restriction === undefined) throw new PageProblem('niet-gevonden');
  const acting = actingIn(response);
  const isLifting = typed['stap'] === 'opheffen';
  if (!isLifting && toldHow === undefined)
    return await sendRestrictions(request, response, context, {}, [
      { text: 'Kies hoe de bewoner het hoorde.' },
    ]);
  const done =
    isLifting || toldHow === undefined
      ? await liftRestriction(restriction, acting, context.register)
      : await announceLift({ restriction, toldHow, reasons: typed['reden'] ?? '' }, acting, context.register);
  if (done === undefined) throw new PageProblem('niet-gevonden');
  if (typeof done !== 'string') return response.redirect(303, `${RESTRICTIONS}#${restriction}`);
  await sendRestrictions(request, response, context, {}, [{ text: NOT_NOW[done] }]);
};

/** AVG 18, as the officer's own step. */
export const restrictionRoutes = (context: PortalContext): readonly PageRoute[] => [
  { path: RESTRICTIONS, method: 'get', guard: ['beslissen', 'bezwaar'], handler: showRestrictions(context) },
  { path: RESTRICTIONS, method: 'post', guard: ['beslissen', 'bezwaar'], handler: startOne(context) },
  {
    path: `${RESTRICTIONS}/:id`,
    method: 'post',
    guard: ['beslissen', 'bezwaar'],
    handler: takeStep(context),
  },
];
