import { CARE, CARE_STU3, CORPORATION, WIJKTEAM } from '../../adapters/dialects.ts';

/** The partners that are measured; the first of them is the one that stalls. */
export const MEASURED = [CORPORATION, WIJKTEAM, CARE, CARE_STU3];
