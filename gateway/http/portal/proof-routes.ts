import { residentReceiptPage, type DecidedPart } from '../../../portal/resident/receipt.tsx';
import { answersTo } from '../../consent/answer-question.ts';
import type { StoredConsent } from '../../consent/consent-store.ts';
import { chosenForResident } from '../../resident/chosen-for-resident.ts';
import { decidedKind } from '../../resident/decided-kind.ts';
import { readParties, type Parties } from '../../resident/parties.ts';
import { shownExchange } from '../../resident/read-overview.ts';
import { askedText } from '../../resident/read-question.ts';
import { signedReceipt } from '../../resident/signed-receipt.ts';
import { lookingIn } from './asked-question.ts';
import { ownConsent } from './own-consent.ts';
import { PageProblem } from './page-problem.ts';
import type { PageHandler, PageRoute } from './page-route.ts';
import { viewerOf, type PortalContext } from './portal-context.ts';

/** `GET /bewijs/:id`: of a question everything that was decided on it, of a decision that one alone. */
const showReceipt: PageHandler = context => async (request, response) => {
  const { register } = context;
  const asked = await ownConsent(request, response, context);
  const answers = await answersTo(register.database, asked.resident, asked.id);
  const parties = await readParties(register.database);
  const byOthers = await chosenForResident(register.database, asked.resident);
  const parts: DecidedPart[] = [];
  for (const consent of answers.length > 0 ? answers : [asked]) {
    const signed = await signedReceipt(consent, parties, register);
    const part = decidedPart(
      consent,
      { byOther: byOthers.has(consent.id), signed },
      parties,
      register.clock(),
    );
    if (part !== undefined) parts.push(part);
  }
  const [first, ...others] = parts;
  if (first === undefined) throw new PageProblem('vraag-vervallen');
  const shown = answers[0] ?? asked;
  response.send(
    residentReceiptPage({
      viewer: viewerOf(request, response, context),
      number: asked.id,
      parts: [first, ...others],
      text:
        shown.text.sha256 === null
          ? undefined
          : await askedText(register.database, shown.text.language, shown.text.version),
      asked: shownExchange(asked, parties),
      mayStop: lookingIn(response).role !== 'helper',
    }),
  );
};

function decidedPart(
  consent: StoredConsent,
  more: Pick<DecidedPart, 'byOther' | 'signed'>,
  parties: Parties,
  now: Date,
): DecidedPart | undefined {
  const kind = decidedKind(consent, now);
  if (kind === undefined) return undefined;
  return {
    id: consent.id,
    kind,
    exchange: shownExchange(consent, parties),
    at: consent.at,
    until: consent.validUntil,
    ...more,
  };
}

/** The proof of what was decided. */
export const proofRoutes = (context: PortalContext): readonly PageRoute[] => [
  { path: '/bewijs/:id', method: 'get', guard: ['inzien', 'toestemming'], handler: showReceipt(context) },
];
