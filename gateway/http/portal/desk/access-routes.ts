import type { Request, Response } from 'express';
import { daysBetween } from '../../../../policies/calendar-day.ts';
import { accessLetter, accessRefusalLetter, listedDelivery } from '../../../../portal/desk/access-letter.ts';
import { ACCESS, accessListPage, type ShownRequest } from '../../../../portal/desk/access-list-page.tsx';
import { accessPage, type AccessPageView, type ShownAnswer } from '../../../../portal/desk/access-page.tsx';
import { asPlainText, inWords } from '../../../../portal/desk/letter.ts';
import { makeAccessFile, openAccessFile, type AccessFile } from '../../../officer/access-file.ts';
import {
  confirmIdentity,
  extendAccess,
  findAccessRequest,
  listAccessRequests,
  markSent,
  receiveAccessRequest,
  type AccessRequest,
  type Asker,
  type Identity,
} from '../../../officer/access-requests.ts';
import { faultSentence } from '../../../ledger/fault-in-dutch.ts';
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

const dayIn = (moment: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' }).format(moment);

const ASKERS: Readonly<Record<Asker, string>> = {
  bewoner: 'de bewoner',
  vertegenwoordiger: 'een vertegenwoordiger',
  ander: 'iemand anders',
};

/** `GET /werk/inzage` */
const showList: PageHandler = context => async (request, response) => {
  const today = dayIn(context.register.clock());
  await sendList(request, response, context, { ontvangen: today }, []);
};

const sendList: SendForm = async (request, response, context, typed, faults) => {
  const officer = officerOf(context);
  const requests = await listAccessRequests(officer.database);
  response.status(faults.length === 0 ? 200 : 422).send(
    accessListPage({
      viewer: viewerOf(request, response, context),
      requests: requests.map(each => shownRequest(each, dayIn(officer.clock()))),
      partners: await partnerOptions(officer),
      typed,
      faults,
    }),
  );
};

function shownRequest(each: AccessRequest, today: string): ShownRequest {
  const left = daysBetween(today, each.answerBy);
  const [state, tone] =
    each.sentAt !== undefined
      ? (['Verstuurd', 'goed'] as const)
      : each.refused !== undefined
        ? (['Niet de bewoner', 'rustig'] as const)
        : left < 0
          ? (['Te laat', 'ernstig'] as const)
          : left <= 7
            ? ([`Nog ${String(left)} dagen`, 'let-op'] as const)
            : ([each.identity === 'nog-niet' ? 'Wie is het?' : 'Open', 'rustig'] as const);
  return {
    id: each.id,
    receivedOn: inWords(each.receivedOn),
    answerBy: inWords(each.answerBy),
    asker: ASKERS[each.asker],
    state,
    tone,
  };
}

const DAY = /^\d{4}-\d\d-\d\d$/;
const isAsker = (word: string | undefined): word is Asker => word !== undefined && word in ASKERS;
const IDENTITIES: readonly Identity[] = ['digid', 'gezien', 'nog-niet'];

/** `POST /werk/inzage` */
const receive: PageHandler = context => async (request, response) => {
  const typed = typedIn(request);
  const officer = officerOf(context);
  const { vrager, partner = '', koppelsleutel = '', ontvangen = '' } = typed;
  const identity = IDENTITIES.find(each => each === typed['identiteit']);
  const faults = faultsIn(typed, dayIn(officer.clock()));
  if (faults.length > 0 || !isAsker(vrager) || identity === undefined)
    return await sendList(request, response, context, typed, faults);
  const received = await receiveAccessRequest(
    { asker: vrager, identity, partner, koppelsleutel, receivedOn: ontvangen },
    actingIn(response),
    officer,
  );
  if (received.kind === 'unknown-resident')
    return await sendList(request, response, context, typed, [
      { field: 'koppelsleutel', text: 'Deze partner kent niemand met deze koppelsleutel. Vraag het na.' },
    ]);
  response.redirect(303, `${ACCESS}/${received.id}`);
};

function faultsIn(
  { vrager, identiteit, partner, koppelsleutel, ontvangen = '' }: Typed,
  today: string,
): FormFault[] {
  const isSomebodyElse = vrager === 'ander';
  return [
    ...(isAsker(vrager) ? [] : [{ field: 'vrager', text: 'Kies wie het vraagt.' }]),
    ...(IDENTITIES.some(each => each === identiteit)
      ? []
      : [{ field: 'identiteit', text: 'Kies hoe we weten wie het is.' }]),
    ...(partner || isSomebodyElse ? [] : [{ field: 'partner', text: 'Kies welke partner de bewoner kent.' }]),
    ...(koppelsleutel || isSomebodyElse
      ? []
      : [{ field: 'koppelsleutel', text: 'Vul de koppelsleutel in.' }]),
    ...(DAY.test(ontvangen) && ontvangen <= today
      ? []
      : [{ field: 'ontvangen', text: 'Vul de dag in waarop het binnenkwam; niet later dan vandaag.' }]),
  ];
}

async function requestIn(request: Request, context: PortalContext): Promise<AccessRequest> {
  const id = idIn(request);
  const found = id === undefined ? undefined : await findAccessRequest(context.register.database, id);
  if (found === undefined) throw new PageProblem('niet-gevonden');
  return found;
}

/** `GET /werk/inzage/:id` */
const showRequest: PageHandler = context => async (request, response) => {
  await sendRequest(request, response, context, {}, []);
};

const sendRequest: SendForm = async (request, response, context, typed, faults) => {
  const found = await requestIn(request, context);
  const officer = officerOf(context);
  const isOpen = found.refused === undefined && found.sentAt === undefined;
  const made =
    found.refused === undefined && found.identity !== 'nog-niet'
      ? await openAccessFile(found.id, actingIn(response), officer)
      : undefined;
  const viewer = viewerOf(request, response, context);
  const alarm = alarmOf(made);
  const view: AccessPageView = {
    viewer,
    id: found.id,
    receivedOn: inWords(found.receivedOn),
    answerBy: inWords(found.answerBy),
    daysLeft: daysBetween(dayIn(officer.clock()), found.answerBy),
    asker: ASKERS[found.asker],
    isOpen,
    isSent: found.sentAt !== undefined,
    needsIdentity: isOpen && found.identity === 'nog-niet',
    isExtended: found.extendedBecause !== undefined,
    refusal: found.refused === undefined ? undefined : accessRefusalLetter(viewer.telephone),
    answer: made?.kind === 'made' ? shownAnswer(made.file, found, viewer.telephone) : undefined,
    alarm,
    faults,
    typed,
  };
  response.status(faults.length === 0 ? 200 : 422).send(accessPage(view));
};

function alarmOf(made: Awaited<ReturnType<typeof openAccessFile>> | undefined): string | undefined {
  if (made?.kind === 'tampered') return faultSentence(made.fault);
  if (made?.kind === 'differs')
    return 'Op dezelfde plaats in het logboek komt er nu iets anders uit dan toen dit antwoord werd gemaakt.';
  return undefined;
}

const letterFor = (file: AccessFile, found: AccessRequest, telephone: string) =>
  accessLetter({
    answer: file.answer,
    receivedOn: found.receivedOn,
    telephone,
    isForSomebody: found.asker === 'vertegenwoordiger',
  });

const shownAnswer = (file: AccessFile, found: AccessRequest, telephone: string): ShownAnswer => ({
  letter: letterFor(file, found, telephone),
  deliveries: file.answer.deliveries.map(listedDelivery),
  recipients: file.answer.recipients.length,
  refusals: file.answer.refusals,
  looks: file.answer.looks.length,
  hidden: file.hidden,
  sha256: file.sha256,
  size: file.snapshot.size,
  root: file.snapshot.root,
});

/** `POST /werk/inzage/:id` */
const act: PageHandler = context => async (request, response) => {
  const found = await requestIn(request, context);
  const typed = typedIn(request);
  const fault = await done(found, typed, response, context);
  if (fault !== undefined) return await sendRequest(request, response, context, typed, [fault]);
  response.redirect(303, `${ACCESS}/${found.id}`);
};

async function done(
  { id }: AccessRequest,
  { actie, identiteit, reden = '' }: Typed,
  response: Response,
  context: PortalContext,
): Promise<FormFault | undefined> {
  const [officer, acting] = [officerOf(context), actingIn(response)];
  switch (actie) {
    case 'identiteit':
      if (identiteit === 'digid' || identiteit === 'gezien') await confirmIdentity(id, identiteit, officer);
      return undefined;
    case 'maak':
      return whyNotMade((await makeAccessFile(id, acting, officer)).kind);
    case 'verleng':
      return whyNotExtended(await extendAccess(id, reden, acting, officer));
    case 'verstuurd':
      return (await markSent(id, acting, officer))
        ? undefined
        : { text: 'Er is nog geen antwoord, of het is al verstuurd.' };
    case undefined:
    default:
      throw new PageProblem('niet-gevonden');
  }
}

const whyNotMade = (kind: Awaited<ReturnType<typeof makeAccessFile>>['kind']): FormFault | undefined => {
  if (kind === 'too-much')
    return {
      text: 'Er staan meer dan tienduizend regels over deze bewoner. Maak dit antwoord met de opdrachtregel.',
    };
  return kind === 'tampered' ? { text: 'Het logboek klopt niet. Er is geen antwoord gemaakt.' } : undefined;
};

const whyNotExtended = (outcome: Awaited<ReturnType<typeof extendAccess>>): FormFault | undefined => {
  if (outcome === 'no-reasons')
    return { field: 'reden', text: 'Leg uit waarom het langer duurt: de bewoner leest dit.' };
  return outcome === 'too-late'
    ? { field: 'reden', text: 'Verlengen kan één keer, binnen de eerste maand.' }
    : undefined;
};

async function madeFor(
  request: Request,
  response: Response,
  context: PortalContext,
): Promise<[AccessRequest, AccessFile]> {
  const found = await requestIn(request, context);
  const made = await openAccessFile(found.id, actingIn(response), officerOf(context));
  if (made.kind !== 'made') throw new PageProblem('niet-gevonden');
  return [found, made.file];
}

/** `GET /werk/inzage/:id/brief` */
const downloadLetter: PageHandler = context => async (request, response) => {
  const [found, file] = await madeFor(request, response, context);
  const { telephone } = viewerOf(request, response, context);
  response.setHeader('Content-Disposition', 'attachment; filename="brief.txt"');
  response.type('text/plain; charset=utf-8').send(asPlainText(letterFor(file, found, telephone)));
};

/** `GET /werk/inzage/:id/gegevens` */
const downloadJson: PageHandler = context => async (request, response) => {
  const [, file] = await madeFor(request, response, context);
  response.setHeader('Content-Disposition', 'attachment; filename="inzage.json"');
  response.type('application/json').send(`${JSON.stringify(file.json, undefined, 2)}\n`);
};

/** P4: the requests of residents to see what is known about them. */
export const accessRoutes = (context: PortalContext): readonly PageRoute[] => {
  const guard = ['behandelen', 'inzageverzoek'] as const;
  return [
    { path: ACCESS, method: 'get', guard, handler: showList(context) },
    { path: ACCESS, method: 'post', guard, handler: receive(context) },
    { path: `${ACCESS}/:id`, method: 'get', guard, handler: showRequest(context) },
    { path: `${ACCESS}/:id`, method: 'post', guard, handler: act(context) },
    { path: `${ACCESS}/:id/brief`, method: 'get', guard, handler: downloadLetter(context) },
    { path: `${ACCESS}/:id/gegevens`, method: 'get', guard, handler: downloadJson(context) },
  ];
};
