import type { JSX } from 'preact';
import type { Handreiking } from '../../policies/handreiking.ts';
import type { PracticeCard, Scene } from '../../policies/practice/card.ts';
import { tellFacts, tellQuestion, turningFact } from '../../policies/practice/tell-card.ts';

export interface CardProps {
  readonly handreiking: Handreiking;
  readonly card: PracticeCard;
}

/** What stands on the front of a card: the story, the question, and what is so. */
export function CardFront({ handreiking, card }: CardProps): JSX.Element {
  const turning = turningFact(card, handreiking);
  return (
    <>
      {card.story === '' ? null : <p class="nl-paragraph oefen-verhaal">{card.story}</p>}
      <p class="nl-paragraph nl-paragraph--lead">{tellQuestion(handreiking, card)}</p>
      {turning === undefined ? null : (
        <p class="nl-paragraph">Twee situaties. Ze verschillen in één ding: {turning}.</p>
      )}
      <div class="oefen-situaties">
        {card.scenes.map(scene => (
          <Facts handreiking={handreiking} card={card} scene={scene} />
        ))}
      </div>
    </>
  );
}

const Facts = ({ handreiking, card, scene }: CardProps & { readonly scene: Scene }): JSX.Element => (
  <section class="oefen-feiten">
    <h2 class="nl-heading nl-heading--level-4">
      {scene.label === '' ? 'Dit weten wij' : `Situatie ${scene.label}`}
    </h2>
    <ul>
      {tellFacts(handreiking, card, scene).map(({ holds, text }) => (
        <li class={holds ? 'zo' : 'niet-zo'}>
          <span class="alleen-voorlezen">{holds ? 'Zo is het: ' : 'Dit is niet zo: '}</span>
          {text}
        </li>
      ))}
    </ul>
  </section>
);
