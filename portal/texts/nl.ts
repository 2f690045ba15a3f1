import { nlChoosing } from './nl/choosing.ts';
import { nlEntry } from './nl/entry.ts';
import { nlKnowing } from './nl/knowing.ts';
import { nlRestricting } from './nl/restricting.ts';

/** What residents read, in Dutch at B1: the text that counts. */
export const nl = { ...nlEntry, ...nlChoosing, ...nlKnowing, ...nlRestricting };
