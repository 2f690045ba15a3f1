import { describe, expect, it } from '@jest/globals';
import { pagesOf } from '../../gateway/http/portal/portal-routes.ts';
import type { PortalContext } from '../../gateway/http/portal/portal-context.ts';
import { levelIn, NL_GOV_CLAIMS, readClaims } from '../../gateway/identity/people/login-claims.ts';
import { peopleFaults } from '../../gateway/identity/people/people.ts';
import { DEEDS, may, type Permission } from '../../gateway/identity/people/person-ability.ts';
import type { Person } from '../../gateway/identity/people/person.ts';

const EVERYTHING = Object.entries(DEEDS).flatMap(([thing, deeds]) =>
  deeds.map(deed => [deed, thing] as unknown as Permission),
);
const allOf = (person: Person): readonly string[] =>
  EVERYTHING.filter(each => may(person, each)).map(each => each.join(' '));

const RESIDENT: Person = { role: 'resident', resident: 'a' };

describe('what somebody may do on a page', () => {
  it('is for a helper to look, and nothing else', () => {
    const deeds = allOf({ role: 'helper', resident: 'a' });
    expect(deeds.length).toBeGreaterThan(0);
    expect(deeds.filter(deed => !deed.startsWith('inzien '))).toEqual([]);
  });

  it('is for staff nothing of what is a resident’s own', () => {
    const own = new Set(allOf(RESIDENT).filter(deed => deed !== 'inzien bezwaar'));
    for (const role of ['officer', 'auditor', 'administrator'] as const)
      expect(allOf({ role, professional: 'x' }).filter(deed => own.has(deed))).toEqual([]);
    expect(
      allOf({ role: 'professional', partner: 'zayaz', professional: 'x' }).filter(deed => own.has(deed)),
    ).toEqual([]);
  });

  it('is for each role something that no other role may, or less than another', () => {
    const roles = ['officer', 'auditor', 'administrator'] as const;
    const sets = roles.map(role => allOf({ role, professional: 'x' }).join());
    expect(new Set(sets).size).toBe(roles.length);
  });

  it('reaches what is theirs, and nobody else’s', () => {
    expect(may(RESIDENT, ['stoppen', 'toestemming'], { resident: 'a' })).toBe(true);
    expect(may(RESIDENT, ['stoppen', 'toestemming'], { resident: 'b' })).toBe(false);
    expect(may(RESIDENT, ['stoppen', 'toestemming'], {})).toBe(false);
    const zayaz: Person = { role: 'professional', partner: 'zayaz', professional: 'x' };
    expect(may(zayaz, ['bijwerken', 'casus'], { partner: 'farent' })).toBe(false);
  });

  it('leaves the advance choices and the helpers to the resident alone', () => {
    const deeds = allOf({ role: 'representative', resident: 'a', representation: 'r' });
    expect(deeds).toContain('beantwoorden vraag');
    expect(deeds).not.toContain('uitnodigen meekijker');
    expect(deeds).not.toContain('maken vooraf-keuze');
  });
});

const anything: unknown = new Proxy(() => undefined, { get: () => anything, apply: () => anything });

describe('every page', () => {
  it('says for whom it is; what changes something for a person is open to nobody who is not logged in', () => {
    const open = pagesOf(anything as PortalContext)
      .filter(({ guard }) => guard === 'iedereen')
      .map(({ method, path }) => `${method} ${path}`);
    expect(open.filter(each => each.startsWith('post'))).toEqual(['post /inloggen', 'post /uitloggen']);
  });
});

const SUBJECT = { sub: 's1', sub_id_type: 'urn:nl-eid-gdi:1.0:id:BSN' };

describe('what a broker says of a login', () => {
  it('is read where its configuration says it stands', () => {
    const mapping = { ...NL_GOV_CLAIMS, subject: ['bsn'], level: ['urn:level', 'loa'] };
    expect(readClaims({ bsn: '1' }, mapping, 'digid')?.subject).toEqual({ type: 'onbekend', value: '1' });
    expect(levelIn({ 'urn:level': { loa: 'hoog' } }, mapping)).toBe('hoog');
  });

  it('names who logged in and whom they stand for', () => {
    const login = readClaims({ ...SUBJECT, represents: { ...SUBJECT, sub: 's2' } }, NL_GOV_CLAIMS, 'digid');
    expect([login?.subject.value, login?.represents?.value]).toEqual(['s1', 's2']);
  });

  it('is not believed by half', () => {
    for (const claims of [
      {},
      { sub: '' },
      { sub: 7 },
      { ...SUBJECT, represents: {} },
      { ...SUBJECT, represents: 's2' },
      { ...SUBJECT, represents: { ...SUBJECT, represents: SUBJECT } },
    ])
      expect(readClaims(claims, NL_GOV_CLAIMS, 'digid')).toBeUndefined();
    expect(levelIn({ acr: ['hoog'] }, NL_GOV_CLAIMS)).toBeUndefined();
  });
});

describe('the address people log in at', () => {
  const provider = {
    name: 'x',
    issuer: 'https://broker.example',
    clientId: 'x',
    levels: ['x'],
    claims: NL_GOV_CLAIMS,
  } as const;

  const faults = (publicUrl: string, issuer: string): number =>
    peopleFaults({ publicUrl, residents: { ...provider, issuer }, staff: [] }).length;

  it('has TLS everywhere but on the loopback', () => {
    expect(faults('https://poort.example', 'https://broker.example')).toBe(0);
    expect(faults('http://127.0.0.1:8080', 'http://127.0.0.1:8080/x')).toBe(0);
    expect(faults('http://poort.example', 'https://broker.example')).toBe(1);
    expect(faults('https://poort.example', 'http://broker.example')).toBe(1);
  });
});
