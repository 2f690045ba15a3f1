import { describe, expect, it } from '@jest/globals';
import { checkDeclaration } from '../../consent/declaration.ts';
import { DAY_MS, HOUR_MS } from '../../consent/duration.ts';
import { shipped } from '../policies/handreiking.ts';
import { CLINIC, DIENST, POLICE, WIJKTEAM, ZAYAZ } from './proposals.ts';

const check = (condition: string, declarer: typeof CLINIC, lastsMs?: number) =>
  checkDeclaration({ condition, declarer, sender: CLINIC.id, recipient: DIENST.id, lastsMs });

describe('somebody declares a condition', () => {
  it.each([
    ['desgevraagd', DIENST, true],
    ['desgevraagd', CLINIC, false],
    ['gedwongen', CLINIC, true],
    ['gedwongen', DIENST, false],
    ['vitaal', CLINIC, true],
    ['vitaal', ZAYAZ, false],
    ['wpg_besluit', POLICE, false],
    ['stappen', CLINIC, false],
    ['uitgenodigd', WIJKTEAM, true],
    ['uitgenodigd', CLINIC, false],
    ['traject', DIENST, false],
  ])('%s, by %p: %s', (condition, declarer, may) => {
    expect('lastsMs' in check(condition, declarer)).toBe(may);
  });

  it.each(['casuslid', 'geinformeerd', 'geen_bezwaar', 'toestemming', 'anoniem', 'toString', 'iets_anders'])(
    'nobody can declare %s',
    condition => {
      expect(check(condition, CLINIC)).toEqual({ fault: 'not-declarable' });
    },
  );

  it('an emergency lasts three days at most', () => {
    expect(check('vitaal', CLINIC)).toEqual({ lastsMs: 72 * HOUR_MS });
    expect(check('vitaal', CLINIC, 4 * DAY_MS)).toEqual({ fault: 'too-long' });
  });

  it('every other condition of the handreiking has somebody who can know it', () => {
    const own = new Set(['casuslid', 'geinformeerd', 'geen_bezwaar', 'toestemming', 'anoniem']);
    for (const condition of [...shipped.conditions.keys()].filter(key => !own.has(key)))
      expect(check(condition, ZAYAZ)).toEqual({ fault: 'not-yours' });
  });
});
