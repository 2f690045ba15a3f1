/** What professionals read on the route of the woonprofiel. */
export const woonprofielTexts = {
  woonprofiel: {
    title: 'Woonprofiel',
    lead: 'Een route in zeven stappen, samen met de bewoner. Elk onderdeel heeft een eigen ja.',
    version: 'Versie {nummer}, geschreven op {dag}',
    none: 'Nog niets geschreven.',
    write: 'Schrijf of verander',
    for: 'Voor welke verhuurder kijkt u?',
    stops: {
      woonwens: ['Woonwens', 'Waar en hoe wil de bewoner wonen?'],
      begeleidingsvoorwaarden: ['Begeleidingsvoorwaarden', 'Wat is nodig om daar goed te wonen?'],
      draagkracht: [
        'Inkomen en draagkracht',
        'Kan de bewoner de huur dragen? Ja, nee of een klasse. Geen bedragen.',
      ],
      woonafspraken: [
        'Afspraken als het moeilijk wordt',
        'Geen risico’s of etiketten, wel wat u afspreekt. Eén afspraak per regel.',
      ],
      consultatie: [
        'Vraag het elke partner',
        'Wat weet een ander dat helpt? U vraagt per partner alleen wat nodig is.',
      ],
      akkoord: [
        'Akkoord van de bewoner',
        'De bewoner zegt ja tegen één versie. Verandert er iets, dan vraagt u het opnieuw.',
      ],
      delen: ['Delen', 'Alleen de versie waar de bewoner ja op zei, en alleen de onderdelen met een ja.'],
    },
    goes: 'Mag naar {wie}',
    blocked: 'Mag nu niet naar {wie}: {waarom}.',
    blockedYes: 'de bewoner zei hier nog geen ja op',
    instead: 'Wat wel kan: vraag de bewoner om een ja bij stap 7, of laat de bewoner het zelf vertellen.',
    nobody: 'Er zit nog geen verhuurder aan tafel. U kunt wel alvast schrijven.',
    consult: 'Vraag op bij {wie}',
    consultNone: 'Er zit nog geen andere partner aan tafel.',
    agreed: 'De bewoner ging op {dag} akkoord met versie {nummer}.',
    agreedNot: 'De bewoner ging nog niet akkoord met versie {nummer}.',
    nothingToAgree: 'Schrijf eerst een onderdeel.',
    how: 'Hoe zei de bewoner ja?',
    hows: {
      'at-the-table': ['Aan tafel', 'u las de versie samen door'],
      paper: ['Met een handtekening', 'op de afdruk van deze versie'],
      telephone: ['Door de telefoon', 'u las de versie voor'],
    },
    agreeButton: 'De bewoner is akkoord met versie {nummer}',
    takeBack: 'De bewoner trekt dit akkoord in',
    share: 'Deel met {wie}',
    writing: {
      title: 'Schrijf het woonprofiel',
      lead: 'Schrijf in de woorden van de bewoner. Wat u leeg laat, staat er niet in.',
      button: 'Bewaar als versie {nummer}',
      faults: {
        none: 'Schrijf minstens één onderdeel.',
        long: 'Maak dit korter.',
        how: 'Kies hoe de bewoner ja zei.',
        overtaken:
          'Een collega schreef intussen versie {nummer}. Uw tekst staat hier nog. Kijk die versie eerst na.',
      },
    },
  },
} as const;
