import type { RequestHandler } from 'express';
import { readDocuments } from '../../case-file/case-file-store.ts';
import { changeRegister } from '../../consent/change-register.ts';
import { actorOf } from '../../identity/people/person.ts';
import { whatIsSeen } from '../../resident/reach.ts';
import { traceIn } from '../caller.ts';
import { lookingIn } from './asked-question.ts';
import { personIn } from './browser.ts';
import { PageProblem } from './page-problem.ts';
import type { PageRoute } from './page-route.ts';
import type { PortalContext } from './portal-context.ts';

const PARTS = ['woonprofiel.woonwens', 'woonprofiel.woonafspraken', 'zorg.begeleidingsvoorwaarden'] as const;

/**
 * `GET /download/woonprofiel.json`: the woonprofiel, to take along (AVG 20): what the resident made with others, and agreed to.
 * Only this: the rest does not rest on the resident's own yes. That it was taken along stands in the log.
 */
const downloadProfile =
  ({ register, tableFile }: PortalContext): RequestHandler =>
  async (_request, response) => {
    const { resident, reaching } = await whatIsSeen(register.database, lookingIn(response));
    if (reaching(PARTS).length < PARTS.length) throw new PageProblem('niet-gevonden');
    const documents = await readDocuments(register.database, resident, ['woonprofiel'], tableFile);
    const acting = { actor: actorOf(personIn(response)), trace: traceIn(response) };
    await changeRegister(acting, register, async ({ record }) => {
      await record(resident, { what: 'profile-taken-along', versions: documents.length });
    });
    response.setHeader('Content-Disposition', 'attachment; filename="mijn-woonprofiel.json"');
    response.type('application/json').send(
      JSON.stringify(
        {
          vorm: 'wijkpoort-woonprofiel/1',
          gemaakt: register.clock().toISOString(),
          versies: documents.map(({ version, agreedOn, parts }) => ({
            versie: version,
            akkoordOp: agreedOn ?? null,
            ...parts,
          })),
        },
        undefined,
        2,
      ),
    );
  };

/** What a resident takes along to wherever they like. */
export const woonprofielRoutes = (context: PortalContext): readonly PageRoute[] => [
  {
    path: '/download/woonprofiel.json',
    method: 'get',
    guard: ['meenemen', 'eigen-gegevens'],
    handler: downloadProfile(context),
  },
];
