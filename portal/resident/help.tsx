import { Name } from '../filled.tsx';
import { asPage, Frame, type Viewer } from '../frame.tsx';
import { speak } from '../texts/texts.ts';

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
