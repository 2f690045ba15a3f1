import { DAY_MS } from '../../consent/duration.ts';
import type { ConsentKnowledge, Party, ProposedConsent } from '../../consent/check-consent.ts';
import { shipped } from '../policies/handreiking.ts';

export const NOW = 1_800_000_000_000;

export const WIJKTEAM: Party = { id: 'wijkteam-zuidoost', role: 'gem_wijkteam' };
export const ZAYAZ: Party = { id: 'zayaz', role: 'corporatie' };
export const BRABANTWONEN: Party = { id: 'brabantwonen', role: 'corporatie' };
export const CLINIC: Party = { id: 'reinier-van-arkel-kliniek', role: 'ggz_behandeling' };
export const DIENST: Party = { id: 'sociale-dienst', role: 'gem_sociale_dienst' };
export const SCHULDHULP: Party = { id: 'schuldhulp', role: 'gem_schuldhulp' };
export const POLICE: Party = { id: 'wijkagent-zuidoost', role: 'wijkagent' };

export const TEXT = { version: 'vraag-2026-10', language: 'nl', sha256: 'f'.repeat(64) };

export const knowledge: ConsentKnowledge = {
  handreiking: shipped,
  published: { ...TEXT, publishedAtMs: NOW - 60 * DAY_MS },
  minority: 'adult',
  nowMs: NOW,
};

/** Anja lets the wijkteam give her woonwens to Zayaz; recorded by the wijkteam at the table. */
export const PROPOSED: ProposedConsent = {
  purpose: 'D01',
  sender: WIJKTEAM,
  recipients: [ZAYAZ],
  fields: ['identiteit.naam', 'woonprofiel.woonwens'],
  form: {
    text: TEXT,
    channel: 'at-the-table',
    evidence: 'signature',
    circumstance: 'ordinary',
    decidedAtMs: NOW,
    validUntilMs: undefined,
  },
  deciding: { by: 'resident', capacity: 'able' },
  recorder: WIJKTEAM,
};
