import type { BenchCall } from './ask.ts';

const HEADERS = { accept: 'application/json', 'content-type': 'application/json' };

/** The calls that the gateway makes to learn the fields of the bench of one resident; a test counts them on both sides. */
export function sourceCalls(koppelsleutel: string, apiKey: string, prefix = ''): readonly BenchCall[] {
  const headers = { ...HEADERS, authorization: `Token ${apiKey}` };
  return [
    {
      method: 'GET',
      path: `${prefix}/klantinteracties/api/v1/partijen?expand=digitaleAdressen`,
      headers: { ...headers, 'x-filter-anderepartijidentificator': koppelsleutel },
    },
    {
      method: 'POST',
      path: `${prefix}/wijkteam/v1/woonprofielen/_zoek`,
      headers,
      body: JSON.stringify({ koppelsleutel, velden: ['woonwens', 'bijgewerktOp'] }),
    },
  ];
}
