import type { ProcessingActivity, ProcessingRegister, Side } from './processing-register.ts';

const COLUMNS: readonly (readonly [heading: string, cell: (activity: ProcessingActivity) => string])[] = [
  ['id', ({ id }) => id],
  ['naam', ({ naam }) => naam],
  ['doel', ({ doel }) => doel],
  ['grondslag', ({ grondslag }) => grondslag],
  ['noodzaak', ({ noodzaak }) => noodzaak],
  ['betrokkenen', ({ betrokkenen }) => betrokkenen.join('; ')],
  ['gegevens', ({ gegevens }) => gegevens.map(({ naam }) => naam).join('; ')],
  [
    'bijzondere gegevens',
    ({ gegevens }) =>
      gegevens
        .filter(({ bijzonder }) => bijzonder)
        .map(({ naam }) => naam)
        .join('; '),
  ],
  ['verstrekkers', ({ verstrekkers }) => sides(verstrekkers)],
  ['ontvangers', ({ ontvangers }) => sides(ontvangers)],
  ['bewaartermijn', ({ bewaartermijn }) => bewaartermijn.join('; ')],
  ['doorgifte buiten de EER', ({ doorgifteBuitenEer }) => doorgifteBuitenEer],
];

const sides = (all: readonly Side[]): string =>
  all
    .map(({ naam, partners }) =>
      partners.length === 0 ? naam : `${naam}: ${partners.map(partner => partner.naam).join(', ')}`,
    )
    .join('; ');

/** One line an activity, for a spreadsheet. */
export const registerAsCsv = ({ activiteiten }: ProcessingRegister): string =>
  [
    COLUMNS.map(([heading]) => heading),
    ...activiteiten.map(activity => COLUMNS.map(([, cell]) => cell(activity))),
  ]
    .map(row => row.map(inCell).join(','))
    .join('\r\n') + '\r\n';

/** Quoted; and what a spreadsheet would take for a formula begins with an apostrophe. */
const inCell = (text: string): string =>
  `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
