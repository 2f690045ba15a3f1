import { simpleChoosing } from './nl-eenvoudig/choosing.ts';
import { simpleEntry } from './nl-eenvoudig/entry.ts';
import { simpleFields, simplePurposes } from './nl-eenvoudig/fields.ts';
import { simpleKnowing } from './nl-eenvoudig/knowing.ts';
import { simpleRestricting } from './nl-eenvoudig/restricting.ts';
import type { Translation } from './translation.ts';

export const simpleDutch: Translation = {
  language: 'nl-eenvoudig',
  tag: 'nl',
  direction: 'ltr',
  name: 'Eenvoudig Nederlands',
  version: '2026-11',
  reviewed: [],
  notHere: 'Deze pagina is er nog niet in eenvoudige taal. Bel ons. Wij leggen het uit.',
  fields: simpleFields,
  purposes: simplePurposes,
  pages: { ...simpleEntry, ...simpleChoosing, ...simpleKnowing, ...simpleRestricting },
};
