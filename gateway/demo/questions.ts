import { createHash } from 'node:crypto';
import type { ResidentKey } from '../../adapters/sandbox/resident.ts';
import type { FieldId } from '../../policies/vocabulary.ts';
import type { Database } from '../database.ts';
import { residentId } from './seed.ts';

/** What lies open for the invented residents when the demo starts. */
export const QUESTIONS: readonly {
  readonly name: string;
  readonly resident: ResidentKey;
  readonly purpose: string;
  readonly sender: string;
  readonly recipient: string;
  readonly fields: readonly FieldId[];
}[] = [
  {
    name: 'afspraken',
    resident: 'anja',
    purpose: 'D01',
    sender: 'wijkteam-zuidoost',
    recipient: 'zayaz',
    fields: ['woonprofiel.woonafspraken'],
  },
  {
    name: 'woonprofiel',
    resident: 'jan',
    purpose: 'D01',
    sender: 'wijkteam-zuidoost',
    recipient: 'zayaz',
    fields: ['woonprofiel.woonwens', 'zorg.begeleidingsvoorwaarden', 'inkomen.draagkracht_huur'],
  },
  {
    name: 'zorg',
    resident: 'lin',
    purpose: 'D01',
    sender: 'wijkteam-zuidoost',
    recipient: 'zayaz',
    fields: ['woonprofiel.woonwens', 'zorg.begeleidingsvoorwaarden'],
  },
  {
    name: 'geld',
    resident: 'lin',
    purpose: 'D01',
    sender: 'wijkteam-zuidoost',
    recipient: 'zayaz',
    fields: ['inkomen.draagkracht_huur'],
  },
];

/** The same in every database, so that tests can name them. */
export function questionId(resident: ResidentKey, name: string): string {
  const hex = createHash('sha256').update(`wijkpoort vraag ${resident} ${name}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const MONTH_MS = 30 * 86_400_000;

/** Puts the questions there; one that was ever there stays as it is. */
export async function seedQuestions(database: Database, now: Date): Promise<void> {
  await database.transaction(async sql => {
    for (const { name, resident, purpose, sender, recipient, fields } of QUESTIONS) {
      const id = questionId(resident, name);
      const made = await sql.query(
        `INSERT INTO consent (id, resident, purpose, sender, recipient, fields, kinds, text_shown, language, valid_until)
         VALUES ($1, $2, $3, $4, $5, $6, '{T-geheim,T-9}', 'vraag-2026-10', 'nl', $7) ON CONFLICT DO NOTHING RETURNING id`,
        [
          id,
          residentId(resident),
          purpose,
          sender,
          recipient,
          fields,
          new Date(now.getTime() + 12 * MONTH_MS),
        ],
      );
      if (made.length === 0) continue;
      await sql.query(
        `INSERT INTO consent_event (consent, position, state, at, channel, decided_by) VALUES ($1, 1, 'Requested', $2, 'gateway', 'nobody')`,
        [id, now],
      );
    }
  });
}
