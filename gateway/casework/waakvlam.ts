import { callAdvanceChoices } from '../consent/advance-choices.ts';
import { changeRegister, type Acting } from '../consent/change-register.ts';
import type { RegisterContext } from '../consent/register-context.ts';
import type { Sql } from '../database.ts';

const PURPOSE = 'D04';
/** Within half a day somebody has picked it up. */
export const HALF_DAY_MS = 12 * 60 * 60_000;

export const WAAKVLAM_STEPS = ['opgepakt', 'opgeschaald', 'afgeschaald', 'klaar'] as const;
export type WaakvlamStep = (typeof WAAKVLAM_STEPS)[number];

export interface WaakvlamCall {
  readonly id: string;
  readonly reportedBy: string | undefined;
  readonly called: string | undefined;
  readonly calledAt: Date;
  readonly dueAt: Date;
  readonly steps: readonly { readonly what: WaakvlamStep; readonly at: Date }[];
}

interface Place {
  readonly id: string;
  readonly resident: string;
}

/** Wakes what the resident arranged beforehand, and starts the clock. The same number twice is once. */
export async function wake(
  place: Place,
  call: { readonly id: string; readonly reportedBy: string | undefined; readonly called: string | undefined },
  acting: Acting,
  context: RegisterContext,
): Promise<void> {
  const now = context.clock();
  const isNew = await changeRegister(acting, context, async ({ sql, record }) => {
    const made = await sql.query(
      `INSERT INTO waakvlam_call (id, social_case, reported_by, called, noted_by, called_at, due_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING id`,
      [
        call.id,
        place.id,
        call.reportedBy ?? null,
        call.called ?? null,
        acting.actor,
        now,
        new Date(now.getTime() + HALF_DAY_MS),
      ],
    );
    if (made.length > 0)
      await record(place.resident, { what: 'waakvlam-called', case: place.id, call: call.id });
    return made.length > 0;
  });
  if (isNew) await callAdvanceChoices({ resident: place.resident, purpose: PURPOSE }, acting, context);
}

/** What happened to a call. Of a call of another case, or one that is over, nothing is written; then it resolves to false. */
export async function stepInCall(
  place: Place,
  call: string,
  what: WaakvlamStep,
  acting: Acting,
  context: RegisterContext,
): Promise<boolean> {
  return await changeRegister(acting, context, async ({ sql, record }) => {
    const open = (await callsOf(sql, place.id)).find(({ id }) => id === call);
    if (open === undefined || !nextSteps(open).includes(what)) return false;
    await sql.query('INSERT INTO waakvlam_event (id, call, what, noted_by, at) VALUES ($1, $2, $3, $4, $5)', [
      context.newId(),
      call,
      what,
      acting.actor,
      context.clock(),
    ]);
    await record(place.resident, { what: 'waakvlam-changed', case: place.id, call, step: what });
    return true;
  });
}

/** What can be done with a call now. */
export function nextSteps({ steps }: Pick<WaakvlamCall, 'steps'>): readonly WaakvlamStep[] {
  const done = steps.map(({ what }) => what);
  if (done.includes('klaar')) return [];
  if (!done.includes('opgepakt')) return ['opgepakt'];
  const isUp = done.findLast(what => what === 'opgeschaald' || what === 'afgeschaald') === 'opgeschaald';
  return isUp ? ['afgeschaald'] : ['opgeschaald', 'klaar'];
}

interface Row {
  readonly id: string;
  readonly reported_by: string | null;
  readonly called: string | null;
  readonly called_at: Date;
  readonly due_at: Date;
  readonly steps: readonly { readonly what: WaakvlamStep; readonly at: string }[];
}

/** The calls of a case, the newest first. */
export async function callsOf(sql: Sql, socialCase: string): Promise<readonly WaakvlamCall[]> {
  const rows = await sql.query<Row>(
    `SELECT id, reported_by, called, called_at, due_at,
            coalesce((SELECT jsonb_agg(jsonb_build_object('what', what, 'at', at) ORDER BY at, id) FROM waakvlam_event
                       WHERE call = waakvlam_call.id), '[]') AS steps
       FROM waakvlam_call WHERE social_case = $1 ORDER BY called_at DESC, id`,
    [socialCase],
  );
  return rows.map(({ id, reported_by, called, called_at, due_at, steps }) => ({
    id,
    reportedBy: reported_by ?? undefined,
    called: called ?? undefined,
    calledAt: called_at,
    dueAt: due_at,
    steps: steps.map(({ what, at }) => ({ what, at: new Date(at) })),
  }));
}
