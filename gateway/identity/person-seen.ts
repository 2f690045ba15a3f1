import { createHmac, hkdfSync } from 'node:crypto';
import { bsnLikeIn } from '../../policies/free-text/bsn-like.ts';
import type { Role } from '../../policies/handreiking.ts';

/** Somebody a partner has before it, as the partner knows them. Used once, to recognise; nothing of it is kept. */
export interface PersonSeen {
  readonly givenNames: string;
  readonly familyName: string;
  readonly birthDate: string;
  readonly postcode: string;
  readonly houseNumber: string;
  readonly bsn?: string;
}

/** By what somebody is recognised: keyed hashes, from which nobody gets back a name or a number. */
export interface PersonTags {
  /** First name, family name, date of birth and address together (Wmo 5.2.9 lid 6). */
  readonly features: Buffer;
  readonly bsn: Buffer | undefined;
  /** Whether the number goes with this person (Wabb 12). */
  readonly birth: Buffer;
}

export type PersonTagger = (person: PersonSeen) => PersonTags;

type Tag = (kind: string, ...parts: readonly string[]) => Buffer;

/** The key comes from the installation's own secret, under a label of its own, so that every replica has the same. */
function taggerOf(secretHex: string): Tag {
  const key = Buffer.from(hkdfSync('sha256', Buffer.from(secretHex, 'hex'), '', 'wijkpoort wie is dit', 32));
  return (kind, ...parts) =>
    createHmac('sha256', key)
      .update(JSON.stringify([kind, ...parts]))
      .digest();
}

/** The tag of a date of birth alone, for who was introduced without a number. */
export function createBirthTagger(secretHex: string): (birthDate: string) => Buffer {
  const tag = taggerOf(secretHex);
  return birthDate => tag('geboortedatum', '', birthDate);
}

export function createPersonTagger(secretHex: string): PersonTagger {
  const tag = taggerOf(secretHex);
  return ({ givenNames, familyName, birthDate, postcode, houseNumber, bsn }) => {
    const [first = ''] = givenNames.trim().split(/\s+/);
    return {
      features: tag(
        'kenmerken',
        plain(first),
        plain(familyName),
        birthDate,
        plain(postcode),
        plain(houseNumber),
      ),
      bsn: bsn === undefined ? undefined : tag('bsn', bsn),
      birth: tag('geboortedatum', bsn ?? '', birthDate),
    };
  };
}

/** As people write it down in different ways: without accents, capitals, spaces and signs. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

/** UAVG 46: only where the law says so; in the handreiking these parties have a JA in capitals. */
export const mayUseBsn = ({ bsn }: Pick<Role, 'bsn'>): boolean => bsn.startsWith('JA');

/** Nine figures that pass the eleven test. */
export const isBsn = (text: string): boolean => /^\d{9}$/.test(text) && bsnLikeIn(text).length === 1;
