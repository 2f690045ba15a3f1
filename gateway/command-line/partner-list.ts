import { withDatabase } from './with-database.ts';
import { EXIT, print, type Command } from './command.ts';

interface Line {
  readonly partner: string;
  readonly organisatie: string;
  readonly rol: string;
  readonly oin: string;
  readonly doelen: readonly string[];
  readonly contacten: Readonly<Record<string, string>>;
  readonly afspraken: readonly {
    readonly artikel: string;
    readonly kenmerk: string;
    readonly tot: string | null;
  }[];
  readonly heeftCertificaat: boolean;
  readonly geschorstOp: Date | null;
}

const PARTNERS = `
SELECT id AS partner, organisation AS organisatie, role AS rol, oin,
       ARRAY(SELECT purpose FROM partner_purpose WHERE partner = id ORDER BY purpose) AS doelen,
       coalesce((SELECT jsonb_object_agg(subject, address) FROM partner_contact WHERE partner = id), '{}') AS contacten,
       coalesce((SELECT jsonb_agg(jsonb_build_object('artikel', article, 'kenmerk', reference, 'vanaf', from_day, 'tot', until_day)
                                  ORDER BY from_day)
                   FROM partner_agreement WHERE partner = id), '[]') AS afspraken,
       EXISTS (SELECT FROM partner_certificate AS known
                WHERE known.partner = partner.id AND known.certificate <> '' AND known.retired_at IS NULL) AS "heeftCertificaat", suspended_at AS "geschorstOp"
  FROM partner ORDER BY id`;

export const partnerListCommand: Command = {
  name: 'partner lijst',
  summary: 'Wie meedoet: rol, doelen, contacten, afspraak, en of het certificaat er is.',
  usage: 'Gebruik: wijkpoort partner lijst',
  run: async (_words, { stdout, forPeople }) => {
    const partners = await withDatabase(async sql => await sql.query<Line>(PARTNERS));
    for (const partner of partners) print(stdout, forPeople ? forReading(partner) : JSON.stringify(partner));
    return EXIT.yes;
  },
};

const forReading = ({ partner, organisatie, rol, doelen, contacten, afspraken, ...state }: Line): string =>
  [
    `${partner}  (${organisatie}, ${rol})${state.geschorstOp === null ? '' : '  GESCHORST'}`,
    `  doelen      ${doelen.join(' ')}`,
    `  contact     ${
      Object.entries(contacten)
        .map(entry => entry.join(': '))
        .join(', ') || 'geen'
    }`,
    `  afspraak    ${afspraken.map(({ artikel, kenmerk, tot }) => `AVG ${artikel}, ${kenmerk}, tot ${tot ?? 'opzegging'}`).join('; ') || 'geen'}`,
    `  certificaat ${state.heeftCertificaat ? 'ja' : 'nog niet'}`,
  ].join('\n');
