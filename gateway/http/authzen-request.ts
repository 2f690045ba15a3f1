import type { Handreiking } from '../../policies/handreiking.ts';
import type { FieldId } from '../../policies/vocabulary.ts';
import type { Sql } from '../database.ts';
import type { DisclosureRequest, Trace } from '../disclosure/request.ts';
import { findPartner, type Partner } from '../identity/partner-registry.ts';
import type { AccessQuestion } from './authzen-words.ts';

/** Why a question was not about a disclosure of this partner: nothing was looked up about anyone. */
export type NotOurs = 'niet_begrepen' | 'doel_niet_van_u';

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const EMPLOYEE = /^[A-Za-z0-9._-]{1,64}$/;
/** The profile wants types to be addresses; the last part of the address is the word. */
const lastPart = (type: string): string => type.split('/').at(-1) ?? '';

/**
 * The question as a disclosure that the caller would do: it holds the data, the subject would get them. That makes the caller
 * an enforcement point that may know the answer. Who would receive cannot ask: it would learn what a resident said.
 */
export async function disclosureAsked(
  { subject, action, resource, context }: AccessQuestion,
  caller: Partner,
  trace: Trace,
  sql: Sql,
  { purposes, fields }: Handreiking,
): Promise<DisclosureRequest | NotOurs> {
  const field = resource.id as FieldId;
  const purpose = purposeIn(action);
  const koppelsleutel = resource.properties?.['betrokkene'];
  const isAsked = isAboutDisclosing({ subject, action, resource }) && fields.has(field);
  const recipient = isAsked && purposes.has(purpose) ? await findPartner(sql, subject.id) : undefined;
  if (recipient === undefined || !isText(koppelsleutel, UUID)) return 'niet_begrepen';
  if (!caller.purposes.has(purpose)) return 'doel_niet_van_u';
  return {
    direction: 'bring',
    purpose,
    sender: caller,
    recipient,
    koppelsleutel,
    fields: [field],
    ...saidIn(context),
    trace,
  };
}

/** `melden` asks whether it may; who says `verstrekken` gives it now, if the answer is yes. */
const isAction = (name: string): boolean => name === 'melden' || name === 'verstrekken';

/** What the caller says about the case and its employee: said, not proven. */
function saidIn(context: AccessQuestion['context'] = {}) {
  const { casus, medewerker } = context;
  return {
    socialCase: isText(casus, UUID) ? casus : undefined,
    assertedProfessional: isText(medewerker, EMPLOYEE) ? medewerker : 'niet-opgegeven',
  };
}

const isAboutDisclosing = ({ subject, action, resource }: AccessQuestion): boolean =>
  lastPart(subject.type) === 'partner' && lastPart(resource.type) === 'veld' && isAction(action.name);

/** The purpose by its own name, or as the processing activity that the profile has a place for. */
function purposeIn({ properties = {} }: AccessQuestion['action']): string {
  const { doel, processing_activity_id: activity } = properties;
  if (typeof doel === 'string') return doel;
  return typeof activity === 'string' ? lastPart(activity) : '';
}

const isText = (value: unknown, form: RegExp): value is string =>
  typeof value === 'string' && form.test(value);
