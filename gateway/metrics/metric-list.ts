import { OFFICER_ITEM_KINDS } from '../consent/officer-items.ts';

/** A metric: what it is, and every value that each of its labels may have. What is not in the list is counted as `anders`. */
export interface MetricDefinition {
  readonly kind: 'counter' | 'gauge' | 'histogram';
  readonly says: string;
  readonly labels?: Readonly<Record<string, readonly string[] | typeof PARTNERS>>;
  readonly buckets?: readonly number[];
}

/** The ids of the partners in the register: organisation-units, never people. */
export const PARTNERS = 'partners';
/** What a label says that has no other value we know. */
export const OTHER = 'anders';
/** No more partners than this have a series of their own. */
export const MOST_PARTNERS = 500;

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5] as const;
const GATES = ['opvragen', 'melden', 'vastleggen'] as const;

/** Everything that this gateway measures beside what Node tells of itself. */
export const METRICS = {
  wijkpoort_regels_total: {
    kind: 'counter',
    says: 'Regels in het logboek, naar wat er gebeurde en langs welke weg.',
    labels: {
      gebeurtenis: [
        'released',
        'refused',
        'source-failed',
        'not-delivered',
        'turned-away',
        'evaluated',
        'erased',
        'expired',
        'acknowledged',
        'acknowledgement-differs',
        'not-acknowledged',
        'viewed',
        'switched',
        'journal-tampered',
        'register-changed',
        'keys-changed',
        'systems-changed',
      ],
      weg: GATES,
    },
  },
  wijkpoort_besluiten_total: {
    kind: 'counter',
    says: 'Besluiten per veld, naar uitkomst en weg.',
    labels: {
      uitkomst: [
        'released',
        'opened',
        'empty-at-source',
        'content-stopped',
        'not-obtained',
        'withheld',
        'never',
        'no-rule',
        'keys-differ',
      ],
      weg: GATES,
    },
  },
  wijkpoort_bron_seconden: {
    kind: 'histogram',
    says: 'Hoe lang het systeem van een partner erover deed, en hoe het afliep.',
    labels: {
      partner: PARTNERS,
      afloop: [
        'answered',
        'unreachable',
        'refused',
        'too-slow',
        'too-large',
        'nonsense',
        'other-person',
        'contradicted',
      ],
    },
    buckets: SECONDS,
  },
  wijkpoort_logboek_regels_per_keer: {
    kind: 'histogram',
    says: 'Hoeveel regels er in één keer werden geschreven.',
    buckets: [1, 2, 5, 10, 25, 50, 100, 250, 512],
  },
  wijkpoort_logboek_opnieuw_besloten_total: {
    kind: 'counter',
    says: 'Hoe vaak er opnieuw is besloten omdat intussen een feit veranderde.',
  },
  wijkpoort_verzoeken_seconden: {
    kind: 'histogram',
    says: 'Verzoeken, naar weg en soort status.',
    labels: {
      // Who only looks whether we are up stands apart: asked every second, it would hide what goes wrong for partners.
      weg: ['verstrekkingen', 'meldingen', 'access', 'oauth', 'logboek', 'register', 'paginas', 'gezondheid'],
      status: ['2xx', '3xx', '4xx', '5xx'],
    },
    buckets: SECONDS,
  },
  wijkpoort_klaar: { kind: 'gauge', says: '1 als /readyz ja zegt.' },
  wijkpoort_logboek_alarm: {
    kind: 'gauge',
    says: '1 als het logboek iets vergeten is of een getuige een ander verhaal zag.',
  },
  wijkpoort_getuigen_tekenen: {
    kind: 'gauge',
    says: '0 als er niets meer wordt verstrekt omdat getuigen te lang niet tekenden.',
  },
  wijkpoort_klok_verschil_seconden: {
    kind: 'gauge',
    says: 'Hoeveel de klok van deze machine voorloopt op die van de database.',
  },
  wijkpoort_wachtrij_aantal: {
    kind: 'gauge',
    says: 'Wat er wacht tot een partner het kan aannemen.',
    labels: { rij: ['melding', 'bericht'] },
  },
  wijkpoort_wachtrij_oudste_seconden: {
    kind: 'gauge',
    says: 'Hoe lang het oudste wacht.',
    labels: { rij: ['melding', 'bericht'] },
  },
  wijkpoort_werklijst_open: {
    kind: 'gauge',
    says: 'Wat op de privacy officer wacht.',
    labels: { soort: OFFICER_ITEM_KINDS },
  },
  wijkpoort_werklijst_oudste_seconden: {
    kind: 'gauge',
    says: 'Hoe lang het oudste al op de privacy officer wacht; 0 als er niets wacht.',
    labels: { soort: OFFICER_ITEM_KINDS },
  },
  wijkpoort_noodgevallen_open: {
    kind: 'gauge',
    says: 'Verstrekkingen in nood die nog geen privacy officer nakeek en sloot.',
  },
  wijkpoort_noodgevallen_oudste_seconden: {
    kind: 'gauge',
    says: 'Hoe lang de oudste daarvan al open staat; 0 als er geen is.',
  },
  wijkpoort_noodweg_open_seconden: {
    kind: 'gauge',
    says: 'Hoe lang de weg naast het logboek nog open staat; 0 is dicht.',
  },
  wijkpoort_certificaat_dagen: {
    kind: 'gauge',
    says: 'Hoeveel dagen een certificaat nog geldt.',
    labels: { soort: ['poort', 'uitgever', 'partner', 'systeem'], partner: PARTNERS },
  },
  wijkpoort_toestand_gelezen: {
    kind: 'gauge',
    says: '1 als de standen hierboven uit de database konden worden gelezen.',
  },
} as const satisfies Readonly<Record<string, MetricDefinition>>;

export type MetricName = keyof typeof METRICS;
