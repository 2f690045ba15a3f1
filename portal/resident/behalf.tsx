import type { JSX } from 'preact';
import { Filled, Name } from '../filled.tsx';
import { asPage, Frame, type Viewer } from '../frame.tsx';
import { speak } from '../texts/texts.ts';
import type { PageTexts, Translation } from '../texts/translation.ts';
import type { ShownDecision } from './shown.ts';
import { Day, listed, wordOfField } from './words.tsx';

type Words = PageTexts['behalf'];

/** Somebody who speaks for a resident. */
export interface ShownRepresentation {
  readonly id: string;
  readonly kind: keyof Words['kinds'];
  readonly reach: keyof Words['reach'];
  readonly until: Date | undefined;
}

export interface BehalfView {
  readonly viewer: Viewer;
  readonly role: 'resident' | 'representative' | 'helper';
  readonly representations: readonly ShownRepresentation[];
  /** What was decided by somebody who speaks for the resident. */
  readonly chosen: readonly ShownDecision[];
}

/** R13: for whoever speaks for a resident what they may decide; for the resident who that is, and what they chose. */
export function behalfPage({ viewer, role, representations, chosen }: BehalfView): string {
  const spoken = speak(viewer.language, 'behalf');
  const { words, translation } = spoken;
  const isOwn = role === 'representative';
  const title = isOwn ? words.title : words.titleResident;
  return asPage(
    <Frame viewer={viewer} spoken={spoken} title={title} back="/overzicht">
      <h1 class="nl-heading nl-heading--level-1">{title}</h1>
      {isOwn ? null : <p class="nl-paragraph nl-paragraph--lead">{words.lead}</p>}
      {representations.length === 0 ? <p class="gelukt">{words.none}</p> : null}
      {representations.map(each => (
        <section class="kaart">
          {isOwn ? (
            <OwnReach representation={each} words={words} />
          ) : (
            <Theirs representation={each} words={words} />
          )}
          {each.until === undefined ? null : (
            <p class="stil">
              <Filled text={words.until} dag={<Day at={each.until} in={translation} />} />
            </p>
          )}
        </section>
      ))}
      <h2 class="nl-heading nl-heading--level-2">{words.chosen}</h2>
      <Chosen chosen={chosen} words={words} translation={translation} />
      {isOwn || chosen.length === 0 ? null : <p class="nl-paragraph">{words.stopYourself}</p>}
      <p class="nl-paragraph">{words.wrong}</p>
    </Frame>,
  );
}

interface Represented {
  readonly representation: ShownRepresentation;
  readonly words: Words;
}

const OwnReach = ({ representation: { kind, reach }, words }: Represented): JSX.Element => (
  <>
    <p class="nl-paragraph nl-paragraph--lead">
      <Filled text={words.youAre} soort={words.kinds[kind]} /> {words.reach[reach]}
    </p>
    <ul class="punten">
      <li>{words.askFirst}</li>
      <li>{words.hears}</li>
      <li>{words.opposed}</li>
    </ul>
  </>
);

const Theirs = ({ representation: { kind, reach }, words }: Represented): JSX.Element => (
  <p class="nl-paragraph">
    <Filled text={words.yours[reach]} soort={words.kinds[kind]} />
  </p>
);

function Chosen({
  chosen,
  words,
  translation,
}: Pick<BehalfView, 'chosen'> & { readonly words: Words; readonly translation: Translation }): JSX.Element {
  if (chosen.length === 0) return <p class="nl-paragraph">{words.chosenNone}</p>;
  const states = speak(translation.language, 'states').words;
  return (
    <ul class="lijst">
      {chosen.map(({ id, sender, recipient, fields, kind, at }) => (
        <li>
          <a class="nl-link" href={`/bewijs/${id}`}>
            <Filled
              text={words.exchange}
              zender={<Name>{sender}</Name>}
              ontvanger={<Name>{recipient}</Name>}
              gegevens={listed(
                translation,
                fields.map(field => wordOfField(translation, field)),
              )}
              stand={states[kind]}
              dag={<Day at={at} in={translation} />}
            />
          </a>
        </li>
      ))}
    </ul>
  );
}
