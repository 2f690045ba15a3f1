import { describe, expect, it } from '@jest/globals';
import { decide } from '../../policies/decide.ts';
import type { Facts } from '../../policies/facts.ts';
import {
  possibilities,
  type PossibilityQuery,
  type RecipientPossibilities,
} from '../../policies/possibilities/possibilities.ts';
import { compileTable } from '../../policies/table.ts';
import { CONSENT, type FieldId } from '../../policies/vocabulary.ts';
import { shipped } from './handreiking.ts';

const table = compileTable(shipped);
const roles = [...shipped.roles.keys()];
const purposes = [...shipped.purposes.keys()];
const fields = [...shipped.fields.keys()];

function recipientsOf(query: PossibilityQuery): readonly RecipientPossibilities[] {
  const answer = possibilities(shipped, query);
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return answer.recipients;
}

function recipientOf(query: PossibilityQuery): RecipientPossibilities {
  const [recipient] = recipientsOf(query);
  if (recipient === undefined) throw new Error('no recipient');
  return recipient;
}

const factsWith = (keys: readonly string[], field: FieldId): Facts => ({
  conditions: new Map(keys.filter(key => key !== CONSENT).map(key => [key, true])),
  consented: new Set(keys.includes(CONSENT) ? [field] : []),
});

describe('a wijkteam member asks what a corporation may know for a woonprofiel', () => {
  const corporation = recipientOf({ to: 'corporatie', purpose: 'D01' });
  const roadsOf = (field: FieldId) => corporation.possible.find(each => each.field === field)?.roads ?? [];

  it('hears that the resident has to say yes, to whom, under which law, in a sentence a resident understands', () => {
    expect(roadsOf('zorg.begeleidingsvoorwaarden').map(road => [road.rule, road.kind, road.from])).toEqual([
      ['1.7', 'consent', ['gem_wijkteam']],
      ['1.8', 'consent', ['ggz_behandeling', 'ggz_begeleiding', 'vg_zorg', 'verslavingszorg']],
    ]);
    const [road] = roadsOf('zorg.begeleidingsvoorwaarden');
    expect(road?.sentence).toBe('De corporatie krijgt uw woonprofiel alleen als u daar ja op zegt.');
    expect(road?.conditions.map(({ key }) => key)).toEqual(['casuslid', 'geinformeerd', 'toestemming']);
    expect(road?.law).toContain('Wmo 5.3.3');
  });

  it('hears that a diagnosis never goes there, and that the rent has no rule', () => {
    expect(corporation.never).toContain('zorg.diagnose');
    expect(corporation.noRule).toContain('wonen.huurprijs');
  });

  it('hears which fields belong to another purpose, without being sent there', () => {
    const other = corporation.otherPurpose.find(({ field }) => field === 'wonen.overlast_feiten');
    expect(other?.roads.map(({ purpose }) => purpose)).toEqual(['D08']);
  });
});

describe('a corporation asks its own sender for what another partner may give', () => {
  it('is pointed to the partner who may', () => {
    const corporation = recipientOf({ to: 'corporatie', purpose: 'D01', from: 'ggz_behandeling' });
    const reach = corporation.viaAnother.find(({ field }) => field === 'contact.telefoon_email');
    expect(reach?.roads.map(({ from }) => from)).toEqual([['gem_wijkteam']]);
    expect(corporation.possible.flatMap(({ roads }) => roads).map(({ from }) => from)).toEqual(
      corporation.possible.map(() => ['ggz_behandeling']),
    );
  });
});

describe('a police officer asks what he may tell', () => {
  const recipients = recipientsOf({ from: 'wijkagent' });

  it('hears to whom, and that every fact needs a decision on paper', () => {
    expect(recipients.map(({ to }) => to)).toContain('gem_wijkteam');
    const toTeam = recipients.find(({ to }) => to === 'gem_wijkteam');
    const signal = toTeam?.possible.find(({ field }) => field === 'crisis.signaal')?.roads ?? [];
    expect(signal.map(({ rule, kind }) => [rule, kind])).toContainEqual(['7.2', 'declaration']);
    expect(signal.every(road => road.conditions.some(({ key }) => key === 'wpg_besluit'))).toBe(true);
  });

  it('does not see recipients to whom he may tell nothing', () => {
    expect(recipients.map(({ to }) => to)).not.toContain('leverancier');
  });
});

describe('anyone asks who may know one field', () => {
  it('gets an answer about every recipient, also where it is no', () => {
    const recipients = recipientsOf({ fields: ['diagnose'] });
    expect(recipients.map(({ to }) => to)).toEqual(roles);
    expect(recipients.filter(({ possible }) => possible.length > 0).map(({ to }) => to)).toEqual([
      'bewoner',
      'ggz_behandeling',
      'ggz_begeleiding',
      'vg_zorg',
      'verslavingszorg',
    ]);
  });
});

describe('someone asks with a word that is not in the handreiking', () => {
  it('is told every such word with what it may have been, and gets nothing', () => {
    expect(
      possibilities(shipped, { to: 'corperatie', purpose: 'D99', fields: ['huurprijs', 'huurpijs'] }),
    ).toEqual({
      ok: false,
      refusal: 'unknown-words',
      unknown: [
        { kind: 'doel', word: 'D99', suggestions: ['D09'] },
        { kind: 'partij', word: 'corperatie', suggestions: ['corporatie'] },
        { kind: 'veld', word: 'huurpijs', suggestions: ['wonen.huurprijs'] },
      ],
    });
  });

  it('is asked to name something when nothing was named', () => {
    expect(possibilities(shipped, {})).toEqual({ ok: false, refusal: 'nothing-asked' });
    expect(possibilities(shipped, { fields: [] })).toEqual({ ok: false, refusal: 'nothing-asked' });
  });

  it.each(['__proto__', 'constructor', '', '*'])('opens nothing for %j', word => {
    expect(possibilities(shipped, { to: word }).ok).toBe(false);
    expect(possibilities(shipped, { purpose: word }).ok).toBe(false);
    expect(possibilities(shipped, { fields: [word] }).ok).toBe(false);
  });
});

describe('the possibilities and the decisions, over every purpose, recipient and field', () => {
  const answers = purposes.flatMap(purpose =>
    roles.map(to => ({ purpose, to, answer: recipientOf({ purpose, to }) })),
  );

  it('put every field in exactly one list', () => {
    for (const { answer } of answers) {
      const { possible, viaAnother, otherPurpose, noRule, never } = answer;
      const placed = [
        ...[possible, viaAnother, otherPurpose].flat().map(({ field }) => field),
        ...noRule,
        ...never,
      ];
      expect(placed.toSorted()).toEqual(fields.toSorted());
    }
  });

  it('promise only roads on which the decision opens the field, and needs every condition told', () => {
    let roadsWalked = 0;
    for (const { purpose, to, answer } of answers) {
      for (const { field, roads } of answer.possible) {
        for (const road of roads) {
          for (const from of road.from) {
            const question = { purpose, from, to, fields: [field] };
            const keys = road.conditions.map(({ key }) => key);
            expect(decide(table, question, factsWith(keys, field)).get(field)?.outcome).toBe('release');
            roadsWalked++;
          }
        }
      }
    }
    expect(roadsWalked).toBeGreaterThan(1000);
  });

  it('leave out no road: with every condition met, what is not promised stays closed', () => {
    const all = [...shipped.conditions.keys()];
    for (const { purpose, to, answer } of answers) {
      const promised = new Map(
        answer.possible.map(({ field, roads }) => [field, new Set(roads.flatMap(road => road.from))]),
      );
      for (const from of roles) {
        const facts: Facts = { conditions: factsWith(all, 'a.b').conditions, consented: new Set(fields) };
        for (const [field, { outcome }] of decide(table, { purpose, from, to, fields }, facts)) {
          const isPromised = promised.get(field)?.has(from) === true;
          if (isPromised !== (outcome === 'release')) throw new Error(`${purpose} ${from} ${to} ${field}`);
        }
      }
    }
  });
});
