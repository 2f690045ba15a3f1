import { describe, expect, it } from '@jest/globals';
import type { ProposedConsent } from '../../consent/check-consent.ts';
import { DAY_MS } from '../../consent/duration.ts';
import type { Representation } from '../../consent/representation.ts';
import { accepted, refusalsOf } from './judged.ts';
import { CLINIC, knowledge, NOW, PROPOSED } from './proposals.ts';

const proposed = (changes: Partial<ProposedConsent>): ProposedConsent => ({ ...PROPOSED, ...changes });
const representation = (changes: Partial<Representation>): Representation => ({
  id: 'r1',
  kind: 'mentor',
  reach: 'care',
  fromMs: NOW - DAY_MS,
  untilMs: undefined,
  ...changes,
});

const MENTOR = representation({});
const BEWINDVOERDER = representation({ kind: 'bewindvoerder', reach: 'money' });
const PARENT = representation({ kind: 'ouder', reach: 'both' });

const decidedBy = (
  by: Representation | undefined,
  more: { readonly capacity?: 'able'; readonly opinion?: 'agrees' | 'opposes' } = {},
): ProposedConsent =>
  proposed({
    sender: CLINIC,
    fields: ['identiteit.naam', 'zorg.contact_24_7'],
    deciding: {
      by: 'representative',
      representation: by,
      capacity: more.capacity ?? 'not-able',
      opinion: 'opinion' in more ? more.opinion : 'agrees',
    },
  });

it('accepts a mentor about care, and keeps the resident’s own opinion', () => {
  expect(accepted(decidedBy(MENTOR)).deciding).toMatchObject({ opinion: 'agrees' });
});

const minor = (age: 'under-12' | 'from-12', isEnabled: boolean) => ({
  ...knowledge,
  minority: { age, isEnabled },
});

describe('somebody else decides for the resident', () => {
  it('refuses a bewindvoerder about care: that is about money', () => {
    expect(refusalsOf(decidedBy(BEWINDVOERDER))).toEqual(['out-of-reach']);
  });

  it('refuses a name alone to either: it is about neither', () => {
    expect(refusalsOf({ ...decidedBy(MENTOR), fields: ['identiteit.naam'] })).toEqual(['out-of-reach']);
  });

  it.each([
    ['not on record', decidedBy(undefined), 'representation-unknown'],
    ['no longer', decidedBy(representation({ untilMs: NOW - 1 })), 'representation-not-now'],
    ['not yet', decidedBy(representation({ fromMs: NOW + DAY_MS })), 'representation-not-now'],
    ['while the resident can decide', decidedBy(MENTOR, { capacity: 'able' }), 'resident-decides'],
  ])('refuses a representative who is %s', (_name, proposal, refusal) => {
    expect(refusalsOf(proposal)).toEqual([refusal]);
  });

  it('refuses when nobody wrote down what the resident thinks', () => {
    const { deciding } = decidedBy(MENTOR);
    const silent = proposed({
      ...decidedBy(MENTOR),
      deciding: { ...deciding, by: 'representative', representation: MENTOR, opinion: undefined },
    });
    expect(refusalsOf(silent)).toEqual(['opinion-missing']);
  });

  it('accepts whom the resident chose, also when the resident could decide', () => {
    const chosen = representation({ kind: 'gemachtigde', reach: 'both' });
    expect(refusalsOf(decidedBy(chosen, { capacity: 'able' }))).toEqual([]);
  });

  it('puts it before the officer when the resident opposes', () => {
    expect(accepted(decidedBy(MENTOR, { opinion: 'opposes' })).needsOfficer).toBe(true);
    expect(accepted(decidedBy(MENTOR)).needsOfficer).toBe(false);
  });

  it('refuses a resident who cannot decide this now', () => {
    const unable = proposed({ deciding: { by: 'resident', capacity: 'not-able' } });
    expect(refusalsOf(unable)).toEqual(['not-competent']);
    expect(refusalsOf({ ...unable, form: { ...PROPOSED.form, circumstance: 'advance' } })).toContain(
      'crisis-has-no-advance',
    );
  });

  it.each([
    ['a case the officer has not opened', decidedBy(PARENT), minor('under-12', false), ['minor-not-enabled']],
    ['a parent of a child of ten', decidedBy(PARENT), minor('under-12', true), []],
    ['the child alone', PROPOSED, minor('from-12', true), ['parent-needed']],
    ['a mentor', decidedBy(MENTOR), minor('from-12', true), ['parent-needed']],
    ['parent and child of fifteen', decidedBy(PARENT), minor('from-12', true), []],
    [
      'a parent against a child of fifteen',
      decidedBy(PARENT, { opinion: 'opposes' }),
      minor('from-12', true),
      ['child-must-agree'],
    ],
  ])('under sixteen, %s', (_name, proposal, known, refusals) => {
    expect(refusalsOf(proposal, known)).toEqual(refusals);
  });
});
