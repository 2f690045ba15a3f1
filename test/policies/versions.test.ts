import { describe, expect, it } from '@jest/globals';
import { CompactSign, importJWK } from 'jose';
import { asJson, parseBundle, type Bundle } from '../../policies/bundle/bundle.ts';
import { hashOf } from '../../policies/bundle/difference.ts';
import { SIGNATURE_TYPE } from '../../policies/bundle/sign.ts';
import type { Proposal } from '../../policies/bundle/statement.ts';
import { parseTrustedKeys } from '../../policies/bundle/trusted-key.ts';
import { verifyBundle } from '../../policies/bundle/verify-bundle.ts';
import { at, propose, sign, signer, trusted, type Signer } from './signers.ts';
import { changed, smallFiles } from './small-handreiking.ts';

const officer = await signer('Fatima', 'privacy_officer');
const zayaz = await signer('Piet', 'partner');
const cello = await signer('Els', 'partner');
const stranger = await signer('Noor', 'partner');
const trustedKeys = await trusted([officer, zayaz, cello]);

const wider = changed(
  smallFiles,
  /D05/,
  '[schulden.traject_status]',
  '[schulden.traject_status, wonen.betalingsregeling]',
);
const stricter = changed(smallFiles, /D05/, ', contact.telefoon_email, ', ', ');
const reworded = changed(smallFiles, /D05/, 'U mocht nee', 'U kon nee');

const faultsOf = async (bundle: Bundle, keys = trustedKeys, now = at(5, 0)): Promise<readonly string[]> => {
  const result = await verifyBundle(bundle, { trustedKeys: keys, now, replaces: smallFiles });
  return result.ok ? [] : result.faults.map(({ code }) => code).toSorted();
};

async function signedBy(
  files: typeof smallFiles,
  signers: readonly Signer[],
  more: Partial<Proposal> = {},
): Promise<Bundle> {
  const made = await propose(smallFiles, files, 'Fatima', more);
  let { bundle } = made;
  for (const [index, each] of signers.entries())
    bundle = await sign(bundle, made.proposal, each, at(2, index));
  return bundle;
}

const signAsZayaz = async (typ: string, payload: object): Promise<string> =>
  await new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'EdDSA', typ, kid: zayaz.key.sleutel })
    .sign(await importJWK(zayaz.secret, 'EdDSA'));

const list = (...keys: unknown[]): string => JSON.stringify(keys);

describe('a version that is nowhere wider', () => {
  it('comes through with any two people', async () => {
    expect(await faultsOf(await signedBy(stricter, [zayaz, cello]))).toEqual([]);
    expect(await faultsOf(await signedBy(reworded, [officer, cello]))).toEqual([]);
  });

  it('does not come through with one', async () => {
    expect(await faultsOf(await signedBy(stricter, [zayaz]))).toEqual(['one-signer']);
    expect(await faultsOf(await signedBy(stricter, [zayaz, zayaz]))).toEqual(['one-signer']);
    expect(await faultsOf(await signedBy(stricter, []))).toEqual(['one-signer']);
  });
});

describe('a version that is wider', () => {
  it('comes through with an officer and a partner', async () => {
    expect(await faultsOf(await signedBy(wider, [officer, zayaz]))).toEqual([]);
  });

  it('does not come through with one signature, nor with two partners', async () => {
    expect(await faultsOf(await signedBy(wider, [zayaz]))).toEqual(['one-signer', 'roles-missing']);
    expect(await faultsOf(await signedBy(wider, [zayaz, cello]))).toEqual(['roles-missing']);
  });

  it('does not come through when its author signs last', async () => {
    expect(await faultsOf(await signedBy(wider, [zayaz, officer]))).toEqual(['author-signs-last']);
  });

  it('cannot be passed off as not wider', async () => {
    expect(await faultsOf(await signedBy(wider, [zayaz, cello], { ruimer: false }))).toEqual([
      'wider-concealed',
    ]);
  });

  it.each([
    ['a field that leaves a never-list', changed(smallFiles, /nooit/, '    - crisis.detentie\n', '')],
    [
      'a rule that is looked at again later',
      changed(smallFiles, /D05/, 'herziening: 2027', 'herziening: 2029'),
    ],
    [
      'an invariant that says less',
      changed(smallFiles, /invarianten/, 'wonen.overlast_melder]', 'crisis.veilig_thuis]'),
    ],
    ['a duty that lasts longer', changed(smallFiles, /verplichtingen/, 'uren: 24', 'uren: 240')],
    ['a duty that is left out', changed(smallFiles, /D05/, ', bewaar_zes_maanden', '')],
  ])('is also one with %s', async (_what, files) => {
    expect(await faultsOf(await signedBy(files, [zayaz, cello]))).toEqual(['roles-missing']);
    expect(await faultsOf(await signedBy(files, [officer, cello]))).toEqual([]);
  });
});

describe('someone who tampers with a signed bundle', () => {
  it('is found out by one changed letter in a file', async () => {
    const bundle = await signedBy(wider, [officer, zayaz]);
    const bent = { ...bundle, files: changed(bundle.files, /D05/, 'U mocht nee', 'U mocht neen') };
    expect(await faultsOf(bent)).toEqual(['version-differs']);
  });

  it('is found out by a nicer story about the difference', async () => {
    const bundle = await signedBy(wider, [officer, zayaz]);
    expect(await faultsOf({ ...bundle, difference: 'Geen verschil.' })).toEqual(['difference-differs']);
  });

  it('is found out by a file that stands there twice', async () => {
    const [first] = wider;
    if (first === undefined) throw new Error('no files');
    const bundle = await signedBy(wider, [officer, zayaz]);
    expect(await faultsOf({ ...bundle, files: [...bundle.files, first] })).toContain('path-twice');
  });

  it('is found out by a signature that was changed, cut off or made up', async () => {
    const bundle = await signedBy(wider, [officer, zayaz]);
    const [one = '', two = ''] = bundle.signatures;
    const [head, payload, proof = ''] = two.split('.');
    const cut = `${head}.${payload}.${proof.slice(0, -4)}AAAA`;
    expect(await faultsOf({ ...bundle, signatures: [one, cut] })).toContain('signature-invalid');
    expect(await faultsOf({ ...bundle, signatures: [one, 'x'] })).toContain('key-unknown');
    const other = one.split('.')[1];
    expect(await faultsOf({ ...bundle, signatures: [one, `${head}.${other}.${proof}`] })).toContain(
      'signature-invalid',
    );
  });

  it('is found out by a signature of someone nobody trusts, or in another one’s name or role', async () => {
    expect(await faultsOf(await signedBy(wider, [officer, stranger]))).toContain('key-unknown');
    const { bundle, proposal } = await propose(smallFiles, wider, 'Fatima');
    const first = await sign(bundle, proposal, officer, at(2, 0));
    const asOfficer = await sign(first, proposal, zayaz, at(2, 1), { rol: 'privacy_officer' });
    const asEls = await sign(first, proposal, zayaz, at(2, 1), { ondertekenaar: 'Els' });
    expect(await faultsOf(asOfficer)).toContain('signer-differs');
    expect(await faultsOf(asEls)).toContain('signer-differs');
  });

  it('is found out when two people signed for different things', async () => {
    const { bundle, proposal } = await propose(smallFiles, wider, 'Fatima');
    const first = await sign(bundle, proposal, officer, at(2, 0));
    const later = await sign(first, proposal, zayaz, at(2, 1), { inWerking: at(11, 0) });
    expect(await faultsOf(later)).toEqual(['statements-differ']);
  });

  it('cannot use a signature that was made for something else', async () => {
    const { bundle, proposal } = await propose(smallFiles, wider, 'Fatima');
    const first = await sign(bundle, proposal, officer, at(2, 0));
    const statement = { ...proposal, rol: 'partner', ondertekenaar: 'Piet', tijd: at(2, 1) };
    const withOther = async (jws: string): Promise<readonly string[]> =>
      await faultsOf({ ...first, signatures: [...first.signatures, jws] });
    expect(await withOther(await signAsZayaz(SIGNATURE_TYPE, statement))).toEqual([]);
    expect(await withOther(await signAsZayaz('JWT', statement))).toContain('signature-invalid');
    expect(await withOther(await signAsZayaz(SIGNATURE_TYPE, { ...statement, extra: 1 }))).toContain(
      'signature-invalid',
    );
  });
});

describe('time', () => {
  it('does not count a signature from the future', async () => {
    expect(await faultsOf(await signedBy(wider, [officer, zayaz]), trustedKeys, at(1, 0))).toContain(
      'signed-in-future',
    );
  });

  it('does not count a signature from before or after the time of its key', async () => {
    const gone = await signer('Omar', 'partner', { tot: at(2, 1) });
    const keys = await trusted([officer, gone]);
    expect(await faultsOf(await signedBy(wider, [officer, gone]), keys)).toContain('key-not-valid');
    const later = await signer('Sara', 'partner', { vanaf: at(3, 0) });
    expect(
      await faultsOf(await signedBy(wider, [officer, later]), await trusted([officer, later])),
    ).toContain('key-not-valid');
  });

  it('does not let a version come into force before it was signed', async () => {
    expect(await faultsOf(await signedBy(wider, [officer, zayaz], { inWerking: at(2, 0) }))).toEqual([
      'in-force-before-signed',
    ]);
  });
});

describe('a moment that does not exist', () => {
  it.each([
    '2026-02-31T00:00:00.000Z',
    '2026-12-10T25:00:00.000Z',
    '2026-12-10',
    '2026-12-10T00:00:00+01:00',
  ])('cannot be signed as the time of coming into force: %s', async inWerking => {
    expect(await faultsOf(await signedBy(wider, [officer, zayaz], { inWerking }))).toContain(
      'signature-invalid',
    );
  });
});

describe('a version that is not sound', () => {
  it('does not come through when it is no handreiking', async () => {
    const bundle = await signedBy(wider, [officer, zayaz]);
    const files = changed(wider, /D05/, 'naar: [corporatie]', 'naar: [corperatie]');
    expect(await faultsOf({ ...bundle, files })).toContain('handreiking-invalid');
  });

  it('does not come through when an invariant is broken, whoever signed', async () => {
    const leak = changed(wider, /nooit/, '    - wonen.overlast_melder\n', '').map(({ path, text }) => ({
      path,
      text: path === 'nooit.yaml' ? text.replaceAll('    - wonen.overlast_melder\n', '') : text,
    }));
    const open = changed(leak, /D05/, 'wonen.betalingsregeling', 'wonen.overlast_melder');
    expect(await faultsOf(await signedBy(open, [officer, zayaz]))).toEqual(['invariant-broken']);
  });

  it('does not come through on top of another version than it was made for', async () => {
    const bundle = await signedBy(wider, [officer, zayaz], { vorige: await hashOf('iets anders') });
    expect(await faultsOf(bundle)).toEqual(['replaces-another']);
  });
});

describe('a bundle on its way', () => {
  it('survives being written and read', async () => {
    const bundle = await signedBy(wider, [officer, zayaz]);
    expect(parseBundle(asJson(bundle))).toEqual(bundle);
  });

  it.each(['', '[]', '{"bestanden":[]}', '{"bestanden":[],"verschil":"","handtekeningen":[],"extra":1}'])(
    'is no bundle: %s',
    text => {
      expect(parseBundle(text)).toBeUndefined();
    },
  );
});

describe('the list of trusted keys', () => {
  it('is refused when a key bears another name, stands there twice, or has a private part', async () => {
    const { key } = officer;
    expect(await parseTrustedKeys(list(key))).toHaveLength(1);
    expect(await parseTrustedKeys(list({ ...key, sleutel: zayaz.key.sleutel }))).toBeUndefined();
    expect(await parseTrustedKeys(list(key, { ...key, persoon: 'Jan' }))).toBeUndefined();
    expect(
      await parseTrustedKeys(list({ ...key, jwk: { ...key.jwk, d: officer.secret.d } })),
    ).toBeUndefined();
    expect(await parseTrustedKeys('{}')).toBeUndefined();
  });
});
