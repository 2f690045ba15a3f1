import type { Request, RequestHandler } from 'express';
import { minimise } from '../policies/minimise.ts';
import type { FieldId, FieldValue } from '../policies/vocabulary.ts';
import { checkContent } from './disclosure/content-check.ts';
import { readWordList } from './handreiking-folder.ts';
import { partnerClient, type PartnerOptions } from './partner-client.ts';

/** What somebody asks of your application: who would receive what about whom, for what. From your own login, never from the asker. */
export interface Sharing {
  readonly doel: string;
  /** The receiving partner, as it is in the registry. */
  readonly ontvanger: string;
  /** Your own koppelsleutel of the resident. */
  readonly betrokkene: string;
  readonly velden: readonly string[];
  readonly medewerker?: string;
  readonly casus?: string;
}

export interface SharingOptions extends PartnerOptions {
  readonly sharing: (request: Request) => Sharing | Promise<Sharing>;
  /** Reads your own system; asked only for fields that may go. What it returns beside them is left out. */
  readonly obtain: (
    fields: readonly string[],
    request: Request,
  ) => Promise<Readonly<Record<string, FieldValue | undefined>>>;
}

interface Decision {
  readonly decision: boolean;
  readonly context?: { readonly reden?: string; readonly logboek?: number };
}
type Decisions = ReadonlyMap<FieldId, Decision>;

/**
 * Express middleware that answers with what may be shared and nothing else: decide, obtain, minimise, record, and only then
 * release, each decision taken and written down by the gateway. Without the gateway the answer is 503 and nothing leaves.
 */
export function enforceSharing(options: SharingOptions): RequestHandler {
  const decide = decider(options);
  const wordList = readWordList();
  const share = async (request: Request): Promise<object> => {
    const sharing = await options.sharing(request);
    const decided = await decide('melden', sharing, sharing.velden as readonly FieldId[]);
    const allowed = permittedBy(decided);
    const obtained = allowed.length === 0 ? {} : await options.obtain(allowed, request);
    const { passed } = checkContent(await wordList, minimise(allowed, valuesIn(obtained)));
    const recorded = await decide('verstrekken', sharing, [...passed.keys()]);
    return answerFrom(decided, recorded, minimise(permittedBy(recorded), passed));
  };
  return async (request, response) => {
    const answer = await share(request).catch(() => undefined);
    if (answer !== undefined) return void response.set('Cache-Control', 'no-store').json(answer);
    response.status(503).type('application/problem+json').send(JSON.stringify(NOTHING_SHARED));
  };
}

const NOTHING_SHARED = {
  type: 'about:blank',
  title: 'Er is niets verstrekt',
  status: 503,
  detail: 'Zonder besluit van de poort gaat er niets uit. Probeer het straks opnieuw.',
};

const isNever = ({ context }: Decision): boolean =>
  context?.reden === 'nooit' || context?.reden === 'geen_regel';

/** The two lists that never mix: what can never be, with its reason, and everything that depends on the person. */
function answerFrom(decided: Decisions, recorded: Decisions, values: ReadonlyMap<FieldId, FieldValue>) {
  const closed = [...decided].filter(([field]) => !values.has(field));
  return {
    gegevens: Object.fromEntries(values),
    nietToegestaan: closed.flatMap(([veld, decision]) =>
      isNever(decision) ? [{ veld, reden: decision.context?.reden }] : [],
    ),
    nietBeschikbaar: closed.flatMap(([veld, decision]) => (isNever(decision) ? [] : [veld])),
    logboek: [...recorded.values()].flatMap(({ context }) => context?.logboek ?? []),
  };
}

const permittedBy = (decisions: Decisions): readonly FieldId[] =>
  [...decisions].flatMap(([field, { decision }]) => (decision ? [field] : []));

const valuesIn = (
  obtained: Readonly<Record<string, FieldValue | undefined>>,
): ReadonlyMap<FieldId, FieldValue> =>
  new Map(
    Object.entries(obtained).flatMap(([field, value]) =>
      value === undefined || value === null ? [] : [[field as FieldId, value] as const],
    ),
  );

/** Asks the gateway; rejects unless it answers every question. A list is answered by name, never beyond what was asked. */
function decider(options: PartnerOptions) {
  const { token } = partnerClient(options);
  const ask = options.fetch ?? fetch;
  return async (action: 'melden' | 'verstrekken', sharing: Sharing, fields: readonly FieldId[]) => {
    if (fields.length === 0) return new Map<FieldId, Decision>();
    const response = await ask(
      new Request(`${options.poort}/access/v1/evaluations`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${await token()}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(questionOf(action, sharing, fields)),
      }),
    );
    const { evaluations } = (await response.json()) as { evaluations?: readonly Decision[] };
    if (!response.ok || evaluations?.length !== fields.length) throw new Error('no decision');
    return new Map(fields.map((field, index) => [field, evaluations[index] ?? { decision: false }]));
  };
}

const questionOf = (
  action: string,
  { doel, ontvanger, betrokkene, medewerker, casus }: Sharing,
  fields: readonly FieldId[],
) => ({
  subject: { type: 'partner', id: ontvanger },
  action: { name: action, properties: { doel } },
  context: { medewerker, casus },
  evaluations: fields.map(id => ({ resource: { type: 'veld', id, properties: { betrokkene } } })),
});
