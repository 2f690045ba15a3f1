import type { RestrictingTexts } from '../translation.ts';

/** The same, in Polish. */
export const plRestricting: RestrictingTexts = {
  restriction: {
    title: 'Wstrzymaj dane',
    lead: 'Może Pan/Pani poprosić, żeby przez jakiś czas nie używać danych. Działa to od razu.',
    what: 'Wtedy nic więcej o tym nie mówimy. Kto już to wie, dowie się, że nie wolno tego używać.',
    but: 'Powie Pan/Pani potem na jakieś pytanie tak? Wtedy wolno. Także gdy zagrożone jest życie.',
    purpose: 'Do czego to służy?',
    everything: 'Wszystko o mnie',
    why: 'Dlaczego Pan/Pani tego chce?',
    accuracy: 'Coś się nie zgadza. Proszę najpierw sprawdzić.',
    unlawful: 'Nie było to dozwolone. Proszę jeszcze nie usuwać.',
    claim: 'Potrzebuję tego do sprawy w sądzie.',
    objection: 'Złożyłem/złożyłam sprzeciw. Proszę poczekać, aż to sprawdzicie.',
    send: 'Wstrzymaj',
    faultsTitle: 'Czegoś jeszcze brakuje',
    faultWhy: 'Proszę wybrać, dlaczego Pan/Pani tego chce.',
    mine: 'Co zostało wstrzymane',
    running: 'Wstrzymane od {dag}: {doel}.',
    soon: 'Od {dag} będzie znowu wolno: {doel}.',
    again: 'Od {dag} znowu wolno: {doel}.',
    officerSaid: 'Pracownik ds. prywatności napisał:',
    disagree: 'Nie zgadza się Pan/Pani? Proszę zadzwonić.',
    link: 'Nikt nie powinien teraz tego używać? Wstrzymaj to',
  },
};
