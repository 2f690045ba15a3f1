import type { EntryTexts } from '../translation.ts';

/** What stands around every page, and everything before logging in, in English. */
export const enEntry: EntryTexts = {
  frame: {
    skip: 'Go to the text',
    product: 'Wijkpoort',
    home: 'Wijkpoort, to the start',
    language: 'Language',
    leave: 'Leave quickly',
    back: 'Back',
    helpTitle: 'Do you need help?',
    help: 'Call the neighbourhood team (wijkteam): {telefoon}. You can call on working days from 9 to 17.',
    helpTogether: 'Or look at it together with somebody.',
    fault: 'Error',
    as: {
      resident: 'You are logged in.',
      representative: 'You are logged in for somebody else.',
      helper: 'You are looking along.',
      professional: 'You are logged in as a professional.',
      officer: 'You are logged in as privacy officer.',
      auditor: 'You are logged in as auditor.',
      administrator: 'You are logged in as administrator.',
    },
    until: 'You are logged in until {tijd}. If you open a page, you stay logged in longer.',
    logOut: 'Log out',
    accessibility: 'Accessibility',
    privacy: 'Your privacy',
    leaveHelp: 'About Leave quickly',
    organisations: 'For organisations',
    listen: 'Listen to this text',
    machineTranslated: 'No person has checked this translation yet. Is something wrong? Please tell us.',
  },
  front: {
    title: 'You decide who may know what about you',
    lead: 'Several organisations help you. Sometimes they want to tell each other something.',
    with: 'Sometimes that is only allowed if you say yes.',
    without: 'Sometimes it is allowed without your yes. Then you can see why here.',
    always: 'You can always see who received something.',
    digid: 'Log in with DigiD',
    code: 'I have a code',
    together: 'Look together',
  },
  login: {
    title: 'Log in',
    lead: 'Choose how you want to log in.',
    tooLong: 'You were away for a while. Please log in again. We have kept what you wrote.',
    digid: 'Log in with DigiD',
    digidWhat: 'That way we know for sure that it is you.',
    codeTitle: 'I have a code',
    codeWhat:
      'You can also log in with the code on your paper. The code has 8 characters. It works for 15 minutes.',
    codeLabel: 'Your code',
    codeExample: 'For example: KM4T 7XW2',
    codeButton: 'Go on with the code',
    togetherTitle: 'Look together',
    together: 'Can’t you log in? Go to the neighbourhood team. Then we look at it together.',
    staff: 'I work for an organisation',
  },
  loginFault: {
    cancelled: 'You stopped logging in. That is all right. Try again if you like.',
    'too-weak': 'We need to know for sure that it is you. Log in with the DigiD app or with a text message.',
    'not-believed': 'Logging in did not work. Please start again. Does it fail again? Call us.',
    unreachable:
      'DigiD does not work at the moment. Try again later. Or use a code from the neighbourhood team.',
    unknown:
      'We do not know you here. Nothing about you is known in Wijkpoort. Is that not right? Call the neighbourhood team.',
    code: 'This code does not work. Maybe it was used already, or it is too old. Ask the neighbourhood team for a new code.',
  },
  loggedOut: {
    title: 'You are logged out',
    lead: 'Nobody can see anything about you here now. Close this window if you are on somebody else’s computer.',
    again: 'Log in again',
  },
  problems: {
    'niet-gevonden': {
      title: 'This page does not exist',
      what: 'Maybe something went wrong with the address. Or it was a question that is no longer open.',
      next: 'Go to the start. There you find everything you can do.',
    },
    'niet-voor-u': {
      title: 'You cannot do this here',
      what: 'You are logged in, but this page is for somebody else.',
      next: 'Go to the start. Or log in again.',
    },
    'niet-uw-onderwerp': {
      title: 'You do not decide about this',
      what: 'This is about something you do not decide for the resident. Nothing was changed.',
      next: 'The question stays open. Call us if you think this is not right.',
    },
    'formulier-verlopen': {
      title: 'We could not process this',
      what: 'The page was open for too long. Nothing was changed.',
      next: 'Go back, load the page again and try once more.',
    },
    'formulier-van-elders': {
      title: 'We could not process this',
      what: 'This did not come from our own page. Nothing was changed.',
      next: 'Go to the start and try it there.',
    },
    'te-groot': {
      title: 'This text is too long',
      what: 'We cannot handle that much text at once. Nothing was sent.',
      next: 'Go back and make the text shorter. Or call us, and we will write it down.',
    },
    'vraag-vervallen': {
      title: 'This question is no longer open',
      what: 'The question was taken back, or it was answered already. Nothing was told about you.',
      next: 'Go to the start. There you see what is open now.',
    },
    storing: {
      title: 'It does not work right now',
      what: 'Something is wrong on our side. It is not your fault. Nothing was told about you.',
      next: 'Try again in fifteen minutes. Is it urgent? Call us.',
    },
  },
};
