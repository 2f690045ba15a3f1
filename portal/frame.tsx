import type { ComponentChildren, JSX, VNode } from 'preact';
import { render } from 'preact-render-to-string';
import { Filled, Name } from './filled.tsx';
import { offered, type Spoken } from './texts/texts.ts';
import { reviewOf, type Language, type PageName, type PageTexts } from './texts/translation.ts';

/** What every page knows of who looks at it. */
export interface Viewer {
  readonly language: Language;
  /** The page itself, to come back to after choosing a language. */
  readonly path: string;
  /** Who is logged in, and until when if nothing happens. */
  readonly loggedIn:
    | { readonly as: keyof PageTexts['frame']['as']; readonly until: string; readonly formToken: string }
    | undefined;
  readonly telephone: string;
  /** The addresses at which a page can be listened to. */
  readonly recordings?: { readonly has: (address: string) => boolean };
}

export interface FrameProps {
  readonly viewer: Viewer;
  readonly spoken: Spoken<PageName>;
  readonly title: string;
  /** Where "Terug" leads; none on a first page. */
  readonly back?: string;
  readonly hasFaults?: boolean;
  readonly children: ComponentChildren;
}

/** The whole page around a text: the same things in the same places, everywhere. */
export function Frame({ viewer, spoken, title, back, hasFaults, children }: FrameProps): JSX.Element {
  const { translation, frame } = spoken;
  return (
    <html lang={translation.tag} dir={translation.direction} class="wijk-theme">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${hasFaults === true ? `${frame.fault}: ` : ''}${title} – ${frame.product}`}</title>
        <link rel="stylesheet" href="/portaal.css" />
      </head>
      <body>
        <a class="nl-skip-link nl-skip-link--visible-on-focus" href="#inhoud">
          {frame.skip}
        </a>
        <Header viewer={viewer} spoken={spoken} />
        <main id="inhoud" tabIndex={-1}>
          {back === undefined ? null : (
            <a class="nl-link terug" href={back}>
              {frame.back}
            </a>
          )}
          <AboutTranslation spoken={spoken} />
          <Recording viewer={viewer} spoken={spoken} />
          {children}
        </main>
        <Footer viewer={viewer} spoken={spoken} />
      </body>
    </html>
  );
}

/** That nobody looked at a translation is said above it; that there is none, in the language that was asked for. */
function AboutTranslation({ spoken }: Pick<FrameProps, 'spoken'>): JSX.Element | null {
  const { translation, wished, frame, page } = spoken;
  if (wished.language !== translation.language)
    return (
      <p class="let-op" lang={wished.tag} dir={wished.direction}>
        {wished.notHere}
      </p>
    );
  if (reviewOf(translation, page) !== 'niet-nagekeken') return null;
  return <p class="let-op klein">{frame.machineTranslated}</p>;
}

/** The text of the template read aloud by a person, when there is a recording of this very version; otherwise nothing at all. */
function Recording({
  viewer: { recordings },
  spoken: { translation, page, frame },
}: Pick<FrameProps, 'viewer' | 'spoken'>): JSX.Element | null {
  const address = `/geluid/${translation.language}/${page}.${translation.version}.mp3`;
  if (recordings?.has(address) !== true) return null;
  return (
    <figure class="luister">
      <figcaption id="luister">{frame.listen}</figcaption>
      <audio controls preload="none" src={address} aria-labelledby="luister" />
    </figure>
  );
}

function Header({
  viewer,
  spoken: { translation, frame },
}: Pick<FrameProps, 'viewer' | 'spoken'>): JSX.Element {
  return (
    <header class="kop">
      <a class="merk" href={viewer.loggedIn === undefined ? '/' : '/overzicht'} aria-label={frame.home}>
        <Name>{frame.product}</Name>
      </a>
      <a class="nl-button nl-button--secondary weg" href="/weg">
        {frame.leave}
      </a>
      <details class="taal">
        <summary>
          {frame.language}: <span>{translation.name}</span>
        </summary>
        <ul>
          {offered().map(({ language, tag, name, direction }) => (
            <li>
              <a
                class="nl-link"
                href={`/taal/${language}?terug=${encodeURIComponent(viewer.path)}`}
                lang={tag}
                dir={direction}
                {...(language === translation.language ? { 'aria-current': 'true' } : {})}
              >
                {name}
              </a>
            </li>
          ))}
        </ul>
      </details>
    </header>
  );
}

function Footer({ viewer, spoken: { frame } }: Pick<FrameProps, 'viewer' | 'spoken'>): JSX.Element {
  const { loggedIn, telephone } = viewer;
  return (
    <footer class="voet">
      <section aria-labelledby="hulp">
        <h2 class="nl-heading nl-heading--level-4" id="hulp">
          {frame.helpTitle}
        </h2>
        <p class="nl-paragraph">
          <Filled
            text={frame.help}
            telefoon={
              <a class="nl-link" href={`tel:${telephone.replaceAll(/\D/g, '')}`}>
                <bdi>{telephone}</bdi>
              </a>
            }
          />{' '}
          <a class="nl-link" href="/hulp">
            {frame.helpTogether}
          </a>
        </p>
      </section>
      {loggedIn === undefined ? null : (
        <form class="wie" method="post" action="/uitloggen">
          <input type="hidden" name="bewijs" value={loggedIn.formToken} />
          <p class="nl-paragraph">
            {frame.as[loggedIn.as]} <Filled text={frame.until} tijd={<time>{loggedIn.until}</time>} />
          </p>
          <button class="nl-button nl-button--subtle" type="submit">
            {frame.logOut}
          </button>
        </form>
      )}
      <nav aria-label={frame.product}>
        <a class="nl-link" href="/privacy">
          {frame.privacy}
        </a>
        <a class="nl-link" href="/snel-weg-uitleg">
          {frame.leaveHelp}
        </a>
        <a class="nl-link" href="/toegankelijkheid">
          {frame.accessibility}
        </a>
        <a class="nl-link" href="/voor-organisaties">
          {frame.organisations}
        </a>
      </nav>
    </footer>
  );
}

/** The page as it goes out. */
export const asPage = (page: VNode): string => `<!doctype html>${render(page)}`;
