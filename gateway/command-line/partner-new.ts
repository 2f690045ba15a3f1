import { registerPartner, type NewPartner } from '../identity/register-partner.ts';
import { EXIT, print, UsageError, type Command } from './command.ts';
import { loadFolder } from './load-shipped.ts';
import { changeBy, recordedIn } from './partner-change.ts';
import { withDatabase } from './with-database.ts';
import { parseWords } from './words.ts';

const OPTIONS = {
  naam: { type: 'string' },
  organisatie: { type: 'string' },
  oin: { type: 'string' },
  rol: { type: 'string' },
  doelen: { type: 'string' },
  techniek: { type: 'string' },
  privacy: { type: 'string' },
  artikel: { type: 'string' },
  kenmerk: { type: 'string' },
  vanaf: { type: 'string' },
  tot: { type: 'string' },
  door: { type: 'string' },
} as const;

const OPTIONAL: readonly string[] = ['tot'];

export const partnerNewCommand: Command = {
  name: 'partner nieuw',
  summary: 'Zet een partner in het register: één onderdeel met één rol, zijn doelen, contacten en afspraak.',
  usage: `Gebruik: wijkpoort partner nieuw ID --naam ONDERDEEL --organisatie NAAM --oin OIN --rol ROL --doelen D01,D02
           --techniek ADRES --privacy ADRES --artikel 26|28 --kenmerk KENMERK --vanaf DAG [--tot DAG] --door NAAM

ID komt in verzoeken te staan (kleine letters, cijfers, streepjes). Wie twee rollen heeft, is twee partners: daartussen stroomt
niets. Een doel kan alleen als een regel van dat doel deze rol noemt. De afspraak is een regeling tussen gezamenlijke
verantwoordelijken (AVG 26) of een verwerkersovereenkomst (AVG 28); is zij voorbij, dan wordt de partner geschorst.
Zonder certificaat komt een partner er niet in: zie partner certificaat.`,
  run: async (words, terminal) => {
    const { values, positionals } = parseWords(words, OPTIONS);
    const [id, ...more] = positionals;
    const missing = Object.keys(OPTIONS).filter(name => !(name in values) && !OPTIONAL.includes(name));
    if (id === undefined || more.length > 0)
      throw new UsageError('Noem één ID: wijkpoort partner nieuw zayaz …');
    if (missing.length > 0) throw new UsageError(`Nog nodig: ${missing.map(name => `--${name}`).join(' ')}`);
    const partner = partnerFrom(id, values);
    const handreiking = await loadFolder();
    const change = changeBy(values.door);
    const faults = await withDatabase(
      async database =>
        await registerPartner(database, partner, handreiking, await recordedIn(database, change)),
    );
    const said = terminal.forPeople
      ? forPeople(id, faults)
      : JSON.stringify(faults.length > 0 ? { fouten: faults } : { partner: id });
    print(terminal.stdout, said);
    return faults.length === 0 ? EXIT.yes : EXIT.no;
  },
};

const forPeople = (id: string, faults: readonly string[]): string =>
  faults.length > 0
    ? ['Dit kan zo niet:', ...faults.map(fault => `  ${fault}`)].join('\n')
    : `${id} staat in het register. Nu zijn certificaat: wijkpoort partner certificaat ${id} --aanvraag BESTAND`;

function partnerFrom(
  id: string,
  values: { readonly [name in keyof typeof OPTIONS]?: string | undefined },
): NewPartner {
  const { artikel, tot } = values;
  if (artikel !== '26' && artikel !== '28') throw new UsageError('--artikel is 26 of 28.');
  const said = (name: keyof typeof OPTIONS): string => values[name] ?? '';
  const from = { article: artikel, reference: said('kenmerk'), from: said('vanaf') } as const;
  return {
    id,
    name: said('naam'),
    organisation: said('organisatie'),
    oin: said('oin'),
    role: said('rol'),
    purposes: [
      ...new Set(
        said('doelen')
          .split(',')
          .map(each => each.trim()),
      ),
    ].filter(Boolean),
    contacts: { techniek: said('techniek'), privacy: said('privacy') },
    agreement: tot === undefined ? from : { ...from, until: tot },
  };
}
