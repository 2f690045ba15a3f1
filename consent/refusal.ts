/** Why a decision cannot be recorded as it was sent, with what the professional can do about it. */
export const REFUSALS = {
  'two-recipients': {
    where: '/naar',
    sentence:
      'Een toestemming is voor één ontvanger. Vraag het per ontvanger, en leg elk antwoord apart vast.',
  },
  everything: {
    where: '/velden',
    sentence: "'Alles' is geen toestemming. Noem elk gegeven, en laat de bewoner per gegeven kiezen.",
  },
  'no-fields': {
    where: '/velden',
    sentence: 'Er staat geen gegeven in. Noem minstens één gegeven waar de bewoner over besliste.',
  },
  'unknown-purpose': {
    where: '/doel',
    sentence: 'Dit doel staat niet in de handreiking. Kies een doel uit /v1/handreiking.',
  },
  'unknown-field': {
    where: '/velden',
    sentence: 'Een van deze gegevens staat niet in de handreiking. Kies gegevens uit /v1/handreiking.',
  },
  'never-field': {
    where: '/velden',
    sentence:
      'Een van deze gegevens gaat via de poort nooit naar deze ontvanger, ook niet met een handtekening. Haal het weg.',
  },
  'no-rule': {
    where: '/velden',
    sentence:
      'Voor een van deze gegevens is er geen regel bij dit doel, deze zender en deze ontvanger. Kijk bij /v1/mogelijkheden wat wel kan.',
  },
  'no-valid-ground': {
    where: '/velden',
    sentence:
      'Voor een van deze gegevens is toestemming hier geen geldige grond: het mag op grond van de wet, of niet. Vraag er geen toestemming voor; geef de bewoner uitleg.',
  },
  'same-partner': {
    where: '/naar',
    sentence: 'Zender en ontvanger zijn dezelfde partner. Daar is geen toestemming voor nodig.',
  },
  'text-not-published': {
    where: '/tekst',
    sentence:
      'Deze tekst is nooit gepubliceerd, of anders dan u opgeeft. Vraag het opnieuw met een tekst uit /v1/teksten.',
  },
  backdated: {
    where: '/op',
    sentence:
      'Dit is te lang geleden om nu nog vast te leggen. Vraag de bewoner opnieuw en leg het antwoord dezelfde dag vast (papier: binnen 14 dagen).',
  },
  'in-the-future': {
    where: '/op',
    sentence: 'Dit moment is nog niet geweest. Leg vast wanneer de bewoner besliste.',
  },
  'text-was-newer': {
    where: '/op',
    sentence:
      'De bewoner besliste voordat deze tekst bestond. Kies de tekst die echt is voorgelezen of getoond.',
  },
  'too-long': {
    where: '/geldigTot',
    sentence: 'Een toestemming geldt hooguit twaalf maanden. Kies een eerdere einddatum.',
  },
  'ends-before-it-starts': {
    where: '/geldigTot',
    sentence: 'De einddatum is al voorbij. Kies een datum die nog komt.',
  },
  'not-written': {
    where: '/kanaal',
    sentence:
      'Hier vraagt de Participatiewet (artikel 65) een schriftelijke verklaring. Laat de bewoner tekenen, of het zelf in het portaal invullen.',
  },
  'beneficiary-records': {
    where: '/naar',
    sentence:
      'Wie de gegevens krijgt, legt de toestemming niet zelf vast. Laat de zender, het wijkteam of de bewoner zelf dat doen.',
  },
  'not-competent': {
    where: '/bekwaam',
    sentence:
      'De bewoner kan hier nu niet zelf over beslissen. Vraag wie voor de bewoner mag beslissen, of wacht; zonder ja blijft het dicht.',
  },
  'resident-decides': {
    where: '/vertegenwoordiging',
    sentence: 'De bewoner kan hier zelf over beslissen. Vraag het dan ook aan de bewoner.',
  },
  'representation-unknown': {
    where: '/vertegenwoordiging',
    sentence: 'Deze vertegenwoordiging is niet vastgelegd voor deze bewoner. Leg eerst het bewijs vast.',
  },
  'representation-not-now': {
    where: '/vertegenwoordiging',
    sentence: 'Deze vertegenwoordiging geldt nu niet. Kijk de beschikking of machtiging na.',
  },
  'out-of-reach': {
    where: '/vertegenwoordiging',
    sentence:
      'Deze vertegenwoordiger gaat niet over een van deze gegevens: een bewindvoerder gaat over geld, een mentor over zorg.',
  },
  'opinion-missing': {
    where: '/mening',
    sentence: 'Leg vast wat de bewoner er zelf van vindt, ook als een ander beslist.',
  },
  'minor-not-enabled': {
    where: '/betrokkene',
    sentence: 'Deze bewoner is minderjarig. De privacy officer moet deze casus eerst openzetten.',
  },
  'parent-needed': {
    where: '/vertegenwoordiging',
    sentence: 'Onder de zestien beslist een ouder of voogd mee. Leg vast wie dat is.',
  },
  'child-must-agree': {
    where: '/mening',
    sentence: 'Vanaf twaalf jaar moet het kind het er zelf ook mee eens zijn.',
  },
  'nothing-to-renew': {
    where: '/besluit',
    sentence: 'Er loopt geen toestemming die hiermee verlengd kan worden. Vraag de bewoner opnieuw.',
  },
  'not-needed-now': {
    where: '/velden',
    sentence:
      'In een crisis geldt een ja alleen voor wat deze ontvanger nu nodig heeft: de noodset uit de handreiking (doel D06). Haal de rest weg en vraag het als het rustig is.',
  },
  'crisis-is-no-confirmation': {
    where: '/omstandigheid',
    sentence:
      'Een voorlopig ja kan niet in een crisis worden verlengd. Laat de bewoner het bevestigen als het rustig is.',
  },
  'crisis-has-no-advance': {
    where: '/omstandigheid',
    sentence: 'Afspraken vooraf maakt de bewoner in rustige tijd. Leg dit vast als voorlopig, of wacht.',
  },
} as const satisfies Readonly<Record<string, { readonly where: string; readonly sentence: string }>>;

export type RefusalCode = keyof typeof REFUSALS;
