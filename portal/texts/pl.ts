import { plChoosing } from './pl/choosing.ts';
import { plEntry } from './pl/entry.ts';
import { plFields, plPurposes } from './pl/fields.ts';
import { plKnowing } from './pl/knowing.ts';
import { plRestricting } from './pl/restricting.ts';
import type { Translation } from './translation.ts';

export const polish: Translation = {
  language: 'pl',
  tag: 'pl',
  direction: 'ltr',
  name: 'Polski',
  version: '2026-11',
  reviewed: [],
  notHere: 'Tej strony nie ma jeszcze po polsku. Pokazujemy ją po niderlandzku. Zadzwoń do nas, wyjaśnimy.',
  fields: plFields,
  purposes: plPurposes,
  pages: { ...plEntry, ...plChoosing, ...plKnowing, ...plRestricting },
};
