import { waitsForWord } from '../../consent/read-aloud.ts';
import { isYes } from '../../consent/states.ts';
import type { OverviewView } from '../../portal/resident/overview-view.ts';
import type { ShownExchange } from '../../portal/resident/shown.ts';
import { isOpenQuestion } from '../consent/answer-question.ts';
import { consentsOf, type StoredConsent } from '../consent/consent-store.ts';
import type { RegisterContext } from '../consent/register-context.ts';
import { chosenForResident } from './chosen-for-resident.ts';
import { nameOfParty, readParties, type Parties } from './parties.ts';
import type { Seen } from './reach.ts';
import { readWithoutYes } from './without-yes.ts';

export const shownExchange = (consent: StoredConsent, parties: Parties): ShownExchange => ({
  id: consent.id,
  sender: nameOfParty(parties, consent.sender),
  recipient: nameOfParty(parties, consent.recipient),
  purpose: consent.purpose,
  fields: consent.fields,
  sleeps: consent.circumstance === 'advance',
});

/** Whether this yes was said at the table and waits for the resident's own word. */
export const isWaiting = ({ state, channel, at, validUntil }: StoredConsent, now: Date): boolean =>
  waitsForWord({ state, channel, atMs: at.getTime(), validUntilMs: validUntil.getTime() }, now.getTime());

const HOW: Readonly<Partial<Record<StoredConsent['state'], 'said' | 'stopped' | 'ended'>>> = {
  Refused: 'said',
  Withdrawn: 'stopped',
  Expired: 'ended',
  ConsentGiven: 'ended',
  RenewedConsentGiven: 'ended',
};

/** What there is to choose, what was chosen, and what is allowed without a yes: as far as the one who looks may see it. */
export async function readOverview(
  { resident, reaching }: Seen,
  { database, policies, clock }: RegisterContext,
): Promise<Pick<OverviewView, 'questions' | 'yes' | 'no' | 'law'>> {
  const now = clock();
  const parties = await readParties(database);
  const consents = (await consentsOf(database, resident)).filter(({ fields }) => reaching(fields).length > 0);
  const shown = (consent: StoredConsent): ShownExchange => shownExchange(consent, parties);
  const byOthers = await chosenForResident(database, resident);
  const runs = ({ state, validUntil }: StoredConsent): boolean => isYes(state) && validUntil > now;
  const law = await readWithoutYes(database, resident, policies.latest().handreiking, parties, now);
  return {
    questions: consents.filter(isOpenQuestion).map(shown),
    yes: consents.filter(runs).map(consent => ({
      ...shown(consent),
      until: consent.validUntil,
      byOther: byOthers.has(consent.id),
      waitsForWord: isWaiting(consent, now),
    })),
    no: consents
      .filter(consent => !runs(consent))
      .flatMap(consent => {
        const how = HOW[consent.state];
        return how === undefined ? [] : [{ ...shown(consent), how, at: consent.at }];
      })
      .toReversed(),
    law: law.flatMap(({ rule, sender, recipient, canObject, isStopped }) => {
      const fields = reaching(rule.fields);
      return fields.length === 0
        ? []
        : [
            {
              rule: rule.id,
              sentence: rule.sentence,
              law: rule.law,
              sender: nameOfParty(parties, sender),
              recipient: nameOfParty(parties, recipient),
              purpose: rule.purpose,
              fields,
              canObject,
              isStopped,
            },
          ];
    }),
  };
}
