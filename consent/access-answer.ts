import type { Handreiking } from '../policies/handreiking.ts';
import { classesOf } from '../policies/sensitivity.ts';
import type { FieldId, PurposeId, RuleId } from '../policies/vocabulary.ts';

/** A line of the log about one resident, as it stands there. */
export interface LoggedLine {
  readonly index: number;
  /** ISO. */
  readonly at: string;
  readonly event: string;
  readonly reason?: string;
  readonly purpose: PurposeId;
  readonly policyVersion: string;
  readonly sender: string;
  readonly recipient: string;
  readonly fields: Readonly<Record<FieldId, { readonly decision: string; readonly rule?: RuleId }>>;
}

/** What turns the words of the log into names. */
export interface AccessWords {
  readonly party: (id: string) => AccessParty;
  /** The handreiking a line was decided by; none when nobody has it any more. */
  readonly handreiking: (version: string) => Handreiking | undefined;
}

export interface AccessParty {
  readonly name: string;
  readonly organisation: string;
}

/** One field that left, and why that was allowed. */
export interface ToldField {
  readonly field: FieldId;
  readonly rule: RuleId | undefined;
  readonly law: string | undefined;
}

/** One time that something about the resident went from one organisation to another. */
export interface Delivery {
  readonly index: number;
  readonly at: string;
  readonly purpose: PurposeId;
  readonly sender: AccessParty;
  readonly recipient: AccessParty;
  readonly fields: readonly ToldField[];
  /** How many more were about somebody else: who that is, is not for this resident to know (AVG 15(4)). */
  readonly aboutOthers: number;
  /** What the recipient was told about keeping it. */
  readonly kept: readonly string[];
}

/** Who actually received it, by name and not by kind (C-154/21). */
export interface ActualRecipient extends AccessParty {
  readonly times: number;
  readonly fields: readonly FieldId[];
  readonly first: string;
  readonly last: string;
}

/** What stands in the log about one resident, the oldest first. */
export interface AccessAnswer {
  readonly recipients: readonly ActualRecipient[];
  readonly deliveries: readonly Delivery[];
  /** How often somebody asked and got nothing. */
  readonly refusals: number;
  /** When somebody who watches over the log looked at what stands there about the resident. */
  readonly looks: readonly { readonly at: string; readonly reason: string }[];
}

/** Makes the answer from the lines; `hidden` are those that may not be told yet, and the answer does not show that there are any. */
export function accessAnswer(
  lines: readonly LoggedLine[],
  hidden: ReadonlySet<number>,
  words: AccessWords,
): AccessAnswer {
  const shown = lines.filter(({ index }) => !hidden.has(index)).sort((one, other) => one.index - other.index);
  const deliveries = shown.filter(({ event }) => event === 'released').map(line => deliveryIn(line, words));
  return {
    deliveries,
    recipients: recipientsOf(deliveries),
    refusals: shown.filter(({ event }) => event === 'refused').length,
    looks: shown
      .filter(({ event }) => event === 'viewed')
      .map(({ at, reason = 'zoeken' }) => ({ at, reason })),
  };
}

function deliveryIn(line: LoggedLine, words: AccessWords): Delivery {
  const { index, at, purpose, policyVersion, sender, recipient, fields } = line;
  const handreiking = words.handreiking(policyVersion);
  const left = Object.entries(fields).filter(([, { decision }]) => decision === 'released');
  const told = left.filter(([field]) => !isAboutOther(field as FieldId, handreiking));
  const rules = told.map(([, { rule }]) => ruleIn(handreiking, purpose, rule));
  const kept = rules.flatMap(rule => rule?.obligations ?? []).filter(({ kind }) => KEEPING.has(kind));
  return {
    index,
    at,
    purpose,
    sender: words.party(sender),
    recipient: words.party(recipient),
    fields: told
      .map(([field, { rule }], nth) => ({ field: field as FieldId, rule, law: lawIn(rules[nth]?.law) }))
      .sort((one, other) => (one.field < other.field ? -1 : 1)),
    aboutOthers: left.length - told.length,
    kept: [...new Set(kept.map(({ text }) => text))].sort(),
  };
}

const KEEPING: ReadonlySet<string> = new Set(['bewaren', 'ontvanger_bewaart', 'verwijderen']);

const ruleIn = (handreiking: Handreiking | undefined, purpose: PurposeId, rule: RuleId | undefined) =>
  handreiking?.rules.find(each => each.purpose === purpose && each.id === rule);

/** Without the mark that says that the privacy officer still looks at it. */
const lawIn = (law: string | undefined): string | undefined => law?.replaceAll(/\s*\[PO\]/g, '');

/** A field nobody can read the class of any more is told by its name: it was about this resident's file. */
function isAboutOther(field: FieldId, handreiking: Handreiking | undefined): boolean {
  const known = handreiking?.fields.get(field);
  return known !== undefined && classesOf(known).includes('D');
}

function recipientsOf(deliveries: readonly Delivery[]): readonly ActualRecipient[] {
  const byName = new Map<string, Delivery[]>();
  for (const delivery of deliveries) {
    const { name, organisation } = delivery.recipient;
    const key = `${organisation}\n${name}`;
    byName.set(key, [...(byName.get(key) ?? []), delivery]);
  }
  return [...byName.entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, own]) => {
      const [first, last] = [own[0], own.at(-1)];
      if (first === undefined || last === undefined) return [];
      const fields = new Set(own.flatMap(each => each.fields.map(({ field }) => field)));
      return [
        { ...first.recipient, times: own.length, fields: [...fields].sort(), first: first.at, last: last.at },
      ];
    });
}
