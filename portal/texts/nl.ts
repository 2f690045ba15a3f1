import { nlPages } from './nl-pages.ts';

/** What residents read, in Dutch at B1: the text that counts. A word between braces is filled in. */
export const nl = {
  frame: {
    skip: 'Naar de tekst',
    product: 'Wijkpoort',
    home: 'Wijkpoort, naar het begin',
    language: 'Taal',
    leave: 'Snel weg',
    back: 'Terug',
    helpTitle: 'Hulp nodig?',
    help: 'Bel het wijkteam: {telefoon}. Dat kan op werkdagen van 9 tot 17 uur.',
    helpTogether: 'Of kijk samen met iemand.',
    loggedInAs: 'U bent {wie}.',
    until: 'U bent ingelogd tot {tijd}. Opent u een pagina? Dan blijft u langer ingelogd.',
    logOut: 'Uitloggen',
    accessibility: 'Toegankelijkheid',
    privacy: 'Privacy',
    organisations: 'Voor organisaties',
    listen: 'Luister naar deze tekst',
    machineTranslated: 'Deze vertaling is nog niet door een mens nagekeken. Klopt er iets niet? Zeg het ons.',
  },
  front: {
    title: 'U bepaalt wie wat over u mag weten',
    lead: 'Verschillende organisaties helpen u. Zij willen soms iets aan elkaar vertellen.',
    with: 'Soms mag dat alleen als u ja zegt.',
    without: 'Soms mag het ook zonder uw ja. Dan ziet u hier waarom.',
    always: 'U ziet altijd wie iets kreeg.',
    digid: 'Inloggen met DigiD',
    code: 'Ik heb een code',
    together: 'Samen kijken',
  },
  login: {
    title: 'Inloggen',
    lead: 'Kies hoe u wilt inloggen.',
    tooLong: 'U was even weg. Log opnieuw in. Wat u schreef, hebben wij bewaard.',
    digid: 'Inloggen met DigiD',
    digidWhat: 'Zo weten wij zeker dat u het bent.',
    codeTitle: 'Ik heb een code',
    codeWhat: 'U kunt ook inloggen met de code op uw papier. De code heeft 8 tekens. Hij werkt 15 minuten.',
    codeLabel: 'Uw code',
    codeExample: 'Bijvoorbeeld: KM4T 7XW2',
    codeButton: 'Verder met de code',
    togetherTitle: 'Samen kijken',
    together: 'Kunt u niet inloggen? Ga naar het wijkteam. Dan kijken wij samen.',
    staff: 'Ik werk bij een organisatie',
  },
  loginFault: {
    cancelled: 'U bent gestopt met inloggen. Dat is niet erg. Probeer het nog een keer als u wilt.',
    'too-weak': 'Wij moeten zeker weten dat u het bent. Log in met de DigiD-app of met sms.',
    'not-believed': 'Het inloggen lukte niet. Begin opnieuw. Lukt het weer niet? Bel ons.',
    unreachable:
      'DigiD doet het nu niet. Probeer het straks nog een keer. Of gebruik een code van het wijkteam.',
    unknown:
      'Wij kennen u hier niet. Er is niets over u bekend in Wijkpoort. Klopt dat niet? Bel het wijkteam.',
    code: 'Deze code werkt niet. Misschien is hij al gebruikt, of te oud. Vraag een nieuwe code aan het wijkteam.',
  },
  loggedOut: {
    title: 'U bent uitgelogd',
    lead: 'Niemand kan hier nu iets over u zien. Sluit dit venster als u op een computer van iemand anders zit.',
    again: 'Opnieuw inloggen',
  },
  ...nlPages,
  problems: {
    'niet-gevonden': {
      title: 'Deze pagina is er niet',
      what: 'Misschien is er iets misgegaan met het adres. Of het was een vraag die niet meer loopt.',
      next: 'Ga naar het begin. Daar staat alles wat u kunt doen.',
    },
    'niet-voor-u': {
      title: 'Dit kunt u hier niet doen',
      what: 'U bent ingelogd, maar deze pagina is voor iemand anders.',
      next: 'Ga naar het begin. Of log opnieuw in.',
    },
    'formulier-verlopen': {
      title: 'Wij konden dit niet verwerken',
      what: 'De pagina stond te lang open. Er is niets veranderd.',
      next: 'Ga terug, laad de pagina opnieuw en probeer het nog een keer.',
    },
    'formulier-van-elders': {
      title: 'Wij konden dit niet verwerken',
      what: 'Dit kwam niet van onze eigen pagina. Er is niets veranderd.',
      next: 'Ga naar het begin en probeer het daar.',
    },
    'te-groot': {
      title: 'Deze tekst is te lang',
      what: 'Wij kunnen niet zo veel tekst in één keer aan. Er is niets verstuurd.',
      next: 'Ga terug en maak de tekst korter. Of bel ons, dan schrijven wij het op.',
    },
    'vraag-vervallen': {
      title: 'Deze vraag loopt niet meer',
      what: 'De vraag is ingetrokken, of er is al een antwoord. Er is niets over u verteld.',
      next: 'Ga naar het begin. Daar ziet u wat er nu loopt.',
    },
    storing: {
      title: 'Het lukt nu niet',
      what: 'Er is iets mis bij ons. Dat ligt niet aan u. Er is niets over u verteld.',
      next: 'Probeer het over een kwartier nog een keer. Is er haast? Bel ons.',
    },
  },
} as const;
