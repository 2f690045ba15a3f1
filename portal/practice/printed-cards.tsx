import type { JSX } from 'preact';
import type { Handreiking } from '../../policies/handreiking.ts';
import { partyName } from '../../policies/in-dutch.ts';
import type { PracticeCard } from '../../policies/practice/card.ts';
import type { Verdict } from '../../policies/practice/judge.ts';
import { tellFacts, tellQuestion, tellVerdict } from '../../policies/practice/tell-card.ts';
import { asPage, type Viewer } from '../frame.tsx';
import { WorkFrame } from '../desk/work-frame.tsx';
import { labelOf } from './card-page.tsx';

/** A card with its answers, for paper. */
export interface PrintedCard {
  readonly card: PracticeCard;
  readonly verdicts: readonly Verdict[];
}

export interface PrintedView {
  readonly viewer: Viewer;
  readonly handreiking: Handreiking;
  readonly role: string;
  readonly cards: readonly PrintedCard[];
  readonly version: string;
}

/** A set of cards to print and cut, the answers on a sheet of their own. */
export const printedCardsPage = ({ viewer, handreiking, role, cards, version }: PrintedView): string =>
  asPage(
    <WorkFrame viewer={viewer} title="Kaarten op papier" here="/oefenen" back={`/oefenen?rol=${role}`}>
      <h1 class="nl-heading nl-heading--level-1">
        {role === '' ? 'Oefenkaarten' : `Oefenkaarten: ${partyName(handreiking, role)}`}
      </h1>
      <p class="nl-paragraph niet-op-papier">
        Druk deze pagina af. De antwoorden staan achteraan, op eigen bladen. De volgende keer staan hier
        andere kaarten.
      </p>
      <section aria-labelledby="kaarten" class="oefen-vel">
        <h2 class="alleen-voorlezen" id="kaarten">
          De kaarten
        </h2>
        {cards.map((each, index) => (
          <Front handreiking={handreiking} card={each.card} number={index + 1} />
        ))}
      </section>
      <section aria-labelledby="antwoorden" class="oefen-achterkant">
        <h2 class="nl-heading nl-heading--level-2" id="antwoorden">
          De antwoorden
        </h2>
        {cards.map((each, index) => (
          <Back handreiking={handreiking} printed={each} number={index + 1} />
        ))}
        <p class="stil hash">Handreiking {version}</p>
      </section>
    </WorkFrame>,
  );

const Front = ({
  handreiking,
  card,
  number,
}: Pick<PrintedView, 'handreiking'> & {
  readonly card: PracticeCard;
  readonly number: number;
}): JSX.Element => (
  <article class="oefen-kaartje">
    <h3 class="nl-heading nl-heading--level-4">
      <span class="nummer">{number}</span> {card.title}
    </h3>
    {card.story === '' ? null : <p>{card.story}</p>}
    <p>
      <strong>{tellQuestion(handreiking, card)}</strong>
    </p>
    {card.scenes.map(scene => (
      <ul class="oefen-feiten">
        {scene.label === '' ? null : <li class="kopje">Situatie {scene.label}</li>}
        {tellFacts(handreiking, card, scene).map(({ holds, text }) => (
          <li class={holds ? 'zo' : 'niet-zo'}>
            <span class="alleen-voorlezen">{holds ? 'Zo is het: ' : 'Dit is niet zo: '}</span>
            {text}
          </li>
        ))}
      </ul>
    ))}
    <ul class="oefen-vakjes">
      {card.items.map(item => (
        <li>{labelOf({ handreiking, card }, item)}</li>
      ))}
    </ul>
  </article>
);

const Back = ({
  handreiking,
  printed: { card, verdicts },
  number,
}: Pick<PrintedView, 'handreiking'> & {
  readonly printed: PrintedCard;
  readonly number: number;
}): JSX.Element => (
  <article class="oefen-antwoordblad">
    <h3 class="nl-heading nl-heading--level-4">
      <span class="nummer">{number}</span> {card.title}
    </h3>
    <ul>
      {verdicts.map(verdict => {
        const { answer, because, rule } = tellVerdict(handreiking, verdict);
        return (
          <li>
            <strong>
              {labelOf({ handreiking, card }, verdict.item)}: {answer.toLowerCase()}.
            </strong>{' '}
            {rule === undefined ? because : `${rule.sentence} (regel ${rule.id}, ${rule.law})`}
          </li>
        );
      })}
    </ul>
  </article>
);
