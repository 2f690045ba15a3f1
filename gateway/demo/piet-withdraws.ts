import { Ajv2020 } from 'ajv/dist/2020.js';
import { setTimeout } from 'node:timers/promises';
import { DPV_27560_SCHEMA } from '../../consent/dpv-27560-schema.ts';
import type { Handreiking } from '../../policies/handreiking.ts';
import { exportConsents } from '../consent/export-consents.ts';
import { noticesOf, type Notice } from '../consent/notice-store.ts';
import type { Sql } from '../database.ts';
import type { Schemas } from '../http/openapi-document.ts';
import type { PartnerClient } from './client.ts';
import { koppelsleutelsOf, residentId } from './seed.ts';

const CLINIC = 'reinier-van-arkel-kliniek';
const WIJKTEAM = 'wijkteam-zuidoost';
const NUMBER = 'zorg.contact_24_7';

/** Who gets the number of Piet's team, for what, and who records his yes: never the one who receives. */
const RECIPIENTS = [
  { partner: 'zayaz', purpose: 'D04', professional: 'mw-417', recorder: WIJKTEAM },
  { partner: WIJKTEAM, purpose: 'D01', professional: 'wt-031', recorder: 'farent' },
  { partner: 'farent', purpose: 'D02', professional: 'fa-007', recorder: WIJKTEAM },
] as const;
type Recipient = (typeof RECIPIENTS)[number];

/** A gateway that runs, and clients of it. */
export interface Stage {
  readonly sql: Sql;
  readonly handreiking: Handreiking;
  readonly clientOf: (partner: string) => Promise<PartnerClient>;
}

/** What came of it. */
export interface PietsStory {
  /** Who got the number before he stopped, and who still got it afterwards. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** What each of them signed; or, honestly, that nobody knows. */
  readonly notices: readonly Notice[];
  /** How many decisions are in his own export, and whether it holds to the schema. */
  readonly decisions: number;
  readonly isExportValid: boolean;
}

/** Piet lets three organisations have a number, stops, and hears from each of the three what it did. */
export async function pietWithdraws(stage: Stage): Promise<PietsStory> {
  const earlier = new Set((await noticesOf(stage.sql, residentId('piet'))).map(({ id }) => id));
  const already = await whoGetsIt(stage);
  for (const recipient of RECIPIENTS)
    if (!already.includes(recipient.partner)) await saysYes(recipient, stage);
  const before = await whoGetsIt(stage);
  const wijkteam = await stage.clientOf(WIJKTEAM);
  await wijkteam.record('toestemmingen/_intrekken', {
    betrokkene: await pietAt(WIJKTEAM, stage),
    van: CLINIC,
    kanaal: 'aan-tafel',
    namens: { medewerker: 'wt-031' },
  });
  const notices = await answersTo(earlier, stage);
  const after = await whoGetsIt(stage);
  const records = await exportConsents(stage.sql, residentId('piet'), 'piet', stage.handreiking);
  const isRecord = new Ajv2020({ strict: false }).compile(DPV_27560_SCHEMA);
  const isExportValid = records.every(record => isRecord(record));
  return { before, after, notices, decisions: records.length, isExportValid };
}

const pietAt = async (partner: string, { sql }: Stage): Promise<string> =>
  (await koppelsleutelsOf(sql, partner)).piet;

async function saysYes({ partner, purpose, recorder }: Recipient, stage: Stage): Promise<void> {
  const client = await stage.clientOf(recorder);
  const { teksten } = await client.read<Schemas['Teksten']>('teksten');
  const text = teksten.find(({ soort, taal }) => soort === 'vraag' && taal === 'nl');
  if (text === undefined) throw new Error('there is no text to ask with');
  const { versie, taal, sha256 } = text;
  await client.record('toestemmingen', {
    betrokkene: await pietAt(recorder, stage),
    besluit: 'gegeven',
    doel: purpose,
    van: CLINIC,
    naar: partner,
    velden: [NUMBER],
    tekst: { versie, taal, sha256 },
    kanaal: 'aan-tafel',
    terugvraag: true,
    vastlegging: { soort: 'handtekening' },
    namens: { medewerker: 'wt-031' },
  });
}

async function whoGetsIt(stage: Stage): Promise<readonly string[]> {
  const getting: string[] = [];
  for (const { partner, purpose, professional } of RECIPIENTS) {
    const { gegevens } = await (
      await stage.clientOf(partner)
    ).ask({
      doel: purpose,
      betrokkene: await pietAt(partner, stage),
      van: CLINIC,
      velden: [NUMBER],
      namens: { medewerker: professional },
    });
    if (NUMBER in gegevens) getting.push(partner);
  }
  return getting;
}

const PATIENCE = 100;
const PAUSE_MS = 100;

/** The messages this withdrawal caused, once everybody answered or it has taken ten seconds. */
async function answersTo(earlier: ReadonlySet<string>, { sql }: Stage): Promise<readonly Notice[]> {
  for (let turn = 0; ; turn++) {
    const notices = (await noticesOf(sql, residentId('piet'))).filter(({ id }) => !earlier.has(id));
    const areAnswered = notices.every(({ state }) => state === 'done' || state === 'refused');
    if (areAnswered || turn === PATIENCE) return notices;
    await setTimeout(PAUSE_MS);
  }
}
