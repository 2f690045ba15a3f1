import type { JSX } from 'preact';
import { isKnown, type Judgement, type PracticeAnswer, type Verdict } from '../../policies/practice/judge.ts';
import { ANSWER_WORDS, JUDGEMENT_WORDS, tellVerdict } from '../../policies/practice/tell-card.ts';
import { asPage, type Viewer } from '../frame.tsx';
import { Badge, type Tone } from '../desk/badge.tsx';
import { WorkFrame } from '../desk/work-frame.tsx';
import { CardFront, type CardProps } from './card-front.tsx';
import { labelOf } from './card-page.tsx';

/** What somebody said to one question, and what the rules say. */
export interface Judged {
  readonly verdict: Verdict;
  readonly said: PracticeAnswer | undefined;
  readonly judgement: Judgement;
}

export interface AnswerView extends CardProps {
  readonly viewer: Viewer;
  readonly judged: readonly Judged[];
  readonly role: string;
  /** The card after this one; none when there is none. */
  readonly next: string | undefined;
}

/** A card, looked over: rule, law and sentence with each answer. */
export const practiceAnswerPage = ({ viewer, handreiking, card, judged, role, next }: AnswerView): string => {
  const right = judged.filter(({ judgement }) => judgement === 'right').length;
  return asPage(
    <WorkFrame
      viewer={viewer}
      title={`Nagekeken: ${card.title}`}
      here="/oefenen"
      back={`/oefenen?rol=${role}`}
    >
      <h1 class="nl-heading nl-heading--level-1">
        {isKnown(judged.map(({ judgement }) => judgement))
          ? 'Alles goed'
          : `${String(right)} van ${String(judged.length)} goed`}
      </h1>
      <p class="nl-paragraph nl-paragraph--lead">{adviceOn(judged)}</p>
      <ol class="oefen-antwoorden">
        {judged.map(each => (
          <Answered handreiking={handreiking} card={card} judged={each} />
        ))}
      </ol>
      <p class="knoppen">
        {next === undefined ? null : (
          <a class="nl-button nl-button--primary" href={`/oefenen/kaart/${next}?rol=${role}`}>
            Volgende kaart
          </a>
        )}
        <a class="nl-button nl-button--secondary" href={`/oefenen?rol=${role}`}>
          Stoppen
        </a>
      </p>
      <details class="vak">
        <summary>{card.title}: de kaart nog eens lezen</summary>
        <CardFront handreiking={handreiking} card={card} />
      </details>
    </WorkFrame>,
  );
};

/** The worst first: what leaks, then what is needlessly kept. */
function adviceOn(judged: readonly Judged[]): string {
  const has = (judgement: Judgement): boolean => judged.some(each => each.judgement === judgement);
  if (has('too-open') && has('too-closed'))
    return 'U gaf iets wat niet mag, en hield iets tegen wat wél mag. Beide hebben een prijs.';
  if (has('too-open')) return 'U gaf iets wat niet mag. Wat eenmaal is verteld, komt niet terug.';
  if (has('too-closed'))
    return 'U hield iets tegen wat wél mag. Ook dat heeft een prijs: iemand wacht op hulp.';
  if (has('other-ground')) return 'Wat mag en niet mag had u goed. Alleen de reden is een andere.';
  if (has('not-answered')) return 'Wat u niet beantwoordde, telt nog niet.';
  return 'Deze kaart komt pas over een tijd terug.';
}

const TONES: Readonly<Record<Judgement, Tone>> = {
  right: 'goed',
  'other-ground': 'let-op',
  'too-closed': 'let-op',
  'too-open': 'ernstig',
  'not-answered': 'rustig',
};

function Answered({
  handreiking,
  card,
  judged: { verdict, said, judgement },
}: CardProps & { readonly judged: Judged }): JSX.Element {
  const { answer, because, rule } = tellVerdict(handreiking, verdict);
  return (
    <li>
      <p class="merkjes">
        <Badge tone={TONES[judgement]}>{JUDGEMENT_WORDS[judgement].replace(/\.$/, '')}</Badge>
      </p>
      <h2 class="nl-heading nl-heading--level-3">{labelOf({ handreiking, card }, verdict.item)}</h2>
      <p class="oefen-uitspraak">
        <strong>{answer}.</strong> {because}
      </p>
      {judgement === 'right' || said === undefined ? null : (
        <p class="stil">U zei: {ANSWER_WORDS[said].toLowerCase()}.</p>
      )}
      {rule === undefined ? null : (
        <blockquote>
          {rule.sentence}
          <footer>
            Regel {rule.id}, {rule.law}
          </footer>
        </blockquote>
      )}
      <a class="nl-link" href={`/docs/wat-mag/${verdict.item.to}`}>
        Wat mag wél
        <span class="alleen-voorlezen">
          {' '}
          naar {labelOf({ handreiking, card: { ...card, kind: 'whom' } }, verdict.item)}
        </span>
      </a>
    </li>
  );
}
