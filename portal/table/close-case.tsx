import { asPage, type Viewer } from '../frame.tsx';
import { nameOfCase, type CaseHead } from './case-head.ts';
import { Buttons, Form, type FormKey } from './form-parts.tsx';
import { TableFrame } from './table-frame.tsx';
import { tableTexts } from './texts.ts';

const texts = tableTexts.closing;

export interface CloseView {
  readonly viewer: Viewer;
  readonly head: CaseHead;
  readonly form: FormKey;
}

/** `/casussen/:id/sluiten`: what ends with it, before it does. */
export const closeCasePage = ({ viewer, head, form }: CloseView): string =>
  asPage(
    <TableFrame viewer={viewer} title={`${texts.title} – ${nameOfCase(head)}`} back={`/casussen/${head.id}`}>
      <h1 class="nl-heading nl-heading--level-1">{texts.title}</h1>
      <p class="nl-paragraph nl-paragraph--lead">
        {nameOfCase(head)}. {texts.lead}
      </p>
      <ul class="punten">
        {texts.what.map(each => (
          <li>{each}</li>
        ))}
      </ul>
      <Form action={`/casussen/${head.id}/sluiten`} {...form}>
        <Buttons send={texts.button}>
          <a class="nl-button nl-button--secondary" href={`/casussen/${head.id}`}>
            {texts.stay}
          </a>
        </Buttons>
      </Form>
    </TableFrame>,
  );
