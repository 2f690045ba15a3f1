import { arChoosing } from './ar/choosing.ts';
import { arEntry } from './ar/entry.ts';
import { arFields, arPurposes } from './ar/fields.ts';
import { arKnowing } from './ar/knowing.ts';
import { arRestricting } from './ar/restricting.ts';
import type { Translation } from './translation.ts';

export const arabic: Translation = {
  language: 'ar',
  tag: 'ar',
  direction: 'rtl',
  name: 'العربية',
  version: '2026-11',
  reviewed: [],
  notHere: 'هذه الصفحة غير متوفرة بالعربية بعد. تراها باللغة الهولندية. اتصل بنا وسنشرحها لك.',
  fields: arFields,
  purposes: arPurposes,
  pages: { ...arEntry, ...arChoosing, ...arKnowing, ...arRestricting },
};
