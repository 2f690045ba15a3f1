import type { RestrictingTexts } from '../translation.ts';

/** The same, in simple Dutch. */
export const simpleRestricting: RestrictingTexts = {
  restriction: {
    title: 'Zet iets stil',
    lead: 'Mag niemand dit nu gebruiken? Zeg het hier. Dat werkt meteen.',
    what: 'Wij vertellen dan niets meer. Wie het weet, moet wachten.',
    but: 'Zegt u later zelf ja? Dan mag het. Bij gevaar mag het ook.',
    purpose: 'Waar is het voor?',
    everything: 'Alles over mij',
    why: 'Waarom wilt u dit?',
    accuracy: 'Er klopt iets niet. Kijk het na.',
    unlawful: 'Het mocht niet. Gooi het niet weg.',
    claim: 'Ik moet naar de rechter.',
    objection: 'Ik maakte bezwaar. Wacht tot u keek.',
    send: 'Zet het stil',
    faultsTitle: 'Wij missen iets',
    faultWhy: 'Kies waarom u dit wilt.',
    mine: 'Dit zette u stil',
    running: 'Stil sinds {dag}: {doel}.',
    soon: 'Mag weer vanaf {dag}: {doel}.',
    again: 'Mag weer sinds {dag}: {doel}.',
    officerSaid: 'De medewerker schreef:',
    disagree: 'Wilt u dat niet? Bel ons.',
    link: 'Mag niemand dit nu gebruiken? Zet het stil',
  },
};
