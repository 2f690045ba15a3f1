import type { FieldId } from '../../policies/vocabulary.ts';
import { Filled, Name } from '../filled.tsx';
import { asPage, Frame, type Viewer } from '../frame.tsx';
import { offered, speak } from '../texts/texts.ts';
import type { ShownYes } from './overview.tsx';
import { Day, listed, wordOfField, wordOfPurpose } from './words.tsx';

export interface HelpView {
  readonly viewer: Viewer;
  readonly formToken: string | undefined;
  /** A code that was just made. */
  readonly code: string | undefined;
}

/** R10: ring, come by, or let somebody look along, who can choose nothing. */
export function helpPage({ viewer, formToken, code }: HelpView): string {
  const spoken = speak(viewer.language, 'help');
  const { words } = spoken;
  return asPage(
    <Frame
      viewer={viewer}
      spoken={spoken}
      title={words.title}
      back={viewer.loggedIn === undefined ? '/' : '/overzicht'}
    >
      <h1 class="nl-heading nl-heading--level-1">{words.title}</h1>
      <p class="nl-paragraph nl-paragraph--lead">{words.lead}</p>
      <section class="kaart">
        <h2 class="nl-heading nl-heading--level-2">{words.callTitle}</h2>
        <p class="nl-paragraph">{words.call}</p>
        <p class="nl-paragraph">
          <a class="nl-link" href={`tel:${viewer.telephone.replaceAll(/\D/g, '')}`}>
            <bdi>{viewer.telephone}</bdi>
          </a>
        </p>
      </section>
      <section class="kaart">
        <h2 class="nl-heading nl-heading--level-2">{words.visitTitle}</h2>
        <p class="nl-paragraph">{words.visit}</p>
      </section>
      <section class="kaart">
        <h2 class="nl-heading nl-heading--level-2">{words.lookTitle}</h2>
        <p class="nl-paragraph">{words.look}</p>
        {code === undefined ? null : (
          <div class="gelukt" role="status">
            <p class="nl-paragraph">{words.code}</p>
            <p class="grote-code">
              <Name>{`${code.slice(0, 4)} ${code.slice(4)}`}</Name>
            </p>
            <p class="nl-paragraph">{words.codeWhat}</p>
          </div>
        )}
        {formToken === undefined ? (
          <p class="stil">{words.logIn}</p>
        ) : (
          <form method="post" action="/hulp">
            <input type="hidden" name="bewijs" value={formToken} />
            <button class="nl-button nl-button--secondary" type="submit">
              {words.make}
            </button>
          </form>
        )}
      </section>
      <p class="let-op">{words.alert}</p>
    </Frame>,
  );
}

export interface AdvanceView {
  readonly viewer: Viewer;
  readonly choices: readonly ShownYes[];
  readonly mayStop: boolean;
}

/** R12: what was agreed in good time for bad times. */
export function advancePage({ viewer, choices, mayStop }: AdvanceView): string {
  const spoken = speak(viewer.language, 'advance');
  const { words, translation } = spoken;
  return asPage(
    <Frame viewer={viewer} spoken={spoken} title={words.title} back="/overzicht">
      <h1 class="nl-heading nl-heading--level-1">{words.title}</h1>
      <p class="nl-paragraph nl-paragraph--lead">{words.lead}</p>
      <p class="nl-paragraph">{words.what}</p>
      {choices.length === 0 ? <p class="nl-paragraph">{words.none}</p> : null}
      <ul class="lijst">
        {choices.map(({ id, sender, recipient, fields, until }) => (
          <li>
            <p class="nl-paragraph">
              <Filled text={words.tell} zender={<Name>{sender}</Name>} ontvanger={<Name>{recipient}</Name>} />
            </p>
            <ul class="punten">
              {fields.map(field => (
                <li>{wordOfField(translation, field)}</li>
              ))}
            </ul>
            <p class="stil">
              <Filled text={words.until} dag={<Day at={until} in={translation} />} />
            </p>
            {mayStop ? (
              <a class="nl-button nl-button--secondary" href={`/stop/${id}`}>
                {words.stop}
              </a>
            ) : null}
          </li>
        ))}
      </ul>
      <p class="nl-paragraph">{words.make}</p>
      <p class="let-op">{words.never}</p>
    </Frame>,
  );
}

export interface MineView {
  readonly viewer: Viewer;
  readonly decided: readonly {
    readonly sender: string;
    readonly recipient: string;
    readonly purpose: string;
    readonly fields: readonly FieldId[];
    readonly kind: 'yes' | 'no' | 'stopped' | 'waits' | 'ended';
    readonly at: Date;
  }[];
  readonly told: number;
}

/** R9: everything, readable here and as a file. */
export function minePage({ viewer, decided, told }: MineView): string {
  const spoken = speak(viewer.language, 'mine');
  const { words, translation } = spoken;
  const states = speak(translation.language, 'states').words;
  return asPage(
    <Frame viewer={viewer} spoken={spoken} title={words.title} back="/overzicht">
      <h1 class="nl-heading nl-heading--level-1">{words.title}</h1>
      <p class="nl-paragraph nl-paragraph--lead">{words.lead}</p>
      <p class="let-op">{words.careful}</p>
      <p class="knoppen">
        <a class="nl-button nl-button--primary" href="/download/gegevens.json">
          {words.download}
        </a>
      </p>
      <h2 class="nl-heading nl-heading--level-2">{words.decided}</h2>
      {decided.length === 0 ? <p class="nl-paragraph">{words.decidedNone}</p> : null}
      <ul class="lijst">
        {decided.map(each => (
          <li>
            <p class="nl-paragraph">
              <Filled
                text={words.fromTo}
                zender={<Name>{each.sender}</Name>}
                ontvanger={<Name>{each.recipient}</Name>}
                doel={wordOfPurpose(translation, each.purpose)}
              />
              {': '}
              {listed(
                translation,
                each.fields.map(field => wordOfField(translation, field)),
              )}
              .
            </p>
            <p class="stil">
              <Filled
                text={words.states}
                stand={states[each.kind]}
                dag={<Day at={each.at} in={translation} />}
              />
            </p>
          </li>
        ))}
      </ul>
      <h2 class="nl-heading nl-heading--level-2">{words.told}</h2>
      <p class="nl-paragraph">
        <Filled text={words.toldWhat} aantal={told} />
      </p>
      <h2 class="nl-heading nl-heading--level-2">{words.proof}</h2>
      <p class="nl-paragraph">{words.proofWhat}</p>
      <p class="nl-paragraph">{words.noValues}</p>
    </Frame>,
  );
}

/** R14: what is done with what. */
export function privacyPage(viewer: Viewer): string {
  const spoken = speak(viewer.language, 'privacy');
  const { words } = spoken;
  return asPage(
    <Frame viewer={viewer} spoken={spoken} title={words.title} back="/">
      <h1 class="nl-heading nl-heading--level-1">{words.title}</h1>
      <p class="nl-paragraph nl-paragraph--lead">{words.lead}</p>
      {[words.one, words.two, words.three, words.four].map(sentence => (
        <p class="nl-paragraph">{sentence}</p>
      ))}
    </Frame>,
  );
}

/** R14: what works, what was not tested yet, and who looked at which translation. */
export function accessibilityPage(viewer: Viewer): string {
  const spoken = speak(viewer.language, 'accessibility');
  const { words } = spoken;
  return asPage(
    <Frame viewer={viewer} spoken={spoken} title={words.title} back="/">
      <h1 class="nl-heading nl-heading--level-1">{words.title}</h1>
      <p class="nl-paragraph nl-paragraph--lead">{words.lead}</p>
      {[words.one, words.two, words.three].map(sentence => (
        <p class="nl-paragraph">{sentence}</p>
      ))}
      <h2 class="nl-heading nl-heading--level-2">{words.languages}</h2>
      <p class="nl-paragraph">{words.languagesWhat}</p>
      <ul class="lijst">
        {offered().map(({ tag, direction, name, review, version }) => (
          <li>
            <span lang={tag} dir={direction}>
              {name}
            </span>
            {`: ${words[review]} (${version})`}
          </li>
        ))}
      </ul>
    </Frame>,
  );
}
