import type { Database } from '../database.ts';
import { newestCheckpoint } from '../ledger/checkpoint-store.ts';
import { writeReceipt } from '../ledger/inclusion-receipt.ts';
import { proveInclusion } from '../ledger/proofs.ts';
import { nodesOf } from '../ledger/tile-store.ts';
import { EXIT, print, UsageError, type Command, type ExitCode, type Terminal } from './command.ts';
import { proveResident } from './ledger-prove-resident.ts';
import { withDatabase } from './with-database.ts';
import { parseWords } from './words.ts';

export const ledgerProveCommand: Command = {
  name: 'logboek bewijs',
  summary: 'Geef het bewijs dat een regel in het logboek staat, om te bewaren.',
  usage: `Gebruik: wijkpoort logboek bewijs --nummer N [--regel] > regel-N.tlog-proof
         wijkpoort logboek bewijs --partner P --koppelsleutel K [--door NAAM] > mijn-regels.json

Het bewijs is een tekst (C2SP tlog-proof) met het checkpoint en wie dat ondertekenden. Het is zonder ons te controleren:
  wijkpoort logboek controleer --bewijs regel-N.tlog-proof --sleutel SLEUTELREGEL
--regel   zet ook de regel zelf erin: veldnamen en redenen, geen gegevens, en niet over wie.
--partner en --koppelsleutel: alle regels over deze bewoner, elk met zijn bewijs. Wie het bestand heeft, rekent het na met
docs/verify/mijn-regels.html. Dat iemand het vroeg is zelf een regel.`,
  run: async (words, { stdout, stderr }) => {
    const { values } = parseWords(words, {
      nummer: { type: 'string' },
      regel: { type: 'boolean', default: false },
      partner: { type: 'string' },
      koppelsleutel: { type: 'string' },
      door: { type: 'string' },
    });
    const { partner, koppelsleutel, door } = values;
    if (values.nummer === undefined && partner !== undefined && koppelsleutel !== undefined) {
      const all = await withDatabase(
        async database => await proveResident(database, partner, koppelsleutel, door),
      );
      if (all === undefined) return notYet(stderr);
      stdout.write(`${JSON.stringify(all, undefined, 1)}\n`);
      return EXIT.yes;
    }
    if (!/^(?:0|[1-9]\d{0,14})$/.test(values.nummer ?? ''))
      throw new UsageError('Geef met --nummer het nummer van de regel.');
    const receipt = await withDatabase(
      async database => await prove(database, Number(values.nummer), values.regel),
    );
    if (receipt === undefined) return notYet(stderr);
    stdout.write(receipt);
    return EXIT.yes;
  },
};

function notYet(stderr: Terminal['stderr']): ExitCode {
  print(stderr, 'Die regel is er niet, of nog niet ondertekend. Probeer het over een paar seconden opnieuw.');
  return EXIT.no;
}

async function prove(database: Database, index: number, withLeaf: boolean): Promise<string | undefined> {
  const checkpoint = await newestCheckpoint(database);
  if (checkpoint === undefined || index >= checkpoint.size) return undefined;
  const [row] = await database.query<{ leaf: string }>('SELECT leaf FROM ledger_entry WHERE index = $1', [
    index,
  ]);
  const read = nodesOf(database, checkpoint.size);
  const [hash] = await read([{ level: 0, index }]);
  if (hash === undefined) return undefined;
  return writeReceipt({
    index,
    leafHash: hash,
    ...(withLeaf && row !== undefined ? { leaf: row.leaf } : {}),
    proof: await proveInclusion(index, checkpoint.size, read),
    checkpoint: checkpoint.note,
  });
}
