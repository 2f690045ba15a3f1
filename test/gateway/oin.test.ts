import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCertificate } from '../../gateway/identity/certificates.ts';
import { readOin } from '../../gateway/identity/oin.ts';
import { trustInOwn } from '../../gateway/identity/trust.ts';
import { STANDARDS, whenPresent } from '../world/standards.ts';

describe('the number of an organisation', () => {
  it.each([
    ['00000001002220647000', 'RSIN', '002220647'],
    ['00000002123456789000', 'FI', '123456789'],
    ['00000003123456780000', 'KVK', '12345678'],
    ['00000004001094920000', 'SUBOIN', '001094920'],
    ['00000006123456789000', 'LOGIUS', '123456789'],
    ['0000000700AB00000000', 'BRIN', '00AB00000'],
    ['00000008823631400000', 'BUITENLAND', '823631400'],
    ['00000009123456789000', 'DEZI-ZORGAANBIEDER', '123456789'],
    ['00000010123456789000', 'TRR-BD', '123456789'],
    ['00000011123456789000', 'DEZI-ZORGVERZEKERAAR', '123456789'],
    ['00000099000000001000', 'TEST', '000000001'],
  ])('%s: is of %s', (oin, register, number) => {
    expect(readOin(oin)).toEqual({ oin, register, number });
  });

  it.each([
    ['too short', '0000000312345678'],
    ['too long', '000000010022206470000'],
    ['of no register', '00000005123456789000'],
    ['a chamber-of-commerce number of nine', '00000003123456789000'],
    ['without its zeros', '00000001002220647001'],
    ['with a letter for a zero', '0000000100222064700O'],
    ['with seven zeros for eight, as is sometimes printed', '0000001002220647000'],
    ['with a line after it', '00000001002220647000\n'],
    ['nothing', ''],
    ['a word that every object has', 'toString00000000000'],
  ])('%s: is no number of an organisation', (_what, text) => {
    expect(readOin(text)).toBeUndefined();
  });

  whenPresent('every published vector is read as it says', () => {
    const { vectors } = JSON.parse(readFileSync(join(STANDARDS, 'oin', 'oin-vectors.json'), 'utf8')) as {
      readonly vectors: readonly { oin: string; ok: boolean; kind?: string; number?: string }[];
    };
    for (const { oin, ok, kind, number } of vectors)
      expect({ oin, read: readOin(oin) }).toEqual({
        oin,
        read: ok ? { oin, register: kind, number } : undefined,
      });
  });

  whenPresent('is not believed of a certificate from another trust anchor', () => {
    const pem = readFileSync(join(STANDARDS, 'oin', 'test-oin.cert.pem'), 'utf8');
    expect(readCertificate(pem, trustInOwn(''), new Date())).toBe('other-authority');
  });
});
