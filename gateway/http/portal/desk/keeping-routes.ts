import type { RequestHandler } from 'express';
import { KEEPING, keepingPage } from '../../../../portal/desk/keeping-page.tsx';
import { planKeeping, type Gone, type KeptKind } from '../../../officer/keeping-plan.ts';
import type { PageRoute } from '../page-route.ts';
import { viewerOf, type PortalContext } from '../portal-context.ts';

const PARTS: Readonly<
  Record<KeptKind, { readonly what: string; readonly term: string; readonly how: string }>
> = {
  logboek: {
    what: 'Regels in het logboek',
    term: 'Vijf jaar, per hele maand',
    how: 'wijkpoort logboek bewaartermijn --uitvoeren --door NAAM; de boom blijft kloppen.',
  },
  dossier: {
    what: 'Dossiers van de tafel',
    term: 'Een jaar na het einde van de laatste casus',
    how: 'Vanzelf, elk uur: de sleutel wordt vernietigd, ook in reservekopieën is het dan dicht.',
  },
  wachtend: {
    what: 'Meldingen die wachten op aflevering',
    term: 'Een dag; in een noodgeval drie',
    how: 'Vanzelf, elke halve minuut.',
  },
  sessies: { what: 'Sessies van wie inlogde', term: 'Tot het einde van de sessie', how: 'Vanzelf.' },
  inzageverzoeken: {
    what: 'Wie om inzage vroeg',
    term: 'Twee jaar na het antwoord',
    how: 'Vanzelf, elke minuut: dat er gevraagd en geantwoord is blijft, over wie niet.',
  },
  toestemmingen: {
    what: 'Bewijs van ja en nee',
    term: 'Vijf jaar nadat het ophield',
    how: 'U beslist: wissen van de bewoner met wijkpoort logboek wis.',
  },
  bezorgd: {
    what: 'Wat er van een melding werd die wachtte',
    term: 'Dertig dagen; zo lang kan de afzender het navragen',
    how: 'Vanzelf, elk uur. Wat er gemeld werd, was al weg.',
  },
  oproepen: {
    what: 'Wanneer een waakvlam werd gewekt en opgepakt',
    term: 'Een jaar na het einde van de laatste casus',
    how: 'Vanzelf, elk uur.',
  },
  budget: {
    what: 'Geld onder een nummer',
    term: 'Vijf jaar na het besluit, of na de vraag',
    how: 'Vanzelf, elk uur. Er staat geen bewoner bij.',
  },
};

const GONE: Readonly<Record<Gone['event'], string>> = {
  expired: 'Maanden waarvan de termijn voorbij was',
  erased: 'Een bewoner is gewist',
};

/** `GET /werk/bewaren` */
const show =
  (context: PortalContext): RequestHandler =>
  async (request, response) => {
    const { database, clock } = context.register;
    const { parts, gone } = await planKeeping(database, clock());
    response.send(
      keepingPage({
        viewer: viewerOf(request, response, context),
        parts: parts.map(({ kind, ...counted }) => ({ ...PARTS[kind], ...counted })),
        gone: gone.map(({ event, ...each }) => ({ ...each, what: GONE[event] })),
      }),
    );
  };

/** What has passed its term, and what went. */
export const keepingRoutes = (context: PortalContext): readonly PageRoute[] => [
  { path: KEEPING, method: 'get', guard: ['inzien', 'verwerkingsregister'], handler: show(context) },
];
