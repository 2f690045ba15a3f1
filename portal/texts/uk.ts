import type { Translation } from './translation.ts';
import { ukChoosing } from './uk/choosing.ts';
import { ukEntry } from './uk/entry.ts';
import { ukFields, ukPurposes } from './uk/fields.ts';
import { ukKnowing } from './uk/knowing.ts';
import { ukRestricting } from './uk/restricting.ts';

export const ukrainian: Translation = {
  language: 'uk',
  tag: 'uk',
  direction: 'ltr',
  name: 'Українська',
  version: '2026-11',
  reviewed: [],
  notHere: 'Цієї сторінки ще немає українською. Ви бачите її нідерландською. Зателефонуйте нам, ми пояснимо.',
  fields: ukFields,
  purposes: ukPurposes,
  pages: { ...ukEntry, ...ukChoosing, ...ukKnowing, ...ukRestricting },
};
