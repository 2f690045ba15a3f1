import type { Fault, Typed } from '../../../../portal/table/form-parts.tsx';
import { openCasePage } from '../../../../portal/table/open-case.tsx';
import { tableTexts } from '../../../../portal/table/texts.ts';
import { nameCase } from '../../../casework/case-label.ts';
import { openCase } from '../../../casework/change-case.ts';
import { INVITATION_STATES, type InvitationState } from '../../../casework/own-cases.ts';
import { whatMay } from '../../../casework/what-may.ts';
import { residentBehind } from '../../../consent/resident-facts.ts';
import type { PageRoute } from '../page-route.ts';
import { viewerOf, type PortalContext } from '../portal-context.ts';
import {
  atDesk,
  doOnce,
  draftIn,
  faultsOf,
  formKey,
  keepDraft,
  sendMessage,
  sentIn,
  type Desk,
} from './at-table.ts';

const { faults: texts, cannot } = tableTexts.opening;
const KOPPELSLEUTEL = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const LONGEST_LABEL = 60;

/** What a case may be opened for: what needs one, as far as it is this partner's. */
const purposesFor = ({ context, partner }: Desk) =>
  [...context.register.policies.latest().handreiking.purposes.values()].filter(
    ({ id, needsOpenCase }) => needsOpenCase && partner.purposes.has(id),
  );

interface Trouble {
  readonly faults: readonly Fault[];
  readonly exists?: string | undefined;
}

function send(desk: Desk, typed: Typed, { faults, exists }: Trouble): void {
  const { request, response, context } = desk;
  response.status(faults.length === 0 ? 200 : 422).send(
    openCasePage({
      viewer: viewerOf(request, response, context),
      form: formKey(desk),
      purposes: purposesFor(desk),
      typed,
      faults,
      exists,
      may: whatMay(context.register.policies.latest().handreiking, {
        purpose: 'D02',
        from: desk.partner.role,
      }).slice(0, 6),
    }),
  );
}

const forKeepers =
  (handle: (desk: Desk) => Promise<void>) =>
  async (desk: Desk): Promise<void> =>
    desk.keeps
      ? await handle(desk)
      : sendMessage(desk, 403, { title: tableTexts.forKeeper.title, what: cannot });

/** `GET /casussen/nieuw` */
const showForm = forKeepers(async desk => await Promise.resolve(send(desk, draftIn(desk), { faults: [] })));

/** `POST /casussen/nieuw` */
const open = forKeepers(async desk => {
  const { context, person, acting } = desk;
  const typed = sentIn(desk);
  const checked = await check(desk, typed);
  if ('faults' in checked) {
    await keepDraft(desk, typed);
    return send(desk, typed, checked);
  }
  await doOnce(desk, async () => {
    const { id } = await openCase({ ...checked, ...person }, acting, context.register);
    const label = typed['naam'] ?? '';
    if (label !== '')
      await nameCase({ id, resident: checked.resident }, person.partner, label, context.tableFile);
    return `/casussen/${id}`;
  });
});

interface Checked {
  readonly resident: string;
  readonly purpose: string;
  readonly invitation: InvitationState;
}

async function check(desk: Desk, typed: Typed): Promise<Checked | Trouble> {
  const { context, partner } = desk;
  const { database } = context.register;
  const { betrokkene = '', doel, uitnodiging, naam = '' } = typed;
  const resident = KOPPELSLEUTEL.test(betrokkene)
    ? await residentBehind(database, partner.id, betrokkene.toLowerCase())
    : undefined;
  const purpose = purposesFor(desk).find(({ id }) => id === doel)?.id;
  const invitation = INVITATION_STATES.find(each => each === uitnodiging && each !== 'wil-niet');
  const faults = faultsOf([
    ['betrokkene', resident === undefined, texts.resident],
    ['doel', purpose === undefined, texts.purpose],
    ['uitnodiging', invitation === undefined, texts.invitation],
    ['naam', naam.length > LONGEST_LABEL, texts.label],
  ]);
  if (resident === undefined || purpose === undefined || invitation === undefined || faults.length > 0)
    return { faults };
  const exists = await openAlready(desk, resident);
  if (exists !== undefined) return { faults: [{ field: 'betrokkene', text: texts.exists }], exists };
  return { resident, purpose, invitation };
}

async function openAlready({ context, partner }: Desk, resident: string): Promise<string | undefined> {
  const [row] = await context.register.database.query<{ id: string }>(
    `SELECT id FROM social_case JOIN case_member ON social_case = id
      WHERE resident = $1 AND closed_at IS NULL AND partner = $2 AND member_until IS NULL LIMIT 1`,
    [resident, partner.id],
  );
  return row?.id;
}

export const openCaseRoutes = (context: PortalContext): readonly PageRoute[] => [
  {
    path: '/casussen/nieuw',
    method: 'get',
    guard: ['bijwerken', 'casus'],
    handler: atDesk(context, showForm),
  },
  { path: '/casussen/nieuw', method: 'post', guard: ['bijwerken', 'casus'], handler: atDesk(context, open) },
];
