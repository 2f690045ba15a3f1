import { minePage } from '../../../portal/resident/mine.tsx';
import { consentsOf } from '../../consent/consent-store.ts';
import { readingsOf } from '../../consent/read-aloud.ts';
import { exportConsents } from '../../consent/export-consents.ts';
import { noticesOf } from '../../consent/notice-store.ts';
import { decidedKind } from '../../resident/decided-kind.ts';
import { nameOfParty, readParties } from '../../resident/parties.ts';
import { whatIsSeen } from '../../resident/reach.ts';
import { shownExchange } from '../../resident/read-overview.ts';
import { readWhoGotWhat } from '../../resident/who-got-what.ts';
import { lookingIn } from './asked-question.ts';
import type { PageHandler, PageRoute } from './page-route.ts';
import { viewerOf, type PortalContext } from './portal-context.ts';

/** `GET /download` */
const showMine: PageHandler = context => async (request, response) => {
  const { register } = context;
  const { resident, reaching } = await whatIsSeen(register.database, lookingIn(response));
  const parties = await readParties(register.database);
  const { told } = await readWhoGotWhat(register.database, register.subjectTag(resident), register.clock());
  const consents = await consentsOf(register.database, resident);
  response.send(
    minePage({
      viewer: viewerOf(request, response, context),
      decided: consents.toReversed().flatMap(consent => {
        const kind = decidedKind(consent, register.clock());
        const fields = reaching(consent.fields);
        if (kind === undefined || fields.length === 0) return [];
        return [{ ...shownExchange(consent, parties), fields, kind, at: consent.at }];
      }),
      told: told.length,
      notices: (await noticesOf(register.database, resident)).toReversed().flatMap(notice => {
        const fields = reaching(notice.fields);
        if (fields.length === 0) return [];
        const { request: asked, state, answeredWith: answer } = notice;
        return [{ recipient: nameOfParty(parties, notice.recipient), request: asked, state, fields, answer }];
      }),
    }),
  );
};

/** `GET /download/gegevens.json`: AVG 15 and 20. Names of fields, never what was in them: that is at the sources. */
const downloadMine: PageHandler = context => async (_request, response) => {
  const { register } = context;
  const { resident } = lookingIn(response);
  const { handreiking } = register.policies.latest();
  const found = await readWhoGotWhat(register.database, register.subjectTag(resident), register.clock());
  response.setHeader('Content-Disposition', 'attachment; filename="mijn-gegevens.json"');
  response.type('application/json').send(
    JSON.stringify(
      {
        gemaakt: register.clock().toISOString(),
        besluiten: await exportConsents(register.database, resident, 'ik', handreiking),
        verteld: found.told.map(({ index, at, purpose, sender, recipient, fields }) => ({
          logboekregel: index,
          op: at.toISOString(),
          doel: purpose,
          van: sender,
          naar: recipient,
          velden: fields.map(({ field, rule }) => ({ veld: field, regel: rule ?? null })),
          bewijs: `/logboek/bewijs/inclusie?index=${index}`,
        })),
        geweigerd: found.refusals,
        voorgelezen: (await readingsOf(register.database, resident, register)).map(reading => ({
          vraag: reading.question,
          op: reading.at.toISOString(),
          erbij: reading.present,
          taal: reading.language,
          tolk: reading.interpreter,
          terugverteld: reading.back,
          woorden: reading.words,
        })),
      },
      undefined,
      2,
    ),
  );
};

/** Everything about the resident, to read and to take along. */
export const mineRoutes = (context: PortalContext): readonly PageRoute[] => [
  { path: '/download', method: 'get', guard: ['meenemen', 'eigen-gegevens'], handler: showMine(context) },
  {
    path: '/download/gegevens.json',
    method: 'get',
    guard: ['meenemen', 'eigen-gegevens'],
    handler: downloadMine(context),
  },
];
