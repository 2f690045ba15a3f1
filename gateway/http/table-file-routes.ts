import type { RequestHandler } from 'express';
import type { CaseDocument } from '../../adapters/case-files.ts';
import { agreeToDocument, takeBackAgreement, type AgreementChannel } from '../case-file/case-file-store.ts';
import type { PartFault } from '../case-file/check-document.ts';
import { isAtTable, saveDocument, viewTableFile, type TableFileContext } from '../case-file/table-file.ts';
import type { RegisterContext } from '../consent/register-context.ts';
import { callerIn, type Caller } from './caller.ts';
import { requireCaseManager } from './case-routes.ts';
import { faultsFrom, validatorFor, type Schemas } from './openapi-document.ts';
import { Problem } from './problems.ts';
import { proofFrom } from './proof.ts';
import { answerRecorded } from './recorded.ts';
import { actingFor, requireResident } from './register-words.ts';

const isDocument = validatorFor('Tafelstuk');
const isQuestion = validatorFor('Tafeldossiervraag');
const isAgreement = validatorFor('Tafelakkoord');

type Context = TableFileContext & RegisterContext;

/** The table's own file, for who keeps it. Other partners get its fields as they get any field: through a disclosure. */
export const tableFileRoutes = (context: Context): Readonly<Record<string, RequestHandler>> => ({
  '/tafeldossier': writeRoute(context),
  '/tafeldossier/_ophalen': readRoute(context),
  '/tafeldossier/_akkoord': agreeRoute(context),
});

const NOT_AT_TABLE = [
  {
    waar: '/casus',
    wat: 'Deze casus is niet open, niet van deze bewoner, of deze medewerker zit er niet aan tafel.',
  },
];

/** The resident whose table this is; only for who sits at it. */
async function requireAtTable(
  caller: Caller,
  { betrokkene, casus, namens }: Schemas['Tafeldossiervraag'],
  { database, clock }: Context,
): Promise<string> {
  requireCaseManager(caller);
  const resident = await requireResident(database, caller, betrokkene);
  const seat = { resident, partner: caller.partner.id, professional: namens.medewerker, socialCase: casus };
  if (!(await isAtTable(database, seat, clock()))) throw new Problem('besluit-kan-zo-niet', NOT_AT_TABLE);
  return resident;
}

/** `POST /v1/tafeldossier` */
const writeRoute =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isDocument(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isDocument.errors));
    const caller = callerIn(response);
    const resident = await requireAtTable(caller, body, context);
    const { soort: kind, onderdelen: parts, vorige, namens } = body;
    const draft = { kind, parts, ...(vorige === undefined ? {} : { basedOn: vorige }) };
    const saved = await saveDocument(resident, draft, actingFor(caller, namens.medewerker), context);
    if (saved.outcome === 'refused') throw new Problem('besluit-kan-zo-niet', saved.faults.flatMap(inDutch));
    if (saved.outcome === 'overtaken')
      throw new Problem('besluit-kan-zo-niet', [
        { waar: '/vorige', wat: `Er is intussen een versie ${saved.newest} geschreven. Lees die eerst.` },
      ]);
    const answer: Schemas['Tafelstukgeschreven'] = {
      soort: kind,
      versie: saved.version,
      bewijs: proofFrom(saved.receipt, context.policies.latest().version),
    };
    response.status(201).json(answer);
  };

const SAYS: Readonly<Record<Exclude<PartFault['what'], 'tells-too-much'>, string>> = {
  unknown: 'dit onderdeel hoort niet bij deze soort',
  'wrong-shape': 'dit onderdeel heeft een andere vorm: een tekst, een lijst of een vast woord',
  'too-long': 'dit onderdeel is te lang',
};

/** A fault as the API tells it: where, what, and how to write it instead; never what was written. */
function inDutch(fault: PartFault): { readonly waar: string; readonly wat: string }[] {
  const waar = `/onderdelen/${fault.what === 'unknown' ? '' : fault.part}`;
  if (fault.what !== 'tells-too-much') return [{ waar, wat: SAYS[fault.what] }];
  return fault.advice.map(({ leaveOut, rewrite }) => ({ waar, wat: `${leaveOut} ${rewrite}` }));
}

/** `POST /v1/tafeldossier/_ophalen` */
const readRoute =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isQuestion(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isQuestion.errors));
    const caller = callerIn(response);
    const resident = await requireAtTable(caller, body, context);
    const acting = actingFor(caller, body.namens.medewerker);
    const { documents, receipt } = await viewTableFile(resident, acting, context);
    const answer: Schemas['Tafeldossier'] = {
      stukken: documents.map(({ kind, newest, agreed }) => ({
        soort: kind,
        nieuwste: versionOf(newest),
        ...(agreed === undefined ? {} : { akkoord: versionOf(agreed) }),
      })),
      bewijs: proofFrom(receipt, context.policies.latest().version),
    };
    response.json(answer);
  };

const versionOf = ({ version, writtenOn, agreedOn, parts }: CaseDocument): Schemas['Tafelversie'] => ({
  versie: version,
  geschreven: writtenOn ?? '',
  onderdelen: parts as Schemas['Tafelonderdelen'],
  ...(agreedOn === undefined ? {} : { akkoord: agreedOn }),
});

const CHANNELS: Readonly<Record<Schemas['Tafelakkoord']['kanaal'], AgreementChannel>> = {
  'aan-tafel': 'at-the-table',
  papier: 'paper',
  telefoon: 'telephone',
};

const NO_SUCH_VERSION = [
  {
    waar: '/versie',
    wat: 'Deze versie is er niet, of de bewoner zei dit er al over. Lees het dossier opnieuw.',
  },
];

/** `POST /v1/tafeldossier/_akkoord` */
const agreeRoute =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isAgreement(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isAgreement.errors));
    const caller = callerIn(response);
    const resident = await requireAtTable(caller, body, context);
    const { soort, versie, wat, kanaal, namens } = body;
    const say = wat === 'ja' ? agreeToDocument : takeBackAgreement;
    const acting = actingFor(caller, namens.medewerker);
    const receipt = await say(resident, soort, versie, acting, context, CHANNELS[kanaal]);
    if (receipt === undefined) throw new Problem('besluit-kan-zo-niet', NO_SUCH_VERSION);
    answerRecorded(response, context.newId(), receipt, context);
  };
