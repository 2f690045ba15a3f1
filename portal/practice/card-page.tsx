import type { JSX } from 'preact';
import { fieldName, partyName, sentence } from '../../policies/in-dutch.ts';
import type { PracticeItem } from '../../policies/practice/card.ts';
import { ANSWERS } from '../../policies/practice/judge.ts';
import { ANSWER_WORDS } from '../../policies/practice/tell-card.ts';
import { asPage, type Viewer } from '../frame.tsx';
import { PostForm } from '../desk/post-form.tsx';
import { WorkFrame } from '../desk/work-frame.tsx';
import { CardFront, type CardProps } from './card-front.tsx';

export interface CardView extends CardProps {
  readonly viewer: Viewer;
  /** The role somebody practises for, to go on with. */
  readonly role: string;
  /** Sent without a single answer. */
  readonly isEmpty?: boolean;
}

/** One card, to answer. Nothing is chosen beforehand. */
export const practiceCardPage = ({ viewer, handreiking, card, role, isEmpty }: CardView): string =>
  asPage(
    <WorkFrame
      viewer={viewer}
      title={card.title}
      here="/oefenen"
      back={`/oefenen?rol=${role}`}
      hasFaults={isEmpty === true}
    >
      {isEmpty === true ? (
        <div class="fout" role="alert">
          <h2 class="nl-heading nl-heading--level-4">Kies bij elk gegeven een antwoord</h2>
          <p class="nl-paragraph">
            <a href="#vraag-0">Begin bij het eerste.</a>
          </p>
        </div>
      ) : null}
      <h1 class="nl-heading nl-heading--level-1">{card.title}</h1>
      <CardFront handreiking={handreiking} card={card} />
      <PostForm viewer={viewer} action={`/oefenen/kaart/${card.id}?rol=${role}`}>
        <h2 class="nl-heading nl-heading--level-2">Wat zegt u?</h2>
        <ol class="oefen-vragen">
          {card.items.map((item, index) => (
            <Question handreiking={handreiking} card={card} item={item} index={index} />
          ))}
        </ol>
        <p class="knoppen">
          <button class="nl-button nl-button--primary" type="submit">
            Kijk na
          </button>
        </p>
      </PostForm>
    </WorkFrame>,
  );

/** What one question is about, as short as it can be on this card. */
export function labelOf({ handreiking, card }: CardProps, { scene, to, field }: PracticeItem): string {
  const label = card.scenes[scene]?.label ?? '';
  const what = card.kind === 'whom' ? partyName(handreiking, to) : sentence(fieldName(handreiking, field));
  return label === '' ? what : `${label}: ${what}`;
}

const Question = ({
  handreiking,
  card,
  item,
  index,
}: CardProps & { readonly item: PracticeItem; readonly index: number }): JSX.Element => (
  <li>
    <label for={`vraag-${index}`}>{labelOf({ handreiking, card }, item)}</label>
    <select class="invoer" id={`vraag-${index}`} name={`vraag-${index}`}>
      <option value="">Kies…</option>
      {ANSWERS.map((answer, number) => (
        <option value={number}>{ANSWER_WORDS[answer]}</option>
      ))}
    </select>
  </li>
);
