/** By problem, how a newcomer meets it in the sandbox. The others depend on somebody else's system, or on ours. */
export function provocations(url: string): ReadonlyMap<string, string> {
  const ask = (body: string, ...headers: readonly string[]): string =>
    [
      `curl -s ${url}/v1/verstrekkingen`,
      `-H "Authorization: Bearer $token" -H 'Content-Type: application/json'`,
      ...headers,
      `-d '${body}'`,
    ].join(' \\\n  ');
  const about = `"betrokkene":"00000000-0000-4000-8000-000000000000","van":"wijkteam-zuidoost","namens":{"medewerker":"mw-417"}`;
  return new Map([
    ['ongeldig-verzoek', ask(`{"doel":"D99",${about},"velden":["woonprofiel.woonwensen"]}`)],
    ['ongeldige-json', ask('{"doel":')],
    ['niet-aangemeld', `curl -s -X POST ${url}/v1/verstrekkingen`],
    ['doel-niet-van-u', ask(`{"doel":"D13",${about},"velden":["identiteit.naam"]}`)],
    ['niet-gevonden', `curl -s ${url}/v1/verstrekkingen/`],
    ['buiten-het-logboek', `curl -s ${url}/logboek/tile/0/900`],
    ['methode-niet-toegestaan', `curl -s ${url}/v1/verstrekkingen`],
    ['antwoordvorm-onbekend', `curl -s ${url}/v1/handreiking -H 'Accept: text/html'`],
    [
      'te-groot',
      `node -p '"x".repeat(70000)' > groot.txt\ncurl -s ${url}/v1/verstrekkingen \\\n  -H "Authorization: Bearer $token" -H 'Content-Type: application/json' -d @groot.txt`,
    ],
    [
      'inhoudstype-onbekend',
      `curl -s ${url}/v1/verstrekkingen -H "Authorization: Bearer $token" \\\n  -H 'Content-Type: text/plain' -d '{}'`,
    ],
  ]);
}
