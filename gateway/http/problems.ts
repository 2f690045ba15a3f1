/** What went wrong, where it can be helped, and what to do. The texts are for the partner's developer, in Dutch. */
interface ProblemType {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
}

/** Every problem this gateway can answer with (RFC 9457). None of them says anything about a resident. */
export const PROBLEMS = {
  'ongeldig-verzoek': {
    status: 400,
    title: 'Het verzoek klopt niet',
    detail: 'Bekijk de lijst met fouten, herstel ze en probeer het opnieuw. Er is niets verstrekt.',
  },
  'ongeldige-json': {
    status: 400,
    title: 'Het verzoek is geen geldige JSON',
    detail: 'Stuur een JSON-object in UTF-8. Er is niets verstrekt.',
  },
  'fsc-nummer-ongeldig': {
    status: 400,
    title: 'Het transactienummer ontbreekt, klopt niet of is al gebruikt',
    detail:
      'Stuur in Fsc-Transaction-Id een nieuwe UUID, versie 7. De koptekst Fsc-Error-Code zegt wat er mis is.',
  },
  'fsc-token-ongeldig': {
    status: 401,
    title: 'Uw FSC-token telt niet',
    detail: 'De koptekst Fsc-Error-Code zegt of het ontbreekt, verlopen is of niet klopt.',
  },
  'fsc-andere-groep': {
    status: 403,
    title: 'Uw FSC-token is van een andere groep',
    detail: 'Vraag een token aan bij de Manager in onze groep.',
  },
  'fsc-dienst-onbekend': {
    status: 404,
    title: 'Deze dienst bieden wij niet aan via FSC',
    detail: 'Kijk in de Directory welke diensten wij aanbieden.',
  },
  'fsc-logboek-schrijft-niet': {
    status: 500,
    title: 'Het transactielogboek kan niet schrijven',
    detail:
      'Zonder regel geen antwoord: er is niets verstrekt. Probeer het straks opnieuw, met een nieuw nummer.',
  },
  'niet-aangemeld': {
    status: 401,
    title: 'Wij weten niet wie u bent',
    detail: 'Vraag een token aan bij /oauth/token en stuur het mee als "Authorization: Bearer …".',
  },
  'token-verlopen': {
    status: 401,
    title: 'Uw token is verlopen',
    detail: 'Een token geldt vijf minuten. Vraag een nieuw token aan bij /oauth/token.',
  },
  'certificaat-past-niet': {
    status: 401,
    title: 'Uw certificaat past niet bij uw token',
    detail:
      'Gebruik het certificaat waarmee u het token vroeg: geldig, niet ingetrokken, van een vertrouwde uitgever en met precies één OIN van uw organisatie.',
  },
  'token-niet-hiervoor': {
    status: 403,
    title: 'Uw token is hier niet voor',
    detail: 'Dit token is voor bepaalde doelen. Vraag bij /oauth/token een token met scope "verstrekken".',
  },
  'doel-niet-van-u': {
    status: 403,
    title: 'Dit doel is niet voor u geregistreerd',
    detail:
      'Vraag de privacy officer of uw organisatie dit doel mag gebruiken. Dit antwoord zegt niets over een bewoner.',
  },
  'alleen-privacy-officer': {
    status: 403,
    title: 'Dit doet alleen de privacy officer',
    detail: 'Leg het aan de privacy officer voor. Er is niets veranderd.',
  },
  'niet-gevonden': {
    status: 404,
    title: 'Dit adres bestaat niet',
    detail: 'Alle adressen staan in /v1/openapi.json. Een schuine streep aan het eind hoort er niet bij.',
  },
  'buiten-het-logboek': {
    status: 404,
    title: 'Zo ver gaat het logboek niet',
    detail:
      'Vraag eerst /logboek/checkpoint op: bewijzen en tegels bestaan tot en met de omvang die daar staat.',
  },
  'nog-geen-checkpoint': {
    status: 404,
    title: 'Er is nog geen checkpoint',
    detail:
      'Het logboek is leeg, of zijn eerste regel wordt nog ondertekend. Probeer het over een paar seconden.',
  },
  'methode-niet-toegestaan': {
    status: 405,
    title: 'Deze methode kan hier niet',
    detail: 'De koptekst Allow zegt welke methode wel kan.',
  },
  'antwoordvorm-onbekend': {
    status: 406,
    title: 'In deze vorm kunnen wij niet antwoorden',
    detail: 'Wij antwoorden met application/json.',
  },
  'verzoek-loopt-nog': {
    status: 409,
    title: 'Met deze sleutel loopt nog een verzoek',
    detail: 'Wacht een paar seconden en stuur hetzelfde verzoek met dezelfde Idempotency-Key nog eens.',
  },
  'te-groot': {
    status: 413,
    title: 'Het verzoek is te groot',
    detail: 'Een verzoek is hooguit 64 KiB. Er is niets verstrekt.',
  },
  'inhoudstype-onbekend': {
    status: 415,
    title: 'Dit inhoudstype lezen wij niet',
    detail: 'Stuur application/json in UTF-8, zonder Content-Encoding.',
  },
  'besluit-kan-zo-niet': {
    status: 422,
    title: 'Dit besluit kan zo niet worden vastgelegd',
    detail:
      'De lijst met fouten zegt per punt wat u kunt doen. Er is niets vastgelegd en er verandert niets.',
  },
  'sleutel-al-gebruikt': {
    status: 422,
    title: 'Deze sleutel is al gebruikt voor een ander verzoek',
    detail:
      'Een Idempotency-Key hoort bij één verzoek. Neem voor een ander verzoek een nieuwe. Er is niets verstrekt.',
  },
  'te-veel-verzoeken': {
    status: 429,
    title: 'U vraagt te veel in te korte tijd',
    detail: 'De koptekst Retry-After zegt over hoeveel seconden het weer kan. Er is niets verstrekt.',
  },
  'te-langzaam': {
    status: 408,
    title: 'Uw verzoek kwam te langzaam binnen',
    detail:
      'De kopteksten moeten er binnen 10 seconden zijn, het hele verzoek binnen 20. Er is niets verstrekt.',
  },
  'kopteksten-onleesbaar': {
    status: 431,
    title: 'De kopteksten zijn te groot of onleesbaar',
    detail: 'Kopteksten zijn samen hooguit 16 KiB.',
  },
  'onverwachte-fout': {
    status: 500,
    title: 'Er ging bij ons iets mis',
    detail: 'Er is niets verstrekt. Blijft het misgaan, bel ons dan met het nummer bij "instance".',
  },
  'bron-niet-bereikbaar': {
    status: 502,
    title: 'Het systeem van de andere partner is niet bereikbaar',
    detail: 'Probeer het straks opnieuw, of bel de partner. Er is niets verstrekt.',
  },
  'bron-antwoordt-onjuist': {
    status: 502,
    title: 'Het systeem van de andere partner antwoordde onbruikbaar',
    detail:
      'Wij hebben dat antwoord weggegooid; er is niets verstrekt. De beheerder ziet het in het logboek.',
  },
  'uitgever-niet-bereikbaar': {
    status: 503,
    title: 'Wij kunnen uw token nu niet controleren',
    detail:
      'De uitgever van de tokens geeft zijn sleutels niet. Er is niets verstrekt. Probeer het straks opnieuw.',
  },
  'logboek-schrijft-niet': {
    status: 503,
    title: 'Het logboek kan niet schrijven',
    detail: 'Zonder logboek geen gegevens: er is niets verstrekt. Probeer het straks opnieuw.',
  },
  'logboek-zonder-getuige': {
    status: 503,
    title: 'Het logboek is niet door een getuige gezien',
    detail:
      'Zolang een getuige het logboek niet bevestigt, geven wij niets. De beheerder heeft een melding. Probeer het straks opnieuw.',
  },
  'klok-wijkt-af': {
    status: 503,
    title: 'De klok van de poort wijkt af',
    detail:
      'Zolang niet vaststaat hoe laat het is, geven wij niets. De beheerder heeft een melding. Probeer het straks opnieuw.',
  },
  'poort-sluit': {
    status: 503,
    title: 'Deze poort sluit',
    detail: 'Wat loopt wordt afgemaakt. Probeer het meteen opnieuw: een andere poort neemt het over.',
  },
  'bron-te-traag': {
    status: 504,
    title: 'Het systeem van de andere partner antwoordde te laat',
    detail: 'Probeer het straks opnieuw, of bel de partner. Er is niets verstrekt.',
  },
} as const satisfies Readonly<Record<string, ProblemType>>;

export type ProblemCode = keyof typeof PROBLEMS;

export const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(PROBLEMS, code);

/** One fault in a request: where, as a JSON Pointer, and what is wrong. */
export interface RequestFault {
  readonly waar: string;
  readonly wat: string;
}

/** Thrown to answer with a problem. It has a code from the registry and no text of its own, so nothing can leak in it. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly faults: readonly RequestFault[];

  constructor(code: ProblemCode, faults: readonly RequestFault[] = []) {
    super(code);
    this.code = code;
    this.faults = faults;
  }
}

/** The problem as it travels; `requestId` lets us find the request without knowing anything of what was in it. */
export function problemDocument(code: ProblemCode, requestId: string, faults: readonly RequestFault[] = []) {
  const { status, title, detail } = PROBLEMS[code];
  return {
    type: `/docs/problemen/${code}`,
    title,
    status,
    detail,
    instance: `urn:uuid:${requestId}`,
    ...(faults.length === 0 ? {} : { fouten: faults }),
  };
}
