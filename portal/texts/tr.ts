import { trChoosing } from './tr/choosing.ts';
import { trEntry } from './tr/entry.ts';
import { trFields, trPurposes } from './tr/fields.ts';
import { trKnowing } from './tr/knowing.ts';
import { trRestricting } from './tr/restricting.ts';
import type { Translation } from './translation.ts';

export const turkish: Translation = {
  language: 'tr',
  tag: 'tr',
  direction: 'ltr',
  name: 'Türkçe',
  version: '2026-11',
  reviewed: [],
  notHere: 'Bu sayfa henüz Türkçe değil. Sayfayı Hollandaca görüyorsunuz. Bizi arayın, açıklayalım.',
  fields: trFields,
  purposes: trPurposes,
  pages: { ...trEntry, ...trChoosing, ...trKnowing, ...trRestricting },
};
