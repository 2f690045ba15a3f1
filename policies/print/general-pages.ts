import type { Handreiking } from '../handreiking.ts';
import { purposeName, shortRoleName } from '../possibilities/in-words.ts';
import type { Outcome } from '../vocabulary.ts';
import type { Counsel } from './counsel.ts';
import type { Block, Imprint, Page, Text } from './document.ts';
import { sheetId } from './partner-sheet.ts';
import { OUTCOME_WORDS, purposePageId } from './purpose-page.ts';

export function indexPage(handreiking: Handreiking, imprint: Imprint): Page {
  const purposes = [...handreiking.purposes.values()];
  const roles = [...handreiking.roles.values()];
  return {
    id: 'index',
    title: 'De handreiking: wat mag er gedeeld worden?',
    layout: 'document',
    blocks: [
      {
        kind: 'paragraph',
        text: 'Dit is de handreiking zoals de poort haar toepast: dezelfde regels, in gewone woorden. Wie iets wil delen, kiest een doel en kijkt wat daarvoor mag. Staat het er niet, dan mag het niet.',
      },
      { kind: 'facts', facts: [{ name: 'Nieuwste regel geldt vanaf', value: imprint.inForceFrom }] },
      heading('Per partner, op één blad'),
      list(roles.map(role => [{ link: sheetId(role), text: shortRoleName(handreiking, role.id) }])),
      heading('Per doel'),
      list(
        purposes.map(purpose => [
          { link: purposePageId(purpose), text: `${purpose.id} ${purposeName(handreiking, purpose.id)}` },
          `. ${purpose.description}`,
        ]),
      ),
      heading('Verder'),
      list([
        [{ link: 'dit-mag-wel', text: 'Dit mag wél, en dit mag nooit' }],
        [{ link: 'afspraken', text: 'De voorwaarden, en wat altijd blijft gelden' }],
      ]),
    ],
  };
}

export function counselPage(counsel: Counsel): Page {
  return {
    id: 'dit-mag-wel',
    title: 'Dit mag wél, en dit mag nooit',
    layout: 'document',
    blocks: [
      { kind: 'paragraph', text: 'Er mag meer dan mensen denken. En een paar dingen mogen nooit.' },
      {
        kind: 'table',
        caption: 'Dit mag wél',
        head: ['Nr', 'Het mag wél', 'Waarom', 'Regel'],
        rows: counsel.may.map(({ number, sentence, because, rules }) => [
          String(number),
          sentence,
          because,
          rules.length === 0 ? 'buiten de poort om' : rules.join(', '),
        ]),
      },
      heading('Dit mag nooit'),
      list(counsel.never),
    ],
  };
}

export function agreementsPage(handreiking: Handreiking): Page {
  return {
    id: 'afspraken',
    title: 'De voorwaarden, en wat altijd blijft gelden',
    layout: 'document',
    blocks: [
      heading('Hoe een regel een veld opent'),
      {
        kind: 'facts',
        facts: (Object.keys(OUTCOME_WORDS) as Outcome[]).map(outcome => ({
          name: outcome,
          value: OUTCOME_WORDS[outcome],
        })),
      },
      {
        kind: 'table',
        caption: 'De voorwaarden. Een voorwaarde telt alleen als bekend is dat zij is vervuld',
        head: ['Code', 'Voorwaarde'],
        rows: [...handreiking.conditions.values()].map(({ code, text }) => [code, text]),
      },
      {
        kind: 'table',
        caption: 'Wat altijd blijft gelden, in elke versie',
        head: ['Nr', 'In gewone woorden', 'Precies'],
        rows: handreiking.invariants.map(({ id, sentence, statement }) => [id, sentence, statement]),
      },
    ],
  };
}

const heading = (text: string): Block => ({ kind: 'heading', level: 2, text });
const list = (items: readonly Text[]): Block => ({ kind: 'list', items });
