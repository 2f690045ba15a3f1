import { enChoosing } from './en/choosing.ts';
import { enEntry } from './en/entry.ts';
import { enFields, enPurposes } from './en/fields.ts';
import { enKnowing } from './en/knowing.ts';
import { enRestricting } from './en/restricting.ts';
import type { Translation } from './translation.ts';

export const english: Translation = {
  language: 'en',
  tag: 'en',
  direction: 'ltr',
  name: 'English',
  version: '2026-11',
  reviewed: [],
  notHere: 'This page is not in English yet. You see it in Dutch. Call us and we will explain it.',
  fields: enFields,
  purposes: enPurposes,
  pages: { ...enEntry, ...enChoosing, ...enKnowing, ...enRestricting },
};
