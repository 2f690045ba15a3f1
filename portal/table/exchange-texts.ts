/** What professionals read when something goes from one to another. */
export const exchangeTexts = {
  standing: {
    state: {
      goes: 'mag nu',
      'needs-yes': 'nog geen ja',
      'needs-more': 'er mist iets',
      never: 'nooit',
      'no-rule': 'geen regel, dus nee',
    },
    misses: 'Het mag als:',
    instead: {
      goes: '',
      'needs-yes': 'Wat wel kan: vraag het de bewoner, of laat de bewoner het zelf vertellen.',
      'needs-more':
        'Wat wel kan: leg vast wat mist, laat de bewoner het zelf vertellen, of overleg zonder naam.',
      never:
        'Wat wel kan: de bewoner mag het altijd zelf vertellen. Of spreek af wat er nodig is, zonder te zeggen waarom.',
      'no-rule': 'Wat wel kan: de bewoner mag het altijd zelf vertellen.',
    },
  },
  exchange: {
    delen: {
      title: 'Deel wat mag',
      lead: 'U kiest per gegeven. De poort beslist, laat weg wat niet nodig is en schrijft het in het logboek. De bewoner ziet het terug.',
      partner: 'Met wie deelt u?',
      fields: 'Wat mag {wie} van u weten?',
      button: 'Deel wat is aangevinkt',
    },
    opvragen: {
      title: 'Vraag op wat u nodig heeft',
      lead: 'Vraag niet meer dan u nodig heeft. Wat u krijgt, en waarom dat mag, staat in het logboek. De bewoner ziet het terug.',
      partner: 'Van wie?',
      fields: 'Wat mag u weten van {wie}?',
      button: 'Vraag op wat is aangevinkt',
    },
    purpose: 'Waarvoor?',
    choose: 'Laat zien wat mag',
    nothing: 'Voor dit doel gaat er niets tussen deze twee. De bewoner mag altijd zelf iets vertellen.',
    askTitle: 'Vraag het de bewoner',
    ask: 'Voor alles met ‘nog geen ja’ is een ja nodig. De bewoner kiest per gegeven, op een eigen scherm, wat {wie} mag weten.',
    askButton: 'Zet de vraag klaar voor de bewoner',
    asked: {
      title: 'Uw vraag is ontvangen',
      what: 'Als de vraag gesteld mag worden, staat hij klaar bij de bewoner. Geef een code voor een eigen scherm, dan kan de bewoner nu kiezen.',
      next: 'De bewoner mag nee zeggen, of later kiezen. U ziet alleen of er een ja is. Een nee blijft van de bewoner.',
    },
    notAsked: {
      title: 'Deze vraag kan zo niet',
      next: 'Er is niets vastgelegd en de bewoner is niets gevraagd.',
    },
    faults: { none: 'Vink aan wat nodig is. Niets aanvinken is niets delen.' },
    notNow: {
      title: 'Het systeem van de ander gaf geen antwoord',
      what: 'Er is niets gedeeld. Dat het niet lukte, staat in het logboek.',
      next: 'Probeer het straks opnieuw. Of vraag het aan tafel.',
    },
  },
  exchanged: {
    delen: 'Gedeeld',
    opvragen: 'Dit kreeg u',
    goneTitle: 'Deze gegevens worden niet bewaard',
    gone: 'Wat u eerder deelde of kreeg, bewaren wij niet. In het logboek staat dat het gebeurde. Vraag het opnieuw als u het nog nodig heeft.',
    between: 'Van {van} naar {naar}. Doel: {doel}',
    what: 'Dit mag de ontvanger weten',
    nothing: 'Er ging niets. Het is er niet, of het mag nu niet.',
    not: 'Niet gedeeld:',
    notWhy: 'Dat zegt niets over waarom: het mag niet, het is er niet, of de bewoner wil het niet.',
    stopped: 'Dit ging niet mee, omdat er iets in staat wat niet op tafel hoort. Schrijf het anders:',
    duties: 'Wat er nu bij hoort',
    recorded: 'Regel {nummer} in het logboek. De bewoner ziet deze regel ook.',
  },
  resident: {
    title: 'Bewoner en toestemming',
    invitedTitle: 'Is de bewoner erbij?',
    save: 'Leg vast',
    savedTitle: 'Vastgelegd',
    codeTitle: 'Een eigen scherm voor de bewoner',
    codeLead:
      'De bewoner kiest zelf, op een eigen telefoon of tablet. U kijkt mee als de bewoner dat wil. U vult niets in voor de bewoner.',
    codeButton: 'Maak een code',
    codeIs: 'De code, één keer te gebruiken, tot {tijd}',
    codeHow: 'De bewoner gaat naar {adres} en kiest: Ik heb een code.',
    yesTitle: 'Waar de bewoner ja op zei',
    yesLead:
      'Alleen wat loopt, en alleen van of naar uw team. Een nee, of een vraag die nog open is, ziet u niet: die is van de bewoner.',
    yesNone: 'Er loopt nu geen ja van of naar uw team.',
    until: 'tot {dag}',
    asleep: 'afspraak vooraf: telt als de waakvlam wakker is',
    columns: ['Van', 'Naar', 'Wat', 'Tot'],
    tableTitle: 'Vraag toestemming voor de tafel',
    tableLead:
      'Wie aan tafel zit mag pas iets horen van het wijkteam als de bewoner ja zegt. De bewoner kiest per gegeven.',
    tableWho: 'Voor wie vraagt u het?',
    tableButton: 'Zet de vraag klaar voor de bewoner',
    faults: { invitation: 'Kies hoe het is.', who: 'Kies voor wie u het vraagt.' },
  },
} as const;
