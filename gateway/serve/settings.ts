import {
  address,
  file,
  maybe,
  name,
  network,
  oneOf,
  outputOr,
  place,
  secret,
  text,
  usually,
  whole,
  yesOrNo,
} from './kinds-of-setting.ts';
import { many, optionalSection, section, type Value } from './setting.ts';

const DATABASE = /^postgres(ql)?:\/\/\S+$/;

const provider = {
  naam: name({
    says: 'Ons eigen woord voor deze aanbieder. Verander het nooit: iedereen moet dan opnieuw worden aangemeld.',
  }),
  uitgever: address({ says: 'De issuer van de aanbieder (OpenID Connect).' }),
  client: text({ says: 'Het nummer waaronder de aanbieder deze poort kent.' }),
  niveaus: many(
    { says: 'Welke betrouwbaarheidsniveaus (acr) tellen; het eerste wordt gevraagd.' },
    text({ says: 'Een acr-waarde.' }),
  ),
  claims: optionalSection(
    'Waar in het antwoord wat staat, als paden met punten. Weggelaten: zoals NL GOV het voorschrijft.',
    {
      wie: text({ says: 'Wie er inlogt.' }),
      soort: text({ says: 'Welk soort nummer dat is.' }),
      niveau: text({ says: 'Hoe zeker dat is.' }),
      namens: text({ says: 'Voor wie iemand optreedt.' }),
    },
  ),
};

/** Everything that `wijkpoort serve` can be told. The page for operators is made from this. */
export const SETTINGS = section('De instellingen van wijkpoort serve.', {
  luisteren: section('Waar de poort luistert, en hoe de wereld haar kent.', {
    host: usually(text({ says: 'Het adres waarop zij luistert.' }), '127.0.0.1'),
    poort: usually(whole({ says: 'De TCP-poort; 0 is een vrije.' }, 0, 65_535), 8443),
    adres: address({ says: 'Waar de wereld de poort vindt. Tokens zijn voor dit adres.' }),
    proxies: many(
      {
        says: 'Proxy’s die TLS doen en het certificaat van de beller doorgeven (RFC 9440). Alleen van hen geloven wij dat.',
      },
      network({ says: 'Een adres of netwerk.' }),
    ),
    tls: optionalSection('Zelf TLS doen (1.2 en 1.3). Een vernieuwd certificaat telt vanzelf.', {
      sleutel: place({ says: 'De private sleutel (PEM).', live: true }),
      certificaat: place({ says: 'Het certificaat met zijn keten (PEM).', live: true }),
    }),
    uitloop: usually(
      whole(
        {
          says: 'Hoe lang de poort na SIGTERM nog verzoeken aanneemt terwijl /readyz al nee zegt: zo lang als uw proxy nodig heeft om dat te merken.',
          unit: 'seconden',
        },
        0,
        300,
      ),
      5,
    ),
  }),
  meten: optionalSection(
    'Waar /metrics te lezen is. Nooit op de poort zelf: wat hier staat is voor de beheerder.',
    {
      host: usually(text({ says: 'Het adres.' }), '127.0.0.1'),
      poort: usually(whole({ says: 'De TCP-poort; 0 is een vrije.' }, 0, 65_535), 9464),
    },
  ),
  traces: optionalSection(
    'Waar OpenTelemetry-traces heen gaan (OTLP/HTTP, JSON). Er staat niets over mensen in.',
    {
      naar: address({ says: 'De ontvanger, met /v1/traces erbij.' }),
    },
  ),
  proceslog: usually(
    outputOr({ says: 'Waar de regels van het proceslog heen gaan: stdout, of een bestand.' }),
    'stdout',
  ),
  database: section('De database, onder twee rollen.', {
    dienst: secret(
      {
        says: 'Het adres waaronder de poort werkt: een rol die aan het logboek toevoegt en er niets in kan veranderen. wijkpoort migrate maakt haar.',
      },
      'postgresql://gebruiker:wachtwoord@server/naam',
      DATABASE,
    ),
    eigenaar: maybe(
      secret(
        {
          says: 'Het adres van de eigenaar van de tabellen, voor wijkpoort migrate en onderhoud. serve gebruikt het niet.',
        },
        'postgresql://gebruiker:wachtwoord@server/naam',
        DATABASE,
      ),
    ),
    zonder_tls: usually(
      yesOrNo({
        says: 'Of de weg naar de database zonder TLS mag: alleen op een eigen, afgesloten netwerk.',
      }),
      false,
    ),
  }),
  sleutels: section('Wat deze installatie geheim houdt. wijkpoort sleutels nieuw maakt het, één keer.', {
    map: place({
      says: 'De map met de sleutelringen: tokens.json, bewijzen.json, checkpoints.json en kluis.json.',
      live: true,
    }),
    kluis: place({
      says: 'De map met de helft van elke sleutel van een bewoner. Niet samen met de database bewaren.',
    }),
    bewoners: secret(
      {
        says: 'Waaronder regels van één bewoner te vinden zijn. Verandert nooit: wat er al staat, zou onvindbaar worden.',
      },
      '64 hexadecimale tekens',
      /^[0-9a-f]{64}$/,
    ),
    cookies: secret({ says: 'Waarmee cookies worden ondertekend.' }, 'minstens 32 tekens', /^\S{32,}$/),
    officier: file({
      says: 'De publieke sleutel van de privacy officer (X25519, PEM). De private helft is alleen van haar.',
    }),
  }),
  vertrouwen: section('Wie certificaten van partners uitgeeft.', {
    uitgevers: file({ says: 'Hun certificaten (PEM).' }),
    intreklijsten: many(
      {
        says: 'Hun intrekkingslijsten; worden elke minuut gelezen. Zonder lijst telt geen certificaat.',
        live: true,
      },
      place({ says: 'Een bestand (CRL).', live: true }),
    ),
  }),
  uitgever: optionalSection('Een andere autorisatieserver dan de onze (NL GOV OAuth).', {
    issuer: address({ says: 'Hoe zij zich noemt.' }),
    sleutels: address({ says: 'Waar zij haar sleutels publiceert (JWKS).' }),
    doelgroep: text({ says: 'Hoe zij deze poort noemt (aud).' }),
    algoritmen: many(
      { says: 'Wat zij mag gebruiken; leeg is PS256 en RS256.' },
      oneOf({ says: 'Een algoritme; ES256 alleen als het is afgesproken.' }, ['PS256', 'RS256', 'ES256']),
    ),
  }),
  fsc: optionalSection('Achter een FSC-Inway (Core 2.0.0).', {
    groep: text({ says: 'De groep.' }),
    peer: text({ says: 'Ons peer-nummer.' }),
    diensten: many({ says: 'De diensten die wij aanbieden.' }, text({ says: 'Een dienst.' })),
    sleutels: address({ says: 'Waar onze Manager zijn sleutels publiceert.' }),
  }),
  inloggen: optionalSection('Hoe mensen inloggen. Weggelaten: er zijn geen pagina’s voor mensen.', {
    bewoners: section('DigiD, langs een makelaar.', provider),
    medewerkers: many({ says: 'Per organisatie haar eigen aanbieder.' }, section('Een aanbieder.', provider)),
    geluid: maybe(
      place({
        says: 'De map met voorgelezen pagina’s: taal/pagina.versie.mp3. Zonder opname staat er geen knop.',
      }),
    ),
  }),
  partners: section('De systemen van partners.', {
    systemen: maybe(place({ says: 'De lijst van systemen (systemen.yaml).', live: true })),
    postbussen: maybe(
      place({
        says: 'De lijst van postvakken voor berichten, in dezelfde vorm, met soort: postbus.',
        live: true,
      }),
    ),
  }),
  logboek: section('Het ondertekende logboek.', {
    naam: name({
      says: 'Onder deze naam wordt het ondertekend. Kies hem één keer; een andere naam is een ander logboek.',
    }),
    onthouden_in: place({ says: 'Het bestand dat buiten de database onthoudt hoe ver het logboek was.' }),
    getuigen: many(
      { says: 'Wie elk checkpoint medeondertekent; minstens één, bij een andere organisatie.' },
      section('Een getuige.', {
        sleutel: text({ says: 'Zijn sleutelregel: naam+nummer+sleutel.' }),
        adres: address({ says: 'Waar hij luistert.' }),
      }),
    ),
    getuige_uiterlijk: usually(
      whole(
        { says: 'Na zo lang zonder getuige wordt er niets meer verstrekt.', unit: 'seconden' },
        10,
        86_400,
      ),
      300,
    ),
  }),
  noodweg: optionalSection(
    'De weg voor een crisis terwijl het logboek niet kan schrijven. Weggelaten: die weg is er niet.',
    {
      journaal: place({
        says: 'Het bestand waarin staat wat langs die weg ging, op een andere schijf dan de database.',
      }),
    },
  ),
  handreiking: section('Welke handreiking er geldt.', {
    vertrouwde_sleutels: maybe(
      place({ says: 'Wie een nieuwe versie mag ondertekenen (JSON). Weggelaten: niemand.' }),
    ),
  }),
  limieten: section('Hoe vaak iemand mag vragen.', {
    partner: usually(whole({ says: 'Eén partner.', unit: 'verzoeken per minuut' }, 1, 9_999_999), 1_200),
    medewerker: usually(
      whole({ says: 'Eén medewerker van een partner.', unit: 'verzoeken per minuut' }, 1, 9_999_999),
      120,
    ),
    bewoners: usually(
      whole(
        {
          says: 'Naar hoeveel bewoners één medewerker vraagt voordat de privacy officer dat als signaal krijgt; het weigert niets.',
          unit: 'bewoners per uur',
        },
        1,
        9_999_999,
      ),
      60,
    ),
  }),
  toezicht: section('Waar de poort zelf op let.', {
    klok: usually(
      whole(
        {
          says: 'Zoveel mag de klok van deze machine schelen met die van de database; daarboven wordt er niets verstrekt.',
          unit: 'seconden',
        },
        1,
        3_600,
      ),
      30,
    ),
  }),
});

export type ServeSettings = Value<typeof SETTINGS>;
