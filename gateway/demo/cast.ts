/** A partner of the demo: invented numbers (OIN prefix 00000099 is for tests), real roles. */
export interface CastMember {
  readonly id: string;
  readonly name: string;
  readonly organisation: string;
  readonly oin: string;
  readonly role: string;
  readonly purposes: readonly string[];
}

const MUNICIPALITY = "Gemeente 's-Hertogenbosch";
const CARE = 'Reinier van Arkel';

/** Who takes part in the demo, and in the tests. */
export const CAST: readonly CastMember[] = [
  {
    id: 'wijkteam-zuidoost',
    name: 'Sociaal wijkteam Zuidoost',
    organisation: MUNICIPALITY,
    oin: '00000099000000001000',
    role: 'gem_wijkteam',
    purposes: ['D01', 'D02', 'D03', 'D04', 'D06', 'D07', 'D08', 'D09', 'D10', 'D11', 'D12', 'D13'],
  },
  {
    id: 'sociale-dienst',
    name: 'Sociale dienst',
    organisation: MUNICIPALITY,
    oin: '00000099000000002000',
    role: 'gem_sociale_dienst',
    purposes: ['D03', 'D09', 'D10', 'D13'],
  },
  {
    id: 'schuldhulp',
    name: 'Schuldhulp',
    organisation: MUNICIPALITY,
    oin: '00000099000000003000',
    role: 'gem_schuldhulp',
    purposes: ['D02', 'D05', 'D10', 'D13'],
  },
  {
    id: 'zayaz',
    name: 'Zayaz',
    organisation: 'Zayaz',
    oin: '00000099000000004000',
    role: 'corporatie',
    purposes: ['D01', 'D02', 'D03', 'D04', 'D05', 'D07', 'D08', 'D10', 'D12'],
  },
  {
    id: 'brabantwonen',
    name: 'BrabantWonen',
    organisation: 'BrabantWonen',
    oin: '00000099000000005000',
    role: 'corporatie',
    purposes: ['D01', 'D02', 'D03', 'D04', 'D05', 'D07', 'D08', 'D10', 'D12'],
  },
  {
    id: 'reinier-van-arkel-kliniek',
    name: 'Reinier van Arkel, kliniek',
    organisation: CARE,
    oin: '00000099000000006000',
    role: 'ggz_behandeling',
    purposes: ['D01', 'D02', 'D03', 'D06', 'D13'],
  },
  {
    id: 'farent',
    name: 'Farent',
    organisation: 'Farent',
    oin: '00000099000000007000',
    role: 'welzijn',
    purposes: ['D01', 'D02', 'D04', 'D07', 'D09'],
  },
  {
    id: 'privacy-officer',
    name: 'Privacy officer',
    organisation: MUNICIPALITY,
    oin: '00000099000000008000',
    role: 'privacy_officer',
    purposes: [],
  },
];
