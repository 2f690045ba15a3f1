import { describe, expect, it } from '@jest/globals';
import type { ProposedConsent } from '../../consent/check-consent.ts';
import { DAY_MS, LONGEST_VALIDITY_MS, PROVISIONAL_VALIDITY_MS } from '../../consent/duration.ts';
import { REFUSALS } from '../../consent/refusal.ts';
import { accepted, refusalsOf } from './judged.ts';
import {
  BRABANTWONEN,
  CLINIC,
  DIENST,
  knowledge,
  NOW,
  POLICE,
  PROPOSED,
  SCHULDHULP,
  TEXT,
  WIJKTEAM,
  ZAYAZ,
} from './proposals.ts';

const proposed = (changes: Partial<ProposedConsent>): ProposedConsent => ({ ...PROPOSED, ...changes });
const withForm = (changes: Partial<ProposedConsent['form']>): ProposedConsent =>
  proposed({ form: { ...PROPOSED.form, ...changes } });

describe('a professional records what Anja said yes to', () => {
  it('gets a record of one purpose, one sender, one recipient and these fields, for twelve months', () => {
    expect(accepted(PROPOSED)).toMatchObject({
      purpose: 'D01',
      sender: WIJKTEAM,
      recipient: ZAYAZ,
      fields: ['identiteit.naam', 'woonprofiel.woonwens'],
      validUntilMs: NOW + LONGEST_VALIDITY_MS,
    });
  });

  it('does not choose the kinds: they follow from the rules, with their law', () => {
    const { grounds } = accepted(PROPOSED);
    expect(grounds.map(({ kind }) => kind)).toEqual(['T-9', 'T-geheim']);
    expect(grounds.flatMap(({ rules }) => rules)).toEqual(expect.arrayContaining(['1.6', '1.7']));
    expect(grounds.every(({ articles }) => articles.length > 0)).toBe(true);
  });

  it('carries T-wet where the Wmo itself asks for an explicit yes', () => {
    const { grounds } = accepted(
      proposed({ sender: CLINIC, recipients: [WIJKTEAM], fields: ['zorg.contact_24_7'], recorder: CLINIC }),
    );
    expect(grounds.map(({ kind }) => kind)).toEqual(['T-9', 'T-geheim', 'T-wet']);
  });
});

describe('a question that cannot be asked like this', () => {
  it.each<[string, Partial<ProposedConsent>, string]>([
    ['two recipients at once', { recipients: [ZAYAZ, BRABANTWONEN] }, 'two-recipients'],
    ['no recipient', { recipients: [] }, 'two-recipients'],
    ['everything, with a star', { fields: ['*'] }, 'everything'],
    ['everything of one kind', { fields: ['zorg.*'] }, 'everything'],
    ['everything, in a word', { fields: ['Alles'] }, 'everything'],
    ['nothing', { fields: [] }, 'no-fields'],
    ['a field that does not exist', { fields: ['woonprofiel.kleur'] }, 'unknown-field'],
    ['a purpose that does not exist', { purpose: 'D99' }, 'unknown-purpose'],
    ['the diagnosis to the landlord, signed', { fields: ['zorg.diagnose'] }, 'never-field'],
    ['the BSN to the landlord', { fields: ['identiteit.bsn'] }, 'never-field'],
    ['a field no rule speaks of', { fields: ['dag.wens'] }, 'no-rule'],
    ['to oneself', { recipients: [WIJKTEAM], recorder: ZAYAZ }, 'same-partner'],
    ['recorded by who receives it', { recorder: ZAYAZ }, 'beneficiary-records'],
  ])('%s', (_name, changes, refusal) => {
    expect(refusalsOf(proposed(changes))).toContain(refusal);
  });

  it('names every fault at once', () => {
    const faults = refusalsOf(
      proposed({ purpose: 'D99', recipients: [ZAYAZ, BRABANTWONEN], fields: ['*'], recorder: ZAYAZ }),
    );
    expect(faults).toEqual(['two-recipients', 'unknown-purpose', 'everything', 'beneficiary-records']);
  });

  it('has a sentence that says what to do, for every refusal', () => {
    for (const { where, sentence } of Object.values(REFUSALS)) {
      expect(where).toMatch(/^\/[a-zA-Z]+$/);
      expect(sentence).toMatch(/[.]$/);
      expect(sentence.split(' ').length).toBeGreaterThan(9);
    }
  });
});

describe('asking a yes where a yes is no valid ground (handreiking 1.4)', () => {
  it.each<[string, Partial<ProposedConsent>]>([
    [
      'the landlord reports arrears by law',
      {
        purpose: 'D05',
        sender: ZAYAZ,
        recipients: [SCHULDHULP],
        fields: ['wonen.huurachterstand'],
        recorder: ZAYAZ,
      },
    ],
    [
      'the wijkteam turns to schuldhulp by law',
      { purpose: 'D02', recipients: [SCHULDHULP], fields: ['wonen.ontruiming_aangezegd'] },
    ],
    [
      'police information needs a decision on paper',
      { purpose: 'D08', sender: POLICE, recipients: [ZAYAZ], fields: ['wonen.overlast_feiten'] },
    ],
  ])('%s', (_name, changes) => {
    expect(refusalsOf(proposed(changes))).toEqual(['no-valid-ground']);
  });
});

describe('the form in which it was taken', () => {
  it.each<[string, Partial<ProposedConsent['form']>, string]>([
    ['a text with other words', { text: { ...TEXT, sha256: 'e'.repeat(64) } }, 'text-not-published'],
    ['last week, at the table', { decidedAtMs: NOW - 7 * DAY_MS }, 'backdated'],
    ['last month, on paper', { channel: 'paper', decidedAtMs: NOW - 30 * DAY_MS }, 'backdated'],
    ['before the text was there', { channel: 'paper', decidedAtMs: NOW - 90 * DAY_MS }, 'text-was-newer'],
    ['tomorrow', { decidedAtMs: NOW + DAY_MS }, 'in-the-future'],
    ['for thirteen months', { validUntilMs: NOW + 396 * DAY_MS }, 'too-long'],
    ['until yesterday', { validUntilMs: NOW - DAY_MS }, 'ends-before-it-starts'],
  ])('%s', (_name, changes, refusal) => {
    expect(refusalsOf(withForm(changes))).toContain(refusal);
  });

  it('refuses a text that was never published', () => {
    expect(refusalsOf(PROPOSED, { ...knowledge, published: undefined })).toEqual(['text-not-published']);
  });

  it('accepts paper of last week', () => {
    expect(refusalsOf(withForm({ channel: 'paper', decidedAtMs: NOW - 7 * DAY_MS }))).toEqual([]);
  });

  it('gives a shorter time when the resident chose one', () => {
    expect(accepted(withForm({ validUntilMs: NOW + 30 * DAY_MS })).validUntilMs).toBe(NOW + 30 * DAY_MS);
  });

  it('lets a yes in a crisis lapse after fourteen days, whatever was written down', () => {
    const crisis = withForm({ circumstance: 'crisis', validUntilMs: NOW + 200 * DAY_MS });
    const { validUntilMs } = accepted({ ...crisis, fields: ['identiteit.naam'] });
    expect(validUntilMs).toBe(NOW + PROVISIONAL_VALIDITY_MS);
  });
});

const benefit = (form: Partial<ProposedConsent['form']>): ProposedConsent =>
  proposed({
    purpose: 'D03',
    sender: DIENST,
    fields: ['inkomen.besluit_vaste_lasten'],
    recorder: DIENST,
    form: { ...PROPOSED.form, ...form },
  });

describe('the sociale dienst tells the landlord that the rent is paid (P-wet 65)', () => {
  it.each<[string, Partial<ProposedConsent['form']>, readonly string[]]>([
    ['signed on paper', { channel: 'paper', evidence: 'signature' }, []],
    ['in the portal', { channel: 'portal', evidence: 'own-login' }, []],
    ['signed at the table', { channel: 'at-the-table', evidence: 'signature' }, []],
    [
      'said at the table, heard by a witness',
      { channel: 'at-the-table', evidence: 'witness' },
      ['not-written'],
    ],
    ['by telephone', { channel: 'telephone', evidence: 'recording' }, ['not-written']],
    ['by telephone, however signed', { channel: 'telephone', evidence: 'signature' }, ['not-written']],
  ])('%s', (_name, form, refusals) => {
    expect(refusalsOf(benefit(form))).toEqual(refusals);
  });
});
