/** OIN-stelsel 6.2: which register vouches for the number that follows. Prefix 00000005 is not given to anyone. */
const REGISTERS: Readonly<Record<string, string>> = {
  '00000001': 'RSIN',
  '00000002': 'FI',
  '00000003': 'KVK',
  '00000004': 'SUBOIN',
  '00000006': 'LOGIUS',
  '00000007': 'BRIN',
  '00000008': 'BUITENLAND',
  '00000009': 'DEZI-ZORGAANBIEDER',
  '00000010': 'TRR-BD',
  '00000011': 'DEZI-ZORGVERZEKERAAR',
  '00000099': 'TEST',
};

/** An organisation's number, taken apart. */
export interface Oin {
  readonly oin: string;
  readonly register: string;
  readonly number: string;
}

/** OIN-stelsel 6.1: eight positions that name the register, its number of eight or nine, and zeros up to twenty. */
export function readOin(text: string): Oin | undefined {
  const register = REGISTERS[text.slice(0, 8)];
  const shape = register === 'KVK' ? /^\d{8}(\d{8})0000$/ : /^\d{8}([0-9A-Z]{9})000$/;
  const number = shape.exec(text)?.[1];
  return register === undefined || number === undefined ? undefined : { oin: text, register, number };
}
