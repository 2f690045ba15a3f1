import { asPage } from './frame.tsx';

export interface StandInView {
  readonly kind: 'digid' | 'werk';
  readonly action: string;
  readonly accounts: readonly { readonly id: string; readonly label: string; readonly story?: string }[];
}

const TITLES = { digid: 'DigiD-nabootsing', werk: 'Nabootsing van het inloggen op uw werk' } as const;

/** Where the demo asks who you want to be. It says on every line that it proves nothing. */
export const standInPage = ({ kind, action, accounts }: StandInView): string =>
  asPage(
    <html lang="nl" class="wijk-theme">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${TITLES[kind]} – demo`}</title>
        <link rel="stylesheet" href="/portaal.css" />
      </head>
      <body>
        <main id="inhoud">
          <p class="let-op">
            Dit is een demo. Dit is niet echt: hier staat niemand op het spel, en niemand hoeft zich te
            bewijzen.
          </p>
          <h1 class="nl-heading nl-heading--level-1">{TITLES[kind]}</h1>
          <p class="nl-paragraph nl-paragraph--lead">Kies wie u wilt zijn. Iedereen hier is verzonnen.</p>
          <form method="post" action={action}>
            <ul class="keuzes">
              {accounts.map(({ id, label, story }) => (
                <li>
                  <button class="nl-button nl-button--secondary" type="submit" name="persoon" value={id}>
                    {label}
                  </button>
                  {story === undefined ? null : <p class="nl-paragraph">{story}</p>}
                </li>
              ))}
            </ul>
            <button class="nl-button nl-button--subtle" type="submit" name="persoon" value="">
              Ik stop met inloggen
            </button>
          </form>
        </main>
      </body>
    </html>,
  );
