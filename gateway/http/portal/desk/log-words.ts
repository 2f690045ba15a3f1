import type { Filter } from '../../../../portal/desk/filters.tsx';
import type { SavedFilter } from '../../../oversight/saved-filters.ts';
import type { SavedFilterShown } from '../../../../portal/desk/saved-filters.tsx';
import { nameOfParty, type Parties } from '../../../resident/parties.ts';
import type { PortalContext } from '../portal-context.ts';
import { addressOf, type Said } from './log-question.ts';

export const EVENTS: Readonly<Record<string, string>> = {
  released: 'verstrekt',
  refused: 'geweigerd',
  'source-failed': 'bron antwoordde niet',
  'not-delivered': 'niet bezorgd',
  'turned-away': 'aan de deur geweigerd',
  evaluated: 'alleen beslist',
  acknowledged: 'ontvangst bevestigd',
  'acknowledgement-differs': 'ontvangst klopt niet',
  'not-acknowledged': 'ontvangst niet bevestigd',
  viewed: 'bekeken',
  switched: 'omgezet',
  'register-changed': 'register gewijzigd',
  erased: 'gewist',
  expired: 'termijn voorbij',
};

export const OUTCOMES: Readonly<Record<string, string>> = {
  released: 'verstrekt',
  opened: 'mocht',
  'empty-at-source': 'leeg bij de bron',
  'content-stopped': 'inhoud tegengehouden',
  'not-obtained': 'niet verkregen',
  withheld: 'niet toegestaan',
  never: 'nooit',
  'no-rule': 'geen regel',
  'keys-differ': 'sleutels verschillen',
};

type Vocabulary = Pick<
  ReturnType<PortalContext['register']['policies']['latest']>['handreiking'],
  'purposes' | 'fields'
>;

/** What can be chosen on the page of the log. */
export function filtersOf(said: Said, parties: Parties, { purposes, fields }: Vocabulary): readonly Filter[] {
  const choice = (
    name: keyof Said,
    label: string,
    any: string,
    options: Extract<Filter, { kind: 'choice' }>['options'],
  ): Filter => ({ kind: 'choice', name, label, any, options, value: said[name] });
  return [
    { kind: 'date', name: 'van', label: 'Vanaf', value: said.van },
    { kind: 'date', name: 'tot', label: 'Tot en met', value: said.tot },
    choice(
      'partner',
      'Organisatie',
      'alle',
      [...parties.keys()].map(value => ({ value, label: nameOfParty(parties, value) })),
    ),
    choice(
      'doel',
      'Doel',
      'alle',
      [...purposes.values()].map(({ id, name }) => ({ value: id, label: `${id} ${name}` })),
    ),
    choice(
      'gebeurtenis',
      'Wat',
      'alles',
      Object.entries(EVENTS).map(([value, label]) => ({ value, label })),
    ),
    choice(
      'veld',
      'Veld',
      'alle',
      [...fields.values()].map(({ id, name }) => ({ value: id, label: name })),
    ),
  ];
}

const DAY = /^\d{4}-\d\d-\d\d$/;
const VERSION = /^[0-9a-f]{64}$/;

/** Whether everything in it is a word of ours: only then may it be kept, so that nobody hides in a filter. */
export function isOfOurWords(said: Said, parties: Parties, { purposes, fields }: Vocabulary): boolean {
  const isOurs: Readonly<Record<string, (word: string) => boolean>> = {
    van: word => DAY.test(word),
    tot: word => DAY.test(word),
    partner: word => parties.has(word),
    doel: word => [...purposes.values()].some(({ id }) => id === word),
    gebeurtenis: word => Object.hasOwn(EVENTS, word),
    veld: word => [...fields.values()].some(({ id }) => id === word),
    versie: word => VERSION.test(word),
  };
  return Object.entries(said).every(([name, word]) => isOurs[name]?.(word) === true);
}

/** A filter as it is shown to this officer: what it says, in words. */
export function shownFilter(
  { id, name, owner, isShared, question }: SavedFilter,
  officer: string,
  parties: Parties,
  vocabulary: Vocabulary,
): SavedFilterShown {
  const filters = filtersOf(question, parties, vocabulary);
  const says = filters.flatMap(({ name: word, label, ...filter }) => {
    const said = question[word];
    if (said === undefined) return [];
    const chosen = filter.kind === 'choice' ? filter.options.find(({ value }) => value === said) : undefined;
    return [`${label.toLowerCase()} ${chosen?.label ?? said}`];
  });
  return {
    id,
    name,
    href: addressOf(question),
    says: says.join(', '),
    isOwn: owner === officer,
    isShared,
    by: owner.replace('officer: ', ''),
  };
}
