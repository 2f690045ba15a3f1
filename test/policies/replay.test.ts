import { describe, expect, it } from '@jest/globals';
import { decide, released } from '../../policies/decide.ts';
import { parseRecordedDecision, type RecordedDecision } from '../../policies/replay/recorded-decision.ts';
import { startReplay, type ReplayReport } from '../../policies/replay/replay.ts';
import { factsOf, questionOf } from '../../policies/scenario-step.ts';
import { compileTable } from '../../policies/table.ts';
import { CONSENT, type FieldId } from '../../policies/vocabulary.ts';
import { shipped } from './handreiking.ts';
import { load } from './signers.ts';
import { changed, smallFiles } from './small-handreiking.ts';

const table = compileTable(shipped);

function replayed(decisions: readonly RecordedDecision[], under = table): ReplayReport {
  const replay = startReplay(under);
  for (const decision of decisions) replay.take(decision);
  return replay.report();
}

/** Every step of the forty scenarios, as the ledger would have recorded it. */
const recorded: readonly RecordedDecision[] = shipped.scenarios.flatMap(({ steps }) =>
  steps.map(step => {
    const facts = factsOf(step);
    const { purpose, from, to, fields } = questionOf(step);
    const keys = (isMet: boolean): string[] =>
      [...facts.conditions].filter(([, value]) => value === isMet).map(([key]) => key);
    return {
      purpose,
      from,
      to,
      asked: fields,
      opened: released(decide(table, questionOf(step), facts)),
      facts: { true: keys(true), false: keys(false), consented: [...facts.consented] },
    };
  }),
);

describe('an officer replays what was decided under the same handreiking', () => {
  it('sees no difference, for every decision of the forty scenarios', () => {
    expect(replayed(recorded)).toEqual({
      decisions: recorded.length,
      tooOld: 0,
      different: 0,
      differences: [],
    });
    expect(recorded.length).toBe(71);
  });

  it('sees that entries without recorded facts are too old, and counts them', () => {
    const old = recorded.map(decision => ({ ...decision, facts: undefined }));
    expect(replayed([...old, ...recorded])).toEqual({
      decisions: 142,
      tooOld: 71,
      different: 0,
      differences: [],
    });
  });
});

/** D05 with one text changed, ready to decide. */
const under = (from: string, to: string) => compileTable(load(changed(smallFiles, /D05/, from, to)));

describe('an officer replays arrears signals under another version', () => {
  const signal: RecordedDecision = {
    purpose: 'D05',
    from: 'corporatie',
    to: 'gem_schuldhulp',
    asked: ['identiteit.naam', 'wonen.huurachterstand', 'wonen.huurprijs'],
    opened: ['identiteit.naam', 'wonen.huurachterstand'],
    facts: { true: ['geinformeerd', 'stappen'], false: ['traject'], consented: [] },
  };
  it('sees per field what would have been given', () => {
    const wider = under(', wonen.huurachterstand]', ', wonen.huurachterstand, wonen.huurprijs]');
    expect(replayed([signal, signal], wider)).toMatchObject({
      different: 2,
      differences: [{ field: 'wonen.huurprijs', change: 'would-open', rule: '5.1', missing: [], count: 2 }],
    });
  });

  it('sees per field what would not have been given, and that no rule is left for it', () => {
    const stricter = under(', wonen.huurachterstand]', ']');
    expect(replayed([signal], stricter).differences).toEqual([
      {
        purpose: 'D05',
        from: 'corporatie',
        to: 'gem_schuldhulp',
        field: 'wonen.huurachterstand',
        change: 'would-close',
        rule: undefined,
        missing: [],
        count: 1,
      },
    ]);
  });

  it('sees what would have been needed, where that was known not to be so', () => {
    const stricter = under('[geinformeerd, stappen]', '[geinformeerd, stappen, traject]');
    const { differences } = replayed([signal], stricter);
    expect(differences.map(({ change, missing }) => [change, missing])).toEqual([
      ['would-close', ['traject']],
      ['would-close', ['traject']],
    ]);
  });

  it('is told that it cannot be known, where nobody recorded the fact', () => {
    const stricter = under('[geinformeerd, stappen]', '[geinformeerd, stappen, desgevraagd]');
    const { different, differences } = replayed([signal], stricter);
    expect(different).toBe(1);
    expect(differences.map(({ change, missing }) => [change, missing])).toEqual([
      ['unknown', ['desgevraagd']],
      ['unknown', ['desgevraagd']],
    ]);
  });

  it('knows that no recorded consent is no consent', () => {
    const asked: FieldId[] = ['schulden.traject_status'];
    const feedback = { ...signal, from: 'gem_schuldhulp', to: 'corporatie', asked, opened: asked };
    const without = { ...feedback, facts: { true: ['geinformeerd'], false: [], consented: [] } };
    expect(replayed([without]).differences).toMatchObject([{ change: 'would-close', missing: [CONSENT] }]);
  });

  it('sees a purpose, a party or a field that is gone as closed', () => {
    const elsewhere = { ...signal, purpose: 'D99' };
    expect(replayed([elsewhere]).differences.map(({ change }) => change)).toEqual([
      'would-close',
      'would-close',
    ]);
    expect(replayed([{ ...signal, to: 'niemand' }]).different).toBe(1);
  });

  it('counts what is alike together, whatever the number of decisions', () => {
    const many = Array.from({ length: 1000 }, () => signal);
    const { decisions, different, differences } = replayed(many, under(', wonen.huurachterstand]', ']'));
    expect([decisions, different, differences.length, differences[0]?.count]).toEqual([1000, 1000, 1, 1000]);
  });
});

describe('a line of recorded decisions', () => {
  const line = {
    doel: 'D05',
    van: 'corporatie',
    naar: 'gem_schuldhulp',
    gevraagd: ['wonen.huurachterstand'],
    vrij: [],
    feiten: { waar: [], onwaar: ['stappen'], toestemming: [] },
  };

  it('is read, with or without facts', () => {
    expect(parseRecordedDecision(JSON.stringify(line))?.facts).toEqual({
      true: [],
      false: ['stappen'],
      consented: [],
    });
    expect(parseRecordedDecision(JSON.stringify({ ...line, feiten: undefined }))).toMatchObject({
      facts: undefined,
    });
    expect(parseRecordedDecision(JSON.stringify({ ...line, versie: 'abc' }))?.purpose).toBe('D05');
  });

  it.each([
    ['no JSON', '{'],
    ['no object', '[]'],
    ['null', 'null'],
    ['no purpose', JSON.stringify({ ...line, doel: undefined })],
    ['fields that are no words', JSON.stringify({ ...line, gevraagd: [1] })],
    ['released that is no list', JSON.stringify({ ...line, vrij: 'alles' })],
    ['facts that are half there', JSON.stringify({ ...line, feiten: { waar: [] } })],
    ['facts that are null', JSON.stringify({ ...line, feiten: null })],
  ])('is not read when it has %s', (_what, text) => {
    expect(parseRecordedDecision(text)).toBeUndefined();
  });
});
