import type { ComponentChildren, JSX } from 'preact';
import { Name } from '../filled.tsx';
import type { Viewer } from '../frame.tsx';
import { homeOfRole, menuOf } from './navigation.ts';

export interface WorkFrameProps {
  readonly viewer: Viewer;
  readonly title: string;
  /** The `href` of the menu's entry that this page belongs to. */
  readonly here: string;
  /** Where "Terug" leads. */
  readonly back?: string;
  readonly hasFaults?: boolean;
  readonly children: ComponentChildren;
}

const ROLES: Readonly<Record<string, string>> = {
  professional: 'Professional',
  officer: 'Privacy officer',
  auditor: 'Accountant',
  administrator: 'Beheerder',
};

/** The whole page around a page of the staff: wider than a resident's, with a menu by role. The page puts its own `h1`. */
export function WorkFrame({ viewer, title, here, back, hasFaults, children }: WorkFrameProps): JSX.Element {
  return (
    <html lang="nl" class="wijk-theme werk">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${hasFaults === true ? 'Fout: ' : ''}${title} – Wijkpoort`}</title>
        <link rel="stylesheet" href="/portaal.css" />
        <link rel="stylesheet" href="/werk.css" />
      </head>
      <body>
        <a class="nl-skip-link nl-skip-link--visible-on-focus" href="#inhoud">
          Naar de inhoud
        </a>
        <Header viewer={viewer} here={here} />
        <div class="werkvloer">
          <nav class="menu menu--breed" aria-label="Menu">
            <Menu viewer={viewer} here={here} />
          </nav>
          <main id="inhoud" tabIndex={-1}>
            {back === undefined ? null : (
              <a class="nl-link terug" href={back}>
                Terug
              </a>
            )}
            {children}
          </main>
        </div>
        <Footer viewer={viewer} />
      </body>
    </html>
  );
}

type Part = Pick<WorkFrameProps, 'viewer' | 'here'>;

/** On a narrow screen the menu folds; only one of the two is ever there for whoever looks or listens. */
function Header({ viewer, here }: Part): JSX.Element {
  const role = viewer.loggedIn === undefined ? undefined : ROLES[viewer.loggedIn.as];
  return (
    <header class="kop">
      <a class="merk" href={homeOfRole(viewer.loggedIn?.as) ?? '/'} aria-label="Wijkpoort, naar het begin">
        <Name>Wijkpoort</Name>
      </a>
      {role === undefined ? null : <span class="rol">{role}</span>}
      <details class="menu menu--smal">
        <summary>Menu</summary>
        <nav aria-label="Menu">
          <Menu viewer={viewer} here={here} />
        </nav>
      </details>
    </header>
  );
}

function Menu({ viewer, here }: Part): JSX.Element {
  return (
    <>
      {menuOf(viewer.loggedIn?.as).map(({ group, entries }) => (
        <section>
          <p class="menu-kop">{group}</p>
          <ul>
            {entries.map(({ href, label }) => (
              <li>
                <a href={href} {...(href === here ? { 'aria-current': 'page' as const } : {})}>
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function Footer({ viewer: { loggedIn } }: Pick<Part, 'viewer'>): JSX.Element {
  return (
    <footer class="voet">
      {loggedIn === undefined ? null : (
        <form class="wie" method="post" action="/uitloggen">
          <input type="hidden" name="bewijs" value={loggedIn.formToken} />
          <p class="nl-paragraph">
            Ingelogd als {(ROLES[loggedIn.as] ?? loggedIn.as).toLowerCase()}, tot{' '}
            <time>{loggedIn.until}</time> als er niets gebeurt. Wat u opent en wat u beslist, staat in het
            logboek.
          </p>
          <button class="nl-button nl-button--subtle" type="submit">
            Uitloggen
          </button>
        </form>
      )}
    </footer>
  );
}
