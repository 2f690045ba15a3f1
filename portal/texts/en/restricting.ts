import type { RestrictingTexts } from '../translation.ts';

/** The same, in English. */
export const enRestricting: RestrictingTexts = {
  restriction: {
    title: 'Put data on hold',
    lead: 'You can ask us not to use data for a while. It works at once.',
    what: 'We then tell nothing more about it. Whoever already knows it hears that it must be left alone.',
    but: 'Do you say yes to a question yourself after that? Then it is allowed. Also when a life is in danger.',
    purpose: 'What is it used for?',
    everything: 'Everything about me',
    why: 'Why do you want this?',
    accuracy: 'Something is not right. Check it first.',
    unlawful: 'It was not allowed. Do not throw it away yet.',
    claim: 'I need it for a court case.',
    objection: 'I objected. Wait until you have looked.',
    send: 'Put it on hold',
    faultsTitle: 'We still miss something',
    faultWhy: 'Choose why you want this.',
    mine: 'What you put on hold',
    running: 'On hold since {dag}: {doel}.',
    soon: 'Allowed again from {dag}: {doel}.',
    again: 'Allowed again since {dag}: {doel}.',
    officerSaid: 'The privacy officer wrote:',
    disagree: 'Do you not agree? Call us.',
    link: 'Should nobody use this now? Put it on hold',
  },
};
