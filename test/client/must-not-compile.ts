import { partnerClient } from 'wijkpoort/client';

/** Never run: every line below must be refused by the compiler, else `npm run types` is red. */
export async function whatAPartnerCannotWrite(): Promise<void> {
  const client = partnerClient({ poort: 'https://poort.example.nl', partner: 'zayaz', sleutel: '' });
  const about = { betrokkene: 'een koppelsleutel', van: 'wijkteam-zuidoost', namens: { medewerker: 'mw-1' } };

  // @ts-expect-error without a purpose nothing can be asked
  await client.vraagOp({ ...about, velden: ['woonprofiel.woonwens'] });
  // @ts-expect-error the purpose is not one of the handreiking
  await client.vraagOp('D99', { ...about, velden: ['woonprofiel.woonwens'] });
  // @ts-expect-error a misspelt field
  await client.vraagOp('D01', { ...about, velden: ['woonprofiel.woonwensen'] });
  // @ts-expect-error no rule opens this field for this purpose
  await client.vraagOp('D01', { ...about, velden: ['zorg.diagnose'] });
  // @ts-expect-error a field of another purpose hidden among the right ones
  await client.vraagOp('D01', { ...about, velden: ['woonprofiel.woonwens', 'opname.begindatum'] });
  // @ts-expect-error nothing is asked
  await client.vraagOp('D01', { ...about, velden: [] });
  // @ts-expect-error the purpose cannot be slipped in twice
  await client.vraagOp('D01', { ...about, doel: 'D13', velden: ['woonprofiel.woonwens'] });
  // @ts-expect-error bringing is to somebody, not from somebody
  await client.meld('D05', { ...about, velden: ['wonen.huurachterstand'] });
  // @ts-expect-error who asks is never left out
  await client.vraagOp('D01', { betrokkene: '', van: 'wijkteam-zuidoost', velden: ['woonprofiel.woonwens'] });

  await client.vraagOp('D01', { ...about, velden: ['woonprofiel.woonwens'] });
}
