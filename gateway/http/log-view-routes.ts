import type { RequestHandler, Response } from 'express';
import type { DisclosureContext } from '../disclosure/context.ts';
import { thumbprintIn } from '../identity/thumbprint.ts';
import { breachSummary, type BreachQuestion } from '../ledger/breach-summary.ts';
import type { Receipt } from '../ledger/append.ts';
import type { LedgerQuestion } from '../ledger/ledger-question.ts';
import { findEntries, type FoundEntry } from '../ledger/queries.ts';
import { recordAside } from '../ledger/record-aside.ts';
import { BEFORE_THE_LOG, endsTooLate } from '../officer/breach-period.ts';
import { callerIn, type Caller } from './caller.ts';
import { faultsFrom, validatorFor, type Schemas } from './openapi-document.ts';
import { Problem, type RequestFault } from './problems.ts';
import { proofFrom } from './proof.ts';
import { requireResident } from './register-words.ts';

const isSearch = validatorFor('Logboekvraag');
const isAccess = validatorFor('Inzagevraag');
const isBreach = validatorFor('Datalekvraag');

/** What the privacy officer asks of the log. Every answer is itself an entry, and holds only what the officer's own organisation answers for. */
export const logViewRoutes = (context: DisclosureContext): Readonly<Record<string, RequestHandler>> => ({
  '/logboek/_zoek': searchRoute(context),
  '/logboek/inzage': accessRoute(context),
  '/logboek/datalek': breachRoute(context),
});

/** The units of the officer's organisation, also those that take part no more. */
async function unitsOf({ partner }: Caller, { database }: DisclosureContext): Promise<readonly string[]> {
  const rows = await database.query<{ id: string }>('SELECT id FROM partner WHERE organisation = $1', [
    partner.organisation,
  ]);
  return rows.map(({ id }) => id);
}

/** Before anything is shown it stands in the log who looked, for what, and about whom. */
const recordView = async (
  reason: 'zoeken' | 'inzage' | 'datalek',
  resident: string | undefined,
  { response, professional }: { readonly response: Response; readonly professional: string },
  context: DisclosureContext,
): Promise<Receipt> => {
  const { partner, trace } = callerIn(response);
  return await recordAside(
    {
      event: 'viewed',
      reason,
      purpose: 'D15',
      sender: 'unstated',
      recipient: partner.id,
      resident,
      actor: `${partner.id}: ${professional}`,
      trace,
    },
    context,
  );
};

/** `POST /v1/logboek/_zoek`: a page of entries, the newest first. */
const searchRoute =
  (context: DisclosureContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isSearch(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isSearch.errors));
    const caller = callerIn(response);
    const { database, subjectTag } = context;
    const resident =
      body.betrokkene === undefined ? undefined : await requireResident(database, caller, body.betrokkene);
    const page = await findEntries(database, {
      ...questionIn(body),
      within: await unitsOf(caller, context),
      ...(resident === undefined ? {} : { subject: subjectTag(resident) }),
    });
    const professional = body.namens.medewerker;
    const receipt = await recordView('zoeken', resident, { response, professional }, context);
    const answer: Schemas['Logboekpagina'] = {
      regels: page.entries.map(lineFrom),
      ...(page.next === undefined
        ? {}
        : { volgende: { tijd: page.next.at.toISOString(), nummer: page.next.index } }),
      bewijs: proofFrom(receipt, context.policies.latest().version),
    };
    response.json(answer);
  };

function questionIn(body: Schemas['Logboekvraag']): LedgerQuestion {
  const { van, tot, na } = body;
  const question = {
    partner: body.partner,
    purpose: body.doel,
    event: body.gebeurtenis,
    field: body.veld,
    released: body.vrijgegeven,
    policyVersion: body.handreiking,
    from: van && new Date(van),
    until: tot && new Date(tot),
    after: na && { at: new Date(na.tijd), index: na.nummer },
    limit: body.hoogstens,
  };
  // What was not said is not asked.
  return Object.fromEntries(Object.entries(question).filter(([, said]) => said !== undefined));
}

const lineFrom = ({ index, leaf }: FoundEntry): Schemas['Logboekregel'] => ({
  nummer: index,
  tijd: leaf.at,
  gebeurtenis: leaf.event,
  doel: leaf.purpose,
  van: leaf.sender,
  naar: leaf.recipient,
  handreiking: leaf.policyVersion,
  velden: Object.entries(leaf.fields).map(([veld, { decision, rule }]) => ({
    veld,
    uitkomst: decision,
    ...(rule === undefined ? {} : { regel: rule }),
  })),
  ...(leaf.reason === undefined ? {} : { reden: leaf.reason }),
  ...(leaf.about === undefined ? {} : { over: leaf.about }),
});

const MOST_OF_ONE_PERSON = 10_000;

/** `POST /v1/logboek/inzage` (art. 15): everything about one resident, and who actually received what. */
const accessRoute =
  (context: DisclosureContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isAccess(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isAccess.errors));
    const caller = callerIn(response);
    const resident = await requireResident(context.database, caller, body.betrokkene);
    const subject = context.subjectTag(resident);
    const entries = await everyEntry({ subject, within: await unitsOf(caller, context) }, context);
    const professional = body.namens.medewerker;
    const receipt = await recordView('inzage', resident, { response, professional }, context);
    const answer: Schemas['Inzage'] = {
      ontvangers: await recipientsIn(entries, context),
      regels: entries.map(lineFrom),
      bewijs: proofFrom(receipt, context.policies.latest().version),
    };
    response.json(answer);
  };

async function everyEntry(
  question: LedgerQuestion,
  { database }: DisclosureContext,
): Promise<readonly FoundEntry[]> {
  const all: FoundEntry[] = [];
  let page = await findEntries(database, { ...question, limit: 200 });
  all.push(...page.entries);
  while (page.next !== undefined && all.length < MOST_OF_ONE_PERSON) {
    page = await findEntries(database, { ...question, limit: 200, after: page.next });
    all.push(...page.entries);
  }
  return all;
}

/** Who received it, by name and not by kind (C-154/21). */
async function recipientsIn(
  entries: readonly FoundEntry[],
  { database }: DisclosureContext,
): Promise<Schemas['Inzage']['ontvangers']> {
  const released = entries.filter(({ leaf }) => leaf.event === 'released');
  const ids = [...new Set(released.map(({ leaf }) => leaf.recipient))];
  const rows = await database.query<{ id: string; name: string; organisation: string }>(
    'SELECT id, name, organisation FROM partner WHERE id = ANY ($1::text[]) ORDER BY name',
    [ids],
  );
  return rows.map(({ id, name, organisation }) => {
    const own = released.filter(({ leaf }) => leaf.recipient === id);
    const fields = own.flatMap(({ leaf }) =>
      Object.entries(leaf.fields).flatMap(([field, { decision }]) =>
        decision === 'released' ? [field] : [],
      ),
    );
    return {
      partner: id,
      naam: name,
      organisatie: organisation,
      keren: own.length,
      velden: [...new Set(fields)].sort(),
    };
  });
}

const NEEDED_WITHOUT_CERTIFICATE = ['partner', 'van', 'tot'] as const;

function faultsInBreach(body: Schemas['Datalekvraag'], until: Date, now: Date): readonly RequestFault[] {
  const missing =
    body.certificaat === undefined ? NEEDED_WITHOUT_CERTIFICATE.filter(key => body[key] === undefined) : [];
  return [
    ...missing.map(key => ({ waar: '/', wat: `'${key}' ontbreekt` })),
    ...(endsTooLate(until, now)
      ? [{ waar: '/tot', wat: 'wat nog komt, is nog niet verstrekt: ten laatste morgen' }]
      : []),
  ];
}

function breachQuestionIn(
  body: Schemas['Datalekvraag'],
  within: readonly string[],
  now: Date,
): BreachQuestion {
  const { partner, certificaat, van, tot } = body;
  const until = tot === undefined ? now : new Date(tot);
  const faults = faultsInBreach(body, until, now);
  if (faults.length > 0) throw new Problem('ongeldig-verzoek', faults);
  return {
    partner,
    certificate: certificaat === undefined ? undefined : thumbprintIn(certificaat),
    within,
    from: van === undefined ? BEFORE_THE_LOG : new Date(van),
    until,
  };
}

/** `POST /v1/logboek/datalek` (art. 33): what one partner or certificate got, in numbers, before anyone is opened. */
const breachRoute =
  (context: DisclosureContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isBreach(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isBreach.errors));
    const within = await unitsOf(callerIn(response), context);
    const question = breachQuestionIn(body, within, context.clock());
    const summary = await breachSummary(context.database, question);
    const professional = body.namens.medewerker;
    const receipt = await recordView('datalek', undefined, { response, professional }, context);
    const answer: Schemas['Datalek'] = {
      verstrekkingen: summary.disclosures,
      bewoners: summary.residents,
      velden: summary.fields.map(({ field, disclosures, residents }) => ({
        veld: field,
        verstrekkingen: disclosures,
        bewoners: residents,
      })),
      doelen: summary.purposes.map(({ purpose, disclosures }) => ({
        doel: purpose,
        verstrekkingen: disclosures,
      })),
      bewijs: proofFrom(receipt, context.policies.latest().version),
    };
    response.json(answer);
  };
