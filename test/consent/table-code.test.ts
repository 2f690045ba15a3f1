import { describe, expect, it } from '@jest/globals';
import { readTableCode, tableCodeFrom } from '../../consent/table-code.ts';

describe('a code for the table', () => {
  it('has eight characters that cannot be mistaken for one another', () => {
    const code = tableCodeFrom(Array.from({ length: 32 }, (_, index) => index * 7));
    expect(code).toMatch(/^[2-9B-DF-HJ-NP-TV-XZ]{8}$/);
    expect(code).not.toMatch(/[01AEIOUYL]/);
  });

  it('skips bytes that would make some characters likelier', () => {
    expect(tableCodeFrom([255, 254, 0, 1, 2, 3, 4, 5, 6, 7])).toBe(tableCodeFrom([0, 1, 2, 3, 4, 5, 6, 7]));
  });

  it('is not made of too little chance', () => {
    expect(() => tableCodeFrom([1, 2, 3])).toThrow(RangeError);
  });

  it('is read however it was typed', () => {
    expect(readTableCode(' bcdf-2345 ')).toBe('BCDF2345');
  });

  it.each(['', 'BCDF234', 'BCDF23456', 'ABCD2345', 'BCDF234é'])('%p is none', typed => {
    expect(readTableCode(typed)).toBeUndefined();
  });
});
