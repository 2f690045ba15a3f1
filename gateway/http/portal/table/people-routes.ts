import type { Fault, Typed } from '../../../../portal/table/form-parts.tsx';
import { peoplePage } from '../../../../portal/table/people-at-table.tsx';
import { tableTexts } from '../../../../portal/table/texts.ts';
import { changeMember } from '../../../casework/change-case.ts';
import { whatMay } from '../../../casework/what-may.ts';
import type { PageRoute } from '../page-route.ts';
import { viewerOf, type PortalContext } from '../portal-context.ts';
import { atOwnTable, doOnce, draftIn, faultsOf, formKey, keepDraft, sentIn, type Seat } from './at-table.ts';
import { headOf } from './case-head.ts';

const { faults: texts } = tableTexts.people;
const NUMBER = /^[A-Za-z0-9._-]{1,64}$/;
/** Who supervises does not sit at tables. */
const NEVER_AT_TABLE = new Set(['privacy_officer']);

const partnersFor = async ({ context }: Seat): Promise<readonly { id: string; name: string }[]> =>
  (
    await context.register.database.query<{ id: string; name: string; role: string }>(
      'SELECT id, name, role FROM partner WHERE suspended_at IS NULL ORDER BY name',
    )
  ).filter(({ role }) => !NEVER_AT_TABLE.has(role));

async function send(seat: Seat, typed: Typed, faults: readonly Fault[]): Promise<void> {
  const { request, response, context, partner } = seat;
  response.status(faults.length === 0 ? 200 : 422).send(
    peoplePage({
      viewer: viewerOf(request, response, context),
      head: await headOf(seat),
      form: formKey(seat),
      partners: await partnersFor(seat),
      typed,
      faults,
      may: whatMay(context.register.policies.latest().handreiking, { purpose: 'D02', from: partner.role }),
    }),
  );
}

/** `POST /casussen/:id/leden` */
async function change(seat: Seat): Promise<void> {
  const { context, acting, found, address } = seat;
  const typed = sentIn(seat);
  const here = `${address}/leden`;
  const asked = typed['wat'] === 'gaat' ? leaving(seat, typed) : await joining(seat, typed);
  if ('faults' in asked) {
    await keepDraft(seat, typed);
    return await send(seat, typed, asked.faults);
  }
  await doOnce(seat, async () => {
    await changeMember(found, asked, acting, context.register);
    // Who went from the table themselves may not look at it any more.
    return asked.wat === 'gaat' && isSelf(seat, asked) ? '/casussen' : here;
  });
}

interface Change {
  readonly wat: 'komt' | 'gaat';
  readonly partner: string;
  readonly professional: string;
}

const isSelf = ({ person }: Seat, { partner, professional }: Change): boolean =>
  person.partner === partner && person.professional === professional;

function leaving({ found }: Seat, typed: Typed): Change | { readonly faults: readonly Fault[] } {
  const [partner = '', professional = ''] = (typed['wie'] ?? '').split(' ');
  const keepers = found.members.filter(({ role }) => role === 'gem_wijkteam');
  const isLast =
    keepers.length === 1 && keepers[0]?.partner === partner && keepers[0].professional === professional;
  return isLast
    ? { faults: [{ field: 'partner', text: texts.last }] }
    : { wat: 'gaat', partner, professional };
}

async function joining(seat: Seat, typed: Typed): Promise<Change | { readonly faults: readonly Fault[] }> {
  const { partner, medewerker: professional = '' } = typed;
  const known = (await partnersFor(seat)).find(({ id }) => id === partner)?.id;
  const sits = seat.found.members.some(
    member => member.partner === partner && member.professional === professional,
  );
  const faults = faultsOf([
    ['partner', known === undefined, texts.partner],
    ['medewerker', !NUMBER.test(professional), texts.professional],
    ['medewerker', sits, texts.sits],
  ]);
  return known === undefined || faults.length > 0
    ? { faults }
    : { wat: 'komt', partner: known, professional };
}

export const peopleRoutes = (context: PortalContext): readonly PageRoute[] => [
  {
    path: '/casussen/:id/leden',
    method: 'get',
    guard: ['bijwerken', 'casus'],
    handler: atOwnTable(context, async seat => await send(seat, draftIn(seat), [])),
  },
  {
    path: '/casussen/:id/leden',
    method: 'post',
    guard: ['bijwerken', 'casus'],
    handler: atOwnTable(context, change),
  },
];
