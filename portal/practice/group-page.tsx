import type { JSX } from 'preact';
import type { Handreiking } from '../../policies/handreiking.ts';
import type { PracticeCard } from '../../policies/practice/card.ts';
import type { Verdict } from '../../policies/practice/judge.ts';
import { tellVerdict } from '../../policies/practice/tell-card.ts';
import { asPage, type Viewer } from '../frame.tsx';
import { PostForm } from '../desk/post-form.tsx';
import { WorkFrame } from '../desk/work-frame.tsx';
import { CardFront } from './card-front.tsx';
import { labelOf } from './card-page.tsx';

export interface GroupView {
  readonly viewer: Viewer;
  readonly handreiking: Handreiking;
  readonly card: PracticeCard;
  readonly verdicts: readonly Verdict[];
  readonly role: string;
  /** Which card of the session this is, from 1. */
  readonly number: number;
}

/** What the facilitator shows: the card in large letters, and the answers when the group is ready for them. */
export const practiceGroupPage = ({ viewer, handreiking, card, verdicts, role, number }: GroupView): string =>
  asPage(
    <WorkFrame
      viewer={viewer}
      title={`Kaart ${String(number)}: ${card.title}`}
      here="/oefenen"
      back={`/oefenen?rol=${role}`}
    >
      <div class="oefen-groep">
        <p class="stil">Kaart {number} van deze bijeenkomst</p>
        <h1 class="nl-heading nl-heading--level-1">{card.title}</h1>
        <CardFront handreiking={handreiking} card={card} />
        <ol class="oefen-stemmen">
          {card.items.map(item => (
            <li>{labelOf({ handreiking, card }, item)}</li>
          ))}
        </ol>
        <p class="nl-paragraph niet-op-papier">
          Laat eerst iedereen kiezen: groen is ja, rood is nee. Vraag dan aan wie alleen staat: waarom?
        </p>
        <details class="vak">
          <summary>Toon wat de regels zeggen</summary>
          <ol class="oefen-antwoorden">
            {verdicts.map(verdict => (
              <Said handreiking={handreiking} card={card} verdict={verdict} />
            ))}
          </ol>
          <h2 class="nl-heading nl-heading--level-3">Om over te praten</h2>
          <ul class="punten">
            {talkingPoints(verdicts).map(each => (
              <li>{each}</li>
            ))}
          </ul>
        </details>
        <PostForm viewer={viewer} action={`/oefenen/groep?rol=${role}&nr=${String(number)}`}>
          <input type="hidden" name="kaart" value={card.id} />
          <p class="knoppen">
            <button class="nl-button nl-button--secondary" type="submit" name="groep" value="goed">
              De groep had het goed
            </button>
            <button class="nl-button nl-button--secondary" type="submit" name="groep" value="fout">
              De groep had het nog niet goed
            </button>
          </p>
        </PostForm>
      </div>
    </WorkFrame>,
  );

function Said({
  handreiking,
  card,
  verdict,
}: Pick<GroupView, 'handreiking' | 'card'> & { readonly verdict: Verdict }): JSX.Element {
  const { answer, because, rule } = tellVerdict(handreiking, verdict);
  return (
    <li>
      <h3 class="nl-heading nl-heading--level-3">{labelOf({ handreiking, card }, verdict.item)}</h3>
      <p class="oefen-uitspraak">
        <strong>{answer}.</strong> {because}
      </p>
      {rule === undefined ? null : (
        <blockquote>
          {rule.sentence}
          <footer>
            Regel {rule.id}, {rule.law}
          </footer>
        </blockquote>
      )}
    </li>
  );
}

/** What a group can talk about, from what stood in the way. */
function talkingPoints(verdicts: readonly Verdict[]): readonly string[] {
  const outcomes = new Set(verdicts.map(({ decision }) => decision.outcome));
  return [
    ...(outcomes.has('withheld')
      ? ['Wie kan ervoor zorgen dat het wél mag? Wat vraagt u dan aan de bewoner?']
      : []),
    ...(outcomes.has('never') ? ['Wat heeft de ander echt nodig? Kan het zonder dit gegeven?'] : []),
    ...(outcomes.has('no-rule')
      ? ['Voor welk doel zou u dit wél mogen vertellen? Is dat hier het doel?']
      : []),
    ...(outcomes.has('release') ? ['Wat zou u de bewoner zeggen, vóórdat u dit doorgeeft?'] : []),
    'Wie van u zou dit morgen anders doen?',
  ];
}
