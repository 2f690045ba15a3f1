/** The five vuistregels, in their order. */
export const VUISTREGELS = ['dak', 'inkomen', 'daginvulling', 'ondersteuning', 'leefomgeving'] as const;
export type Vuistregel = (typeof VUISTREGELS)[number];

export const VUISTREGEL_NAMES: Readonly<Record<Vuistregel, string>> = {
  dak: 'Een dak',
  inkomen: 'Inkomenszekerheid',
  daginvulling: 'Daginvulling',
  ondersteuning: 'De juiste ondersteuning',
  leefomgeving: 'Leefomgeving',
};

export const VUISTREGEL_QUESTIONS: Readonly<Record<Vuistregel, string>> = {
  dak: 'Waar en hoe wil iemand wonen?',
  inkomen: 'Blijft er genoeg geld, ook als het even tegenzit?',
  daginvulling: 'Wat is er te doen dat past?',
  ondersteuning: 'Wie helpt, en wie mag gebeld worden?',
  leefomgeving: 'Hoe gaat het met de buren en de wijk?',
};

export const asVuistregel = (word: string | undefined): Vuistregel | undefined =>
  VUISTREGELS.find(each => each === word);
