import type { FieldId } from '../../policies/vocabulary.ts';
import { changeRegister, type Acting } from './change-register.ts';
import type { OfficerItemKind } from './officer-items.ts';
import type { RegisterContext } from './register-context.ts';

/** Something that waits for the officer. It does not say who the resident is; who passed it on knows. */
export interface WorkItem {
  readonly kind: OfficerItemKind;
  readonly about: string;
  readonly raisedAt: Date;
  readonly dueAt: Date | undefined;
  /** The partner that passed it on, or nobody. */
  readonly by: string | undefined;
  readonly purpose: string | undefined;
  readonly sender: string | undefined;
  readonly recipient: string | undefined;
  readonly fields: readonly FieldId[];
  readonly request: string | undefined;
  readonly age: string | undefined;
}

interface Row {
  readonly kind: OfficerItemKind;
  readonly about: string;
  readonly raised_at: Date;
  readonly due_at: Date | null;
  readonly by: string | null;
  readonly purpose: string | null;
  readonly sender: string | null;
  readonly recipient: string | null;
  readonly fields: FieldId[] | null;
  readonly request: string | null;
  readonly age: string | null;
}

const OPEN_ITEMS = `
SELECT item.kind, item.about, item.raised_at, item.due_at, notice.request, minority.age,
       split_part(coalesce(objection.raised_by, asked.recorded_by, minority.noted_by, restriction.started_by), ':', 1) AS by,
       coalesce(objection.purpose, consent.purpose, notice.purpose, restriction.purpose) AS purpose,
       coalesce(consent.sender, notice.sender) AS sender,
       coalesce(consent.recipient, notice.recipient) AS recipient,
       coalesce(consent.fields, notice.fields, restriction.fields) AS fields
  FROM officer_item AS item
  LEFT JOIN objection ON item.kind = 'objection' AND objection.id = item.about
  LEFT JOIN consent ON item.kind = 'resident-opposes' AND consent.id = item.about
  LEFT JOIN consent_event AS asked ON asked.consent = consent.id AND asked.position = 1
  LEFT JOIN notice ON item.kind = 'notice-unconfirmed' AND notice.id = item.about
  LEFT JOIN restriction ON item.kind = 'restriction' AND restriction.id = item.about
  LEFT JOIN minority ON item.kind = 'minor' AND minority.id = item.about
 WHERE item.done_at IS NULL
 ORDER BY item.due_at NULLS LAST, item.raised_at, item.id
 LIMIT 200`;

/** What waits for the officer, what is due first on top. That the officer looked stands in the ledger. */
export async function viewWorklist(acting: Acting, context: RegisterContext): Promise<readonly WorkItem[]> {
  return await changeRegister(acting, context, async ({ sql, record }) => {
    const rows = await sql.query<Row>(OPEN_ITEMS);
    await record(undefined, { what: 'worklist-viewed', items: rows.length });
    return rows.map(fromRow);
  });
}

const fromRow = (row: Row): WorkItem => ({
  kind: row.kind,
  about: row.about,
  raisedAt: row.raised_at,
  dueAt: row.due_at ?? undefined,
  by: row.by ?? undefined,
  purpose: row.purpose ?? undefined,
  sender: row.sender ?? undefined,
  recipient: row.recipient ?? undefined,
  fields: row.fields ?? [],
  request: row.request ?? undefined,
  age: row.age ?? undefined,
});
