/** What a field of a question came to, as the ledger has it. */
export interface AskedField {
  readonly field: string;
  readonly decision: string;
}

/** One question of the partner, as it stands in the ledger. */
export interface Question {
  readonly event: string;
  readonly purpose: string;
  readonly reason?: string;
  readonly fields: readonly AskedField[];
}

/** One run of the partner's program. */
export interface Run {
  readonly step: Step;
  /** None when it did not end in time. */
  readonly exit: number | undefined;
  readonly questions: readonly Question[];
}

export type Step = 'vraag' | 'berichten' | 'sleutel';

/** The message about a withdrawal, and what the partner did with it. */
export interface MessageSeen {
  readonly isAnswered: boolean;
  /** From the withdrawal to the answer. */
  readonly tookMs: number | undefined;
  readonly isSignedByPartner: boolean;
}

/** All that was seen of a partner during the test; no value is in it. */
export interface Observed {
  /** Before anybody withdrew anything. */
  readonly before: Run;
  readonly message: MessageSeen | undefined;
  readonly messages: Run;
  /** After the withdrawal: everything is `not available` now. */
  readonly after: Run;
  readonly rotation: Run;
  readonly hasNewKey: boolean;
  readonly withNewKey: Run;
  readonly logs: { readonly files: number; readonly places: readonly string[] } | undefined;
}

export interface Check {
  readonly id: string;
  readonly name: string;
  /** What was found, in Dutch; nothing when it is in order. */
  readonly findings: readonly string[];
}

export const LONGEST_ANSWER_MS = 5 * 60_000;

/** Judges what was seen. The same for every partner, and in the order in which it is documented. */
export function judge(observed: Observed): readonly Check[] {
  return [
    { id: 'niet-te-veel', name: 'Vraagt niet meer dan bij het doel hoort', findings: tooMuch(observed) },
    { id: 'niet-beschikbaar', name: 'Kan tegen “niet beschikbaar”', findings: unavailable(observed) },
    { id: 'op-tijd', name: 'Handelt een intrekking op tijd af', findings: inTime(observed) },
    { id: 'ondertekend', name: 'Ondertekent wat het deed', findings: signed(observed) },
    { id: 'nieuwe-sleutel', name: 'Kan van sleutel wisselen', findings: rotated(observed) },
    { id: 'geen-waarden', name: 'Houdt gegevens uit zijn logs', findings: kept(observed) },
  ];
}

const NEVER = new Set(['never', 'no-rule']);
const WITHHELD = 'withheld';

function tooMuch({ before, after }: Observed): string[] {
  const questions = [...before.questions, ...after.questions];
  if (before.questions.length === 0) return ['Er kwam geen vraag in het logboek terecht.'];
  const closed = questions.flatMap(({ purpose, fields }) =>
    fields.flatMap(({ field, decision }) =>
      NEVER.has(decision) ? [`${field} kan voor ${purpose} nooit.`] : [],
    ),
  );
  const turnedAway = questions.flatMap(({ event, reason = '' }) =>
    event === 'turned-away' ? [`Een verzoek kwam de deur niet door: ${reason}.`] : [],
  );
  return [...new Set([...closed, ...turnedAway])];
}

function unavailable({ after }: Observed): string[] {
  const withheld = after.questions.flatMap(({ purpose, fields }) =>
    fields.flatMap(({ field, decision }) => (decision === WITHHELD ? [`${purpose} ${field}`] : [])),
  );
  if (withheld.length === 0) return ['Na de intrekking werd er niets gevraagd, dus dit is niet gezien.'];
  return [
    ...(after.exit === 0 ? [] : ['Het programma liep niet goed af toen er niets beschikbaar was.']),
    ...(new Set(withheld).size === withheld.length
      ? []
      : ['Het programma vroeg meteen opnieuw om wat niet beschikbaar was.']),
  ];
}

function inTime({ message }: Observed): string[] {
  if (message === undefined) return ['Er kwam geen bericht: het programma ontving eerst niets.'];
  if (!message.isAnswered || message.tookMs === undefined) return ['Het bericht is niet beantwoord.'];
  return message.tookMs <= LONGEST_ANSWER_MS ? [] : ['Het antwoord kwam na meer dan vijf minuten.'];
}

const signed = ({ message }: Observed): string[] =>
  message?.isSignedByPartner === true ? [] : ['Er is geen antwoord met de handtekening van deze partner.'];

function rotated({ hasNewKey, rotation, withNewKey }: Observed): string[] {
  if (!hasNewKey) return ['Er kwam geen certificaat voor een nieuwe sleutel.'];
  return [
    ...(rotation.exit === 0 ? [] : ['Het wisselen liep niet goed af.']),
    ...(withNewKey.questions.length > 0 ? [] : ['Met de nieuwe sleutel kwam er geen vraag meer door.']),
  ];
}

function kept({ logs }: Observed): string[] {
  if (logs === undefined || logs.files === 0) return ['Er zijn geen logs aangewezen om in te kijken.'];
  return logs.places.map(place => `In ${place} staat iets wat u over een bewoner ontving.`);
}
