import type { Request, Response } from 'express';
import type { Handreiking } from '../../../../policies/handreiking.ts';
import { fieldName, sentence } from '../../../../policies/in-dutch.ts';
import { isSpecial } from '../../../../policies/sensitivity.ts';
import { reportBy, riskOf } from '../../../../portal/desk/breach-facts.ts';
import {
  breachLetter,
  breachNotification,
  type BreachStory,
} from '../../../../portal/desk/breach-letters.ts';
import { breachPage, type BreachPageView, type ShownSwitch } from '../../../../portal/desk/breach-page.tsx';
import { moment, type Option } from '../../../../portal/desk/form-parts.tsx';
import { certificatesOf } from '../../../identity/retire-certificate.ts';
import { faultSentence } from '../../../ledger/fault-in-dutch.ts';
import { BREACH_STEPS, examineAt, type Breach, type BreachStep } from '../../../officer/breaches.ts';
import type { BreachQuestion } from '../../../officer/breach-facts.ts';
import type { OfficerContext } from '../../../officer/officer-context.ts';
import { nameOfParty, readParties, type Parties } from '../../../resident/parties.ts';
import { viewerOf, type PortalContext } from '../portal-context.ts';
import { officerOf, type FormFault, type Typed } from './officer-page.ts';

/** What a breach is about, in a few words. */
export const aboutOf = (
  { recipient, actor, field, certificate }: BreachQuestion,
  parties: Parties,
  handreiking: Handreiking,
): string =>
  sentence(
    [
      recipient === undefined ? 'alle partners' : nameOfParty(parties, recipient),
      ...(actor === undefined ? [] : ['één medewerker']),
      ...(certificate === undefined ? [] : [`certificaat ${certificate.slice(0, 10)}…`]),
      ...(field === undefined ? [] : [fieldName(handreiking, field as never)]),
    ].join(', '),
  );

/** To the end of the 72 hours, or since. */
export const hoursLeft = ({ discoveredAt }: Breach, now: Date): number =>
  Math.floor(Math.abs(reportBy(discoveredAt).getTime() - now.getTime()) / 3_600_000);

/** Sends the page of one breach; counted again at the same place in the log, so that it shows when that became another log. */
export async function sendBreach(
  request: Request,
  response: Response,
  context: PortalContext,
  breach: Breach,
  typed: Typed,
  faults: readonly FormFault[],
): Promise<void> {
  const officer = officerOf(context);
  const viewer = viewerOf(request, response, context);
  const again = await examineAt(breach.question, breach.snapshot, officer.database);
  const story = await storyOf(breach, viewer.telephone, officer);
  response.status(faults.length === 0 ? 200 : 422).send(
    breachPage({
      ...(await aboutBreach(breach, story.handreiking, officer)),
      viewer,
      id: breach.id,
      notification: breachNotification(story),
      letter: breachLetter(story),
      alarm: again.fault === undefined ? undefined : faultSentence(again.fault),
      isSame: again.sha256 === breach.sha256,
      typed,
      faults,
    }),
  );
}

type AboutBreach = Omit<
  BreachPageView,
  'viewer' | 'id' | 'notification' | 'letter' | 'alarm' | 'isSame' | 'typed' | 'faults'
>;

const aboutBreach = async (
  breach: Breach,
  handreiking: Handreiking,
  officer: OfficerContext,
): Promise<AboutBreach> => ({
  about: aboutOf(breach.question, await readParties(officer.database), handreiking),
  period: `Verstrekt van ${moment(breach.question.from)} tot ${moment(breach.question.until)}.`,
  facts: breach.facts,
  risk: riskOf(breach.facts, handreiking),
  fields: fieldsOf(breach, handreiking),
  clock: clockOf(breach, officer.clock()),
  switches: await switchesFor(breach, officer),
  steps: breach.steps.map(({ step, at, reasons }) => ({ what: STEPS[step], at: moment(at), reasons })),
  open: openSteps(breach),
  sha256: breach.sha256,
  size: breach.snapshot.size,
  root: breach.snapshot.root,
});

/** What the drafts are made of. */
export async function storyOf(
  breach: Breach,
  telephone: string,
  officer: OfficerContext,
): Promise<BreachStory> {
  const parties = await readParties(officer.database);
  const { question, facts, discoveredAt, snapshot, steps } = breach;
  return {
    facts,
    handreiking: officer.policies.latest().handreiking,
    from: question.from,
    until: question.until,
    discoveredAt,
    now: officer.clock(),
    recipient: question.recipient === undefined ? undefined : nameOfParty(parties, question.recipient),
    nameOf: id => nameOfParty(parties, id),
    measures: steps
      .filter(({ step }) => MEASURES.has(step))
      .map(({ step, at }) => `${STEPS[step]}, ${moment(at)}.`),
    isReported: steps.some(({ step }) => step === 'gemeld-ap'),
    officer: 'de functionaris gegevensbescherming van de gemeente',
    telephone,
    snapshot,
  };
}

const MEASURES: ReadonlySet<BreachStep> = new Set([
  'partner-geschorst',
  'sleutel-ingetrokken',
  'bewoners-verteld',
]);

const STEPS: Readonly<Record<BreachStep, string>> = {
  'partner-geschorst': 'De partner is geschorst',
  'sleutel-ingetrokken': 'Een sleutel is ingetrokken',
  'gemeld-ap': 'Gemeld bij de Autoriteit Persoonsgegevens',
  'niet-gemeld-ap': 'Niet gemeld bij de Autoriteit Persoonsgegevens',
  'bewoners-verteld': 'De bewoners hebben bericht gekregen',
  'bewoners-niet-verteld': 'De bewoners krijgen geen bericht',
  gesloten: 'Gesloten',
};

function openSteps({ steps }: Breach): readonly Option[] {
  const taken = new Set<string>(steps.map(({ step }) => step));
  if (taken.has('gesloten')) return [];
  return BREACH_STEPS.filter(
    step => !taken.has(step) && step !== 'partner-geschorst' && step !== 'sleutel-ingetrokken',
  ).map(value => ({ value, label: STEPS[value] }));
}

const fieldsOf = ({ facts }: Breach, handreiking: Handreiking): BreachPageView['fields'] =>
  facts.fields.map(({ field, entries, residents }) => {
    const about = handreiking.fields.get(field);
    const special = about === undefined || isSpecial(about);
    return {
      name: fieldName(handreiking, field),
      sensitivity: special ? 'bijzonder' : (about?.category.replace(/^[A-Z] /, '').toLowerCase() ?? ''),
      isSpecial: special,
      entries,
      residents,
    };
  });

function clockOf(breach: Breach, now: Date): BreachPageView['clock'] {
  const until = reportBy(breach.discoveredAt);
  const reported = breach.steps.find(({ step }) => step === 'gemeld-ap' || step === 'niet-gemeld-ap');
  if (reported !== undefined)
    return {
      label: 'Autoriteit',
      value: STEPS[reported.step].split(' ')[0] ?? '',
      note: moment(reported.at),
      isLate: false,
    };
  const isLate = until < now;
  return {
    label: isLate ? '72 uur voorbij sinds' : 'Nog te gaan',
    value: `${String(hoursLeft(breach, now))} uur`,
    note: `melden vóór ${moment(until)}`,
    isLate,
  };
}

/** What may be closed at once: the partner it is about, and its keys that still count. */
async function switchesFor(
  { question }: Breach,
  { database }: OfficerContext,
): Promise<readonly ShownSwitch[]> {
  const { recipient } = question;
  if (recipient === undefined) return [];
  const party = (await readParties(database)).get(recipient);
  if (party === undefined) return [];
  const held = (await certificatesOf(database, recipient)).filter(({ until }) => until === undefined);
  return [
    ...(party.isSuspended
      ? []
      : [
          {
            step: 'partner-geschorst' as const,
            subject: recipient,
            label: `Schors ${party.name}`,
            note: 'Alles van deze partner gaat dicht, ook tokens die nog gelden. Weer toelaten doet de beheerder.',
          },
        ]),
    ...held.map(({ fingerprint, since }) => ({
      step: 'sleutel-ingetrokken' as const,
      subject: fingerprint,
      label: `Trek sleutel ${fingerprint.slice(0, 8)} in`,
      note: `Telt sinds ${moment(since)}. De partner vraagt daarna een nieuwe aan.`,
    })),
  ];
}
