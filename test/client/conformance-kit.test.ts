import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { compactVerify, importJWK, type JWK } from 'jose';
import { partnerClient } from 'wijkpoort/client';
import { judge, type Check, type Step } from '../../gateway/conformance/checks.ts';
import { asJunit, reportOf, REPORT_TYPE } from '../../gateway/conformance/report.ts';
import { runKit } from '../../gateway/conformance/run-kit.ts';
import { placesWith, type LogText } from '../../gateway/conformance/search-logs.ts';
import { createReceiptSigner } from '../../gateway/consent/receipt-signer.ts';
import { prepareTrial, withdrawTrial } from '../../gateway/demo/kit-sandbox.ts';
import { keysOfSecrets } from '../../gateway/keys/keys-of-secrets.ts';
import { KIT_CHECKS } from '../../portal/docs/kit-page.ts';
import { newCertificateRequest } from '../world/certificate-request.ts';
import { startWorld, type World } from '../world/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ admitsNewcomers: true });
});
afterAll(async () => await world.close());

/** What a partner does wrong. */
type Fault =
  | 'asks-too-much'
  | 'asks-another-purpose'
  | 'keeps-asking'
  | 'falls-over'
  | 'does-not-answer'
  | 'signs-with-another-key'
  | 'keeps-its-key'
  | 'loses-its-key'
  | 'logs-what-it-got'
  | 'logs-it-in-base64'
  | 'shows-no-logs'
  | 'asks-nothing';

const FIELDS = ['woonprofiel.woonwens', 'contact.telefoon_email'] as const;
const EMPLOYEE = { medewerker: 'mw-417' };

/** A partner's whole system, with its key, its log and its faults. */
async function newPartner(fault?: Fault) {
  const name = `proef${randomUUID().slice(0, 8)}`;
  let key = '';
  const admit = async (): Promise<void> => {
    const { key: fresh, request } = newCertificateRequest();
    const path = `/proef/partners?naam=${name}&rol=corporatie`;
    const { status } = await world.send(path, { method: 'POST', body: request });
    expect(status).toBe(201);
    if (fault !== 'loses-its-key' || key === '') key = fresh;
  };
  await admit();
  const partner = `proef-${name}`;
  const trial = await prepareTrial(world.database, partner, { newId: randomUUID, now: new Date() });
  if (trial === undefined) throw new Error('nobody said yes to this partner');
  const log: string[] = [];
  const client = (sleutel = key) => partnerClient({ poort: world.gateway.url, partner, sleutel });

  const ask = async (): Promise<number> => {
    if (fault === 'asks-nothing') return 0;
    const fields = fault === 'asks-too-much' ? [...FIELDS, 'zorg.diagnose'] : FIELDS;
    const { data, error } = await client().api.POST('/verstrekkingen', {
      body: {
        doel: fault === 'asks-another-purpose' ? 'D13' : 'D01',
        betrokkene: trial.koppelsleutel,
        van: 'wijkteam-zuidoost',
        velden: [...fields],
        namens: EMPLOYEE,
      },
    });
    if (error !== undefined) return 1;
    const { gegevens, nietBeschikbaar } = data;
    log.push(`gekregen: ${Object.keys(gegevens).join(' ')}`);
    if (fault === 'logs-what-it-got') log.push(JSON.stringify(gegevens));
    if (fault === 'logs-it-in-base64')
      log.push(Buffer.from(`antwoord ${JSON.stringify(gegevens)}`).toString('base64'));
    if (nietBeschikbaar.length === 0) return 0;
    return fault === 'falls-over' ? 1 : 0;
  };
  const answer = async (): Promise<number> => {
    const fetched = await client().haalBerichtenOp('mw-417');
    if (!fetched.gelukt || fault === 'does-not-answer') return 0;
    const signer = fault === 'signs-with-another-key' ? newCertificateRequest().key : key;
    for (const { bericht } of fetched.antwoord.berichten) await beantwoord(bericht, signer);
    return 0;
  };
  /** The answer is signed with one key, the token with the partner's own. */
  const beantwoord = async (bericht: string, signer: string): Promise<void> => {
    let sent: string | undefined;
    await partnerClient({
      poort: world.gateway.url,
      partner,
      sleutel: signer,
      fetch: async request => {
        if (new URL(request.url).pathname === '/v1/berichten/_beantwoorden') sent = await request.text();
        return Response.json({ access_token: 'a.b.c', expires_in: 300 });
      },
    }).beantwoord(bericht, 'gestopt', 'mw-417');
    await world.send('/v1/berichten/_beantwoorden', {
      method: 'POST',
      headers: { authorization: `Bearer ${await client().token()}`, 'content-type': 'application/json' },
      body: sent ?? '',
    });
  };
  const drive = async (step: Step): Promise<number> => {
    if (step === 'berichten') return await answer();
    if (step === 'sleutel') {
      if (fault !== 'keeps-its-key') await admit();
      return 0;
    }
    const exit = await ask().catch(() => 1);
    return fault === 'keeps-asking' ? await ask() : exit;
  };
  const logs = async (): Promise<readonly LogText[] | undefined> =>
    await Promise.resolve(
      fault === 'shows-no-logs' ? undefined : [{ name: 'partner.log', text: log.join('\n') }],
    );
  return { partner, trial, drive, logs };
}

async function tested(fault?: Fault): Promise<readonly Check[]> {
  const { partner, trial, drive, logs } = await newPartner(fault);
  return judge(
    await runKit(partner, {
      database: world.database,
      authorityPem: world.secrets.authority.certificatePem,
      clock: () => new Date(),
      values: trial.values,
      drive,
      logs,
      withdraw: async () =>
        await withdrawTrial(
          trial,
          partner,
          world.gateway.url,
          world.secrets.partners[trial.sender]?.privateKeyPem ?? '',
        ),
    }),
  );
}

const failed = (checks: readonly Check[]): readonly string[] =>
  checks.flatMap(({ id, findings }) => (findings.length === 0 ? [] : [id]));

describe('a partner that does it right', () => {
  it('passes every check', async () => {
    const checks = await tested();
    expect(checks.map(({ findings }) => findings)).toEqual([[], [], [], [], [], []]);
  });

  it('passes again, although its resident took everything back the last time', async () => {
    const { partner } = await newPartner();
    const options = { newId: randomUUID, now: new Date() };
    const [first, second] = [
      await prepareTrial(world.database, partner, options),
      await prepareTrial(world.database, partner, options),
    ];
    expect(second?.koppelsleutel).toBe(first?.koppelsleutel);
  });
});

describe('a partner with a fault', () => {
  it.each<readonly [Fault, readonly string[]]>([
    ['asks-too-much', ['niet-te-veel']],
    ['keeps-asking', ['niet-beschikbaar']],
    ['falls-over', ['niet-beschikbaar']],
    ['does-not-answer', ['op-tijd', 'ondertekend']],
    ['signs-with-another-key', ['op-tijd', 'ondertekend']],
    ['keeps-its-key', ['nieuwe-sleutel']],
    ['loses-its-key', ['nieuwe-sleutel']],
    ['logs-what-it-got', ['geen-waarden']],
    ['logs-it-in-base64', ['geen-waarden']],
    ['shows-no-logs', ['geen-waarden']],
  ])('is found out, and nothing else is held against it: %s', async (fault, found) => {
    expect(failed(await tested(fault))).toEqual(found);
  });

  it.each<Fault>(['asks-another-purpose', 'asks-nothing'])(
    'passes nothing that was not seen: %s',
    async fault => {
      expect(failed(await tested(fault))).toEqual(
        expect.arrayContaining(['niet-te-veel', 'niet-beschikbaar', 'op-tijd', 'ondertekend']),
      );
    },
  );
});

describe('what was received', () => {
  const value = 'Klaproosstraat 12';
  const holding = (text: string): readonly string[] => placesWith([value], [{ name: 'log', text }]);

  it.each([
    ['as it is', `adres ${value}`],
    ['in capitals', value.toUpperCase()],
    ['in an address', `GET /zoek?q=${encodeURIComponent(value)}`],
    ['in a form', 'q=Klaproosstraat+12&x=1'],
    ['in hex', Buffer.from(`x${value}y`).toString('hex')],
    ...[0, 1, 2, 3].map(
      shift =>
        [
          `in base64, from place ${shift}`,
          Buffer.from('#'.repeat(shift) + value + '!').toString('base64'),
        ] as const,
    ),
  ])('is found in a log %s, and said by line, not by value', (_how, text) => {
    const places = holding(`eerste regel\n${text}\n`);
    expect(places).toEqual(['log, regel 2']);
    expect(JSON.stringify(places)).not.toContain('Klaproos');
  });

  it('is not found where it is not', () => {
    expect(holding('gekregen: contact.adres woonprofiel.woonwens')).toEqual([]);
    expect(placesWith(['ja', ''], [{ name: 'log', text: 'ja en nee' }])).toEqual([]);
  });
});

describe('the report', () => {
  const checks: readonly Check[] = [
    {
      id: 'niet-te-veel',
      name: 'Vraagt niet te veel',
      findings: ['zorg.diagnose kan voor D01 nooit & "zo" <is> het.'],
    },
    { id: 'op-tijd', name: 'Op tijd', findings: [] },
  ];
  const report = reportOf('proef-x', checks, 'a'.repeat(64), new Date('2026-11-22T12:00:00Z'));

  it('can be checked by anyone with the key that the gateway publishes', async () => {
    const signer = createReceiptSigner(keysOfSecrets(world.secrets).receipts);
    const jws = await signer.signAs(REPORT_TYPE, report);
    const { json } = await world.send('/v1/bewijssleutel');
    const { payload, protectedHeader } = await compactVerify(jws, await importJWK(json as JWK, 'EdDSA'));
    expect(protectedHeader.typ).toBe(REPORT_TYPE);
    expect(JSON.parse(Buffer.from(payload).toString('utf8'))).toEqual(report);
    expect(report).toMatchObject({ geslaagd: false, partner: 'proef-x' });
  });

  it('is JUnit for a build: one case a check, one failure a finding, escaped', () => {
    const xml = asJunit(report);
    expect(xml.match(/<testcase /g)).toHaveLength(2);
    expect(xml).toContain('tests="2" failures="1"');
    expect(xml).toContain('nooit &amp; &quot;zo&quot; &lt;is&gt; het.');
  });

  it('judges what the page about it promises, by the same names', async () => {
    const judged = await tested();
    expect(judged.map(({ id, name }) => [id, name])).toEqual(KIT_CHECKS.map(([id, name]) => [id, name]));
  });
});
