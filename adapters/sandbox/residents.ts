import type { Resident } from './resident.ts';
import { ahmed } from './residents/ahmed.ts';
import { anja } from './residents/anja.ts';
import { els } from './residents/els.ts';
import { fatima } from './residents/fatima.ts';
import { jan } from './residents/jan.ts';
import { kees } from './residents/kees.ts';
import { lin } from './residents/lin.ts';
import { noor } from './residents/noor.ts';
import { omar } from './residents/omar.ts';
import { piet } from './residents/piet.ts';
import { sara } from './residents/sara.ts';

/** The eleven invented residents, each with one story. */
export const RESIDENTS: readonly Resident[] = [
  anja,
  jan,
  fatima,
  piet,
  sara,
  ahmed,
  els,
  kees,
  lin,
  omar,
  noor,
];
