import type { JSX } from 'preact';
import type { NoticeRequest, NoticeState } from '../../consent/notice.ts';
import type { FieldId } from '../../policies/vocabulary.ts';
import { Filled, Name } from '../filled.tsx';
import type { PageTexts, Translation } from '../texts/translation.ts';
import { listed, wordOfField } from './words.tsx';

/** What somebody who received something was asked, and what they did with it. */
export interface ShownNotice {
  readonly recipient: string;
  readonly request: NoticeRequest;
  readonly state: NoticeState;
  readonly fields: readonly FieldId[];
  /** What was answered: of a refusal why. */
  readonly answer: string | undefined;
}

/** Who was told that it has to be otherwise, and what came of it: said as it is, also when we do not know. */
export function AskedOthers({
  notices,
  words,
  translation,
}: {
  readonly notices: readonly ShownNotice[];
  readonly words: PageTexts['mine'];
  readonly translation: Translation;
}): JSX.Element {
  return (
    <>
      <h2 class="nl-heading nl-heading--level-2">{words.asked}</h2>
      {notices.length === 0 ? <p class="nl-paragraph">{words.askedNone}</p> : null}
      <ul class="lijst">
        {notices.map(({ recipient, request, state, fields, answer }) => (
          <li>
            <p class="nl-paragraph">
              <Filled
                text={words.ask[request]}
                ontvanger={<Name>{recipient}</Name>}
                gegevens={listed(
                  translation,
                  fields.map(field => wordOfField(translation, field)),
                )}
              />
            </p>
            <p class="stil">
              {words.answer[state]} {state === 'refused' ? whyIn(words.refused, answer) : null}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

const whyIn = (words: PageTexts['mine']['refused'], answer: string | undefined): string | null =>
  answer !== undefined && Object.hasOwn(words, answer) ? words[answer as keyof typeof words] : null;
