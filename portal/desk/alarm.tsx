import type { JSX } from 'preact';

/** The log is not what was written: nothing is made of it until somebody knows why. */
export const Alarm = ({ text }: { readonly text: string }): JSX.Element => (
  <div class="fout" role="alert">
    <h2 class="nl-heading nl-heading--level-2">Het logboek klopt niet</h2>
    <p class="nl-paragraph">
      <strong>{text}</strong>
    </p>
    <p class="nl-paragraph">
      Hieruit komt geen antwoord tot duidelijk is wat er is gebeurd. Kijk bij{' '}
      <a class="nl-link" href="/werk/echtheid">
        Echtheid
      </a>{' '}
      en waarschuw de beheerder.
    </p>
  </div>
);
