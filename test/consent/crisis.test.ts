import { describe, expect, it } from '@jest/globals';
import type { ProposedConsent } from '../../consent/check-consent.ts';
import { neededInCrisis } from '../../consent/crisis.ts';
import { DAY_MS } from '../../consent/duration.ts';
import { shipped } from '../policies/handreiking.ts';
import { accepted, refusalsOf } from './judged.ts';
import { CLINIC, DIENST, NOW, PROPOSED, WIJKTEAM, ZAYAZ } from './proposals.ts';

const inCrisis = (changes: Partial<ProposedConsent>): ProposedConsent => ({
  ...PROPOSED,
  form: { ...PROPOSED.form, circumstance: 'crisis' },
  ...changes,
});

const needed = (from: string, to: string) => [...neededInCrisis(shipped.rules, { from, to })].sort();

describe('somebody says yes in a crisis', () => {
  it('it can be about what the recipient needs now, and lapses in fourteen days', () => {
    const { fields, validUntilMs } = accepted(inCrisis({ fields: ['identiteit.naam'] }));
    expect(fields).toEqual(['identiteit.naam']);
    expect(validUntilMs).toBe(NOW + 14 * DAY_MS);
  });

  it.each([
    ['a woonwens', { fields: ['woonprofiel.woonwens'] }],
    ['a woonwens beside what is needed', { fields: ['identiteit.naam', 'woonprofiel.woonwens'] }],
    [
      'anything, to who has no part in a crisis',
      { purpose: 'D03', sender: CLINIC, recipients: [DIENST], fields: ['identiteit.naam'] },
    ],
  ])('%s can wait, and that is said', (_what, changes) => {
    expect(refusalsOf(inCrisis(changes))).toContain('not-needed-now');
    expect(refusalsOf({ ...inCrisis(changes), form: PROPOSED.form })).not.toContain('not-needed-now');
  });

  it('what is needed is what the handreiking opens in acute danger, and no more', () => {
    expect(needed(WIJKTEAM.role, ZAYAZ.role)).toEqual([
      'contact.adres',
      'crisis.gevraagde_actie',
      'identiteit.naam',
    ]);
    expect(needed(CLINIC.role, DIENST.role)).toEqual([]);
    const emergency = new Set(
      shipped.rules.filter(({ purpose }) => purpose === 'D06').flatMap(rule => rule.fields),
    );
    for (const from of shipped.roles.keys())
      for (const to of shipped.roles.keys())
        for (const field of neededInCrisis(shipped.rules, { from, to }))
          expect(emergency.has(field)).toBe(true);
  });
});
