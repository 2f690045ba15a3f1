import { asPage, Frame, type Viewer } from './frame.tsx';
import type { nl } from './texts/nl.ts';
import { speak } from './texts/texts.ts';

export type LoginPageFault = keyof (typeof nl)['loginFault'];

export interface LoginView {
  readonly viewer: Viewer;
  readonly formToken: string;
  readonly fault: LoginPageFault | undefined;
  readonly wasTooLong: boolean;
}

/** R1: DigiD, a code, or together; no puzzle and nothing to remember. */
export function loginPage({ viewer, formToken, fault, wasTooLong }: LoginView): string {
  const spoken = speak(viewer.language, 'login');
  const { words } = spoken;
  const faults = speak(spoken.translation.language, 'loginFault').words;
  const isCode = fault === 'code';
  return asPage(
    <Frame viewer={viewer} spoken={spoken} title={words.title} back="/" hasFaults={fault !== undefined}>
      <h1 class="nl-heading nl-heading--level-1">{words.title}</h1>
      {fault === undefined ? null : (
        <div class="fout" role="alert">
          <p class="nl-paragraph">{isCode ? <a href="#invoer-code">{faults.code}</a> : faults[fault]}</p>
        </div>
      )}
      <p class="nl-paragraph nl-paragraph--lead">{wasTooLong ? words.tooLong : words.lead}</p>
      <p class="nl-paragraph">{words.digidWhat}</p>
      <p class="knoppen">
        <a class="nl-button nl-button--primary" href="/inloggen/digid">
          {words.digid}
        </a>
      </p>
      <form method="post" action="/inloggen" class="kaart" id="code">
        <h2 class="nl-heading nl-heading--level-2">{words.codeTitle}</h2>
        <p class="nl-paragraph">{words.codeWhat}</p>
        <input type="hidden" name="bewijs" value={formToken} />
        <label for="invoer-code">{words.codeLabel}</label>
        <p class="voorbeeld" id="voorbeeld-code">
          {words.codeExample}
        </p>
        <input
          class="invoer code"
          id="invoer-code"
          name="code"
          autocomplete="one-time-code"
          autocapitalize="characters"
          spellcheck={false}
          dir="ltr"
          maxLength={40}
          aria-describedby="voorbeeld-code"
          {...(isCode ? { 'aria-invalid': 'true' as const } : {})}
        />
        <button class="nl-button nl-button--secondary" type="submit">
          {words.codeButton}
        </button>
      </form>
      <h2 class="nl-heading nl-heading--level-2">{words.togetherTitle}</h2>
      <p class="nl-paragraph">{words.together}</p>
      <p class="nl-paragraph">
        <a class="nl-link" href="/inloggen/werk">
          {words.staff}
        </a>
      </p>
    </Frame>,
  );
}

/** After logging out. */
export function loggedOutPage(viewer: Viewer): string {
  const spoken = speak(viewer.language, 'loggedOut');
  const { words } = spoken;
  return asPage(
    <Frame viewer={viewer} spoken={spoken} title={words.title}>
      <h1 class="nl-heading nl-heading--level-1">{words.title}</h1>
      <p class="nl-paragraph nl-paragraph--lead">{words.lead}</p>
      <p class="knoppen">
        <a class="nl-button nl-button--secondary" href="/inloggen">
          {words.again}
        </a>
      </p>
    </Frame>,
  );
}
