/** What a newcomer types, step by step; the pages print it and a test runs it as printed. */
export const CLIENT_FILES = ['partner-client.ts', 'openapi.d.ts', 'handreiking-words.d.ts'] as const;

export const keyScript = (url: string): string =>
  `# uw sleutel: die blijft hier
openssl req -new -newkey rsa:2048 -nodes -subj /CN=proef \\
  -keyout sleutel.pem -out aanvraag.pem

# uw plaats in de zandbak: u staat naast Zayaz en kent dezelfde bewoners
curl -s --data-binary @aanvraag.pem -o proef.json \\
  '${url}/proef/partners?naam=klein-wonen&rol=corporatie'

# wie u nu bent
node -p 'require("./proef.json").partner'`;

export const tokenScript = (url: string): string =>
  `cat > token.sh <<'EINDE'
b64() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
partner=$(node -p 'require("./proef.json").partner')
nu=$(date +%s)
kop=$(printf '{"alg":"PS256"}' | b64)
nummer=$(openssl rand -hex 16)
inhoud=$(printf '{"iss":"%s","sub":"%s","aud":"%s","jti":"%s","iat":%s,"exp":%s}' \\
  "$partner" "$partner" ${url}/oauth "$nummer" "$nu" "$((nu + 60))" | b64)
handtekening=$(printf '%s.%s' "$kop" "$inhoud" |
  openssl dgst -sha256 -sign sleutel.pem \\
    -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32 | b64)
curl -s ${url}/oauth/token \\
  -d grant_type=client_credentials -d scope=verstrekken \\
  -d client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer \\
  -d "client_assertion=$kop.$inhoud.$handtekening" |
  node -p 'JSON.parse(require("fs").readFileSync(0)).access_token'
EINDE`;

export const askScript = (url: string): string =>
  `token=$(sh token.sh)
anja=$(node -p 'require("./proef.json").bewoners.anja')
curl -s ${url}/v1/verstrekkingen \\
  -H "Authorization: Bearer $token" -H 'Content-Type: application/json' \\
  -d '{
    "doel": "D01", "betrokkene": "'$anja'", "van": "wijkteam-zuidoost",
    "velden": ["woonprofiel.woonwens", "woonprofiel.woonafspraken", "zorg.diagnose"],
    "namens": { "medewerker": "mw-417" }
  }' | node -p 'JSON.stringify(JSON.parse(require("fs").readFileSync(0)), null, 2)'`;

export const installScript = (url: string): string =>
  `curl -s ${CLIENT_FILES.map(file => `-O ${url}/docs/client/${file}`).join(' \\\n  ')}
npm init -y >/dev/null && npm pkg set type=module
npm install openapi-fetch@0.17.0 tsx`;

export const program = (url: string): string =>
  `import { readFileSync } from 'node:fs';
import { partnerClient } from './partner-client.ts';

const { partner, bewoners } = JSON.parse(readFileSync('proef.json', 'utf8'));
const sleutel = readFileSync('sleutel.pem', 'utf8');
const poort = partnerClient({ poort: '${url}', partner, sleutel });

const uitkomst = await poort.vraagOp('D01', {
  betrokkene: bewoners.anja,
  van: 'wijkteam-zuidoost',
  velden: ['woonprofiel.woonwens', 'woonprofiel.woonafspraken'],
  namens: { medewerker: 'mw-417' },
});

if (uitkomst.gelukt) {
  console.log('gekregen:', Object.keys(uitkomst.antwoord.gegevens));
  console.log('niet beschikbaar:', uitkomst.antwoord.nietBeschikbaar);
} else {
  console.log(uitkomst.probleem.title, uitkomst.probleem.fouten ?? '');
}`;

export const runScript = 'npx tsx vraag.ts';
