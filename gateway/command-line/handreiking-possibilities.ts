import { notAnsweredInWords, possibilitiesInWords } from '../../policies/possibilities/in-words.ts';
import { possibilities } from '../../policies/possibilities/possibilities.ts';
import { EXIT, print, UsageError, type Command } from './command.ts';
import { loadFolder } from './load-shipped.ts';
import { possibilitiesForPeople } from './possibilities-for-people.ts';
import { parseWords } from './words.ts';

export const possibilitiesCommand: Command = {
  name: 'handreiking mogelijkheden',
  summary: 'Wat mag wél? Alle wegen voor een ontvanger, een zender, een doel of een veld; zonder persoon.',
  usage: `Gebruik: wijkpoort handreiking mogelijkheden [--naar PARTIJ] [--van PARTIJ] [--doel DOEL] [--veld VELD]…

  --naar corporatie --doel D01     wat mag een corporatie krijgen voor het woonprofiel, en van wie?
  --van gem_wijkteam               wat mag het wijkteam vertellen, en aan wie?
  --veld huurachterstand           wie mag dit weten?
  --handreiking MAP                een andere versie van de handreiking

Er komt geen persoon aan te pas: dit is wat de handreiking toestaat, wie de bewoner ook is. Wie niets mag krijgen
van wat is gevraagd, krijgt uitgangscode 1.`,
  run: async (words, terminal) => {
    const { values, positionals } = parseWords(words, {
      naar: { type: 'string' },
      van: { type: 'string' },
      doel: { type: 'string' },
      veld: { type: 'string', multiple: true },
      handreiking: { type: 'string' },
    });
    if (positionals.length > 0)
      throw new UsageError(`Dit woord hoort bij geen optie: ${positionals.join(' ')}`);
    const handreiking = await loadFolder(values.handreiking);
    const answer = possibilities(handreiking, {
      purpose: values.doel,
      from: values.van,
      to: values.naar,
      fields: values.veld,
    });
    if (!answer.ok) throw new UsageError(notAnsweredInWords(answer).join('\n'));
    print(
      terminal.stdout,
      terminal.forPeople
        ? possibilitiesForPeople(handreiking, answer)
        : JSON.stringify(possibilitiesInWords(handreiking, answer)),
    );
    return answer.recipients.some(({ possible }) => possible.length > 0) ? EXIT.yes : EXIT.no;
  },
};
