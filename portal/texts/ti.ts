import { tiEntry } from './ti/entry.ts';
import { tiHelp } from './ti/help.ts';
import type { Translation } from './translation.ts';

/** Only what stands before the choosing: a question in half-sure words would be no question. */
export const tigrinya: Translation = {
  language: 'ti',
  tag: 'ti',
  direction: 'ltr',
  name: 'ትግርኛ',
  version: '2026-11',
  reviewed: [],
  notHere: 'እዚ ገጽ ገና ብትግርኛ የለን። ብቋንቋ ሆላንድ ትርእይዎ ኣለኹም። ደውሉልና፣ ክንገልጸልኩም ኢና። ኣስተርጓሚ እውን ክንሓትት ንኽእል።',
  fields: {},
  purposes: {},
  pages: { ...tiEntry, help: tiHelp },
};
