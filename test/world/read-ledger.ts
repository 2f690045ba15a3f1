import type { Database } from '../../gateway/database.ts';
import type { KeyVault } from '../../gateway/ledger/key-vault.ts';
import { createPersonalReader } from '../../gateway/ledger/open-personal-part.ts';

/** One line of the ledger, as it is stored. */
export interface LedgerLine {
  readonly index: number;
  readonly leaf: Readonly<Record<string, unknown>> & {
    readonly event: string;
    readonly reason?: string;
    readonly fields: Readonly<Record<string, { readonly decision: string; readonly rule?: string }>>;
  };
  readonly personal: Readonly<Record<string, unknown>>;
}

/** Everything that opens the ledger: what only a test holds together. */
export interface LedgerOpening {
  readonly vault: KeyVault;
  readonly subjectKey: string;
  readonly openActor: (sealed: string) => Promise<string>;
}

interface Row {
  readonly index: string;
  readonly leaf: string;
  readonly personal: string | null;
  readonly actor: string;
}

/** The whole ledger, opened. Of an erased entry the personal part is empty but for who acted. */
export async function readLedger(
  database: Database,
  { vault, subjectKey, openActor }: LedgerOpening,
): Promise<readonly LedgerLine[]> {
  const rows = await database.query<Row>(
    'SELECT index, leaf, personal, actor FROM ledger_entry ORDER BY index',
  );
  const openAbout = createPersonalReader(database, vault, subjectKey);
  const lines: LedgerLine[] = [];
  for (const { index, leaf, personal, actor } of rows) {
    const about = personal === null ? undefined : await openAbout(personal);
    lines.push({
      index: Number(index),
      leaf: JSON.parse(leaf) as LedgerLine['leaf'],
      personal: { ...about, assertedActor: await openActor(actor) },
    });
  }
  return lines;
}
