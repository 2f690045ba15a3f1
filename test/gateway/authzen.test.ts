import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { adlRecords } from '../../gateway/ledger/exports/adl.ts';
import { exportedEntries, pseudonymFor } from '../../gateway/ledger/exports/exported-entry.ts';
import { standardSchema, whenPresent } from '../world/standards.ts';
import { expectProblem, startWorld, type World } from '../world/world.ts';
import { EXAMPLE, names, published } from './authzen-examples.ts';
import { turnedAway } from './door.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => await world.close());

interface Decision {
  readonly decision: boolean;
  readonly context?: Readonly<Record<string, unknown>>;
}

const REGISTER = 'https://register.example.nl';

/** The wijkteam holds the woonprofiel and asks whether Zayaz may have this field of it. */
const mayZayazHave = async (field: string, resident = 'anja' as const) => ({
  subject: { type: `${REGISTER}/kenmerken/partner`, id: 'zayaz' },
  action: { name: 'melden', properties: { doel: 'D01' } },
  resource: {
    type: `${REGISTER}/kenmerken/veld`,
    id: field,
    properties: { betrokkene: await world.koppelsleutel('wijkteam-zuidoost', resident) },
  },
  context: { medewerker: 'wt-031' },
});

const decide = async (body: unknown, as = 'wijkteam-zuidoost') => {
  const before = (await world.ledger()).length;
  const { status, json } = await world.sendAs(as, '/access/v1/evaluation', body);
  expect(status).toBe(200);
  return { ...(json as Decision), lines: (await world.ledger()).slice(before) };
};

describe('the system of the wijkteam asks whether it may tell Zayaz something', () => {
  it('is told yes, with the rule, the law and the sentence', async () => {
    const { decision, context } = await decide(await mayZayazHave('woonprofiel.woonwens'));
    expect(decision).toBe(true);
    expect(context).toMatchObject({
      regel: expect.any(String),
      wet: expect.stringMatching(/AVG|Wmo/),
      reason_user: { nl: expect.any(String) },
    });
  });

  it('is told no in words of the handreiking, with status 200, when a rule never opens it', async () => {
    const { decision, context } = await decide(await mayZayazHave('zorg.diagnose'));
    expect({ decision, reden: context?.['reden'] }).toEqual({ decision: false, reden: 'nooit' });
  });

  it('is told no without a reason when it depends on the resident', async () => {
    const { decision, context } = await decide(await mayZayazHave('woonprofiel.woonafspraken'));
    expect({ decision, reden: context?.['reden'] }).toEqual({ decision: false, reden: 'niet_beschikbaar' });
    const unknown = await mayZayazHave('woonprofiel.woonwens');
    unknown.resource.properties.betrokkene = '00000000-0000-4000-8000-000000000000';
    const { context: about } = await decide(unknown);
    expect(Object.keys(about ?? {})).toEqual(Object.keys(context ?? {}));
    expect(about?.['reason_user']).toEqual(context?.['reason_user']);
  });

  it('takes the purpose from the processing activity as well', async () => {
    const question = {
      ...(await mayZayazHave('woonprofiel.woonwens')),
      action: {
        name: 'melden',
        properties: { processing_activity_id: `${REGISTER}/verwerkingsactiviteiten/D01` },
      },
    };
    expect((await decide(question)).decision).toBe(true);
  });

  it('is told no for a purpose that is not its own, and for one that nobody knows', async () => {
    const asked = await mayZayazHave('woonprofiel.woonwens');
    for (const [doel, reden] of [
      ['D05', 'doel_niet_van_u'],
      ['D99', 'niet_begrepen'],
    ]) {
      const { decision, context } = await decide({
        ...asked,
        action: { name: 'melden', properties: { doel } },
      });
      expect({ decision, reden: context?.['reden'] }).toEqual({ decision: false, reden });
    }
  });
});

describe('Zayaz asks whether it may have something', () => {
  it('learns nothing about a resident: only who holds the data is told', async () => {
    const question = await mayZayazHave('woonprofiel.woonwens');
    question.resource.properties.betrokkene = await world.koppelsleutel('zayaz', 'anja');
    const own = await decide(question, 'zayaz');
    expect({ decision: own.decision, reden: own.context?.['reden'] }).toEqual({
      decision: false,
      reden: 'geen_regel',
    });
    const asked = await decide({ ...question, action: { ...question.action, name: 'opvragen' } }, 'zayaz');
    expect({ decision: asked.decision, reden: asked.context?.['reden'] }).toEqual({
      decision: false,
      reden: 'niet_begrepen',
    });
    expect(asked.lines[0]?.personal['subject']).toBe('not-looked-up');
  });
});

describe('every decision that was asked', () => {
  it('stands in the ledger as what it is: a decision, and no disclosure', async () => {
    const { lines, context } = await decide(await mayZayazHave('woonprofiel.woonwens'));
    expect(lines.map(({ index, leaf }) => [index, leaf.event, leaf.fields])).toEqual([
      [context?.['logboek'], 'evaluated', { 'woonprofiel.woonwens': { decision: 'opened', rule: '1.7' } }],
    ]);
    expect(lines[0]?.leaf).toMatchObject({ sender: 'wijkteam-zuidoost', recipient: 'zayaz', purpose: 'D01' });
    expect(lines[0]?.personal['assertedActor']).toBe('wijkteam-zuidoost: wt-031');
  });

  it('stands there too when it was about nothing of ours', async () => {
    const { lines } = await decide(EXAMPLE);
    expect(lines.map(({ leaf }) => [leaf.event, leaf.reason])).toEqual([['evaluated', 'niet_begrepen']]);
    expect(JSON.stringify(lines)).not.toContain('alice');
  });

  it('is one record in the decision log, never an error', async () => {
    const { context } = await decide(await mayZayazHave('zorg.diagnose'));
    const record = adlRecords({
      pseudonymOf: pseudonymFor(world.secrets.subjectKey, 'wijkteam-zuidoost'),
      register: REGISTER,
      service: 'poort',
    });
    const records: unknown[] = [];
    for await (const entry of exportedEntries(world.database, { openAbout }))
      if (entry.index === context?.['logboek']) records.push(record(entry));
    expect(records).toMatchObject([
      { status: 'Unset', body: { 'adl.core.response': { evaluations: [{ decision: false }] } } },
    ]);
  });

  it('is not told to anybody as a disclosure', async () => {
    await decide(await mayZayazHave('woonprofiel.woonwens'));
    const [row] = await world.database.query<{ released: number }>(
      `SELECT count(*)::int AS released FROM ledger_entry WHERE leaf LIKE '%"event":"released"%'`,
    );
    expect(row?.released).toBe(0);
  });
});

const askAll = async (body: unknown): Promise<readonly Decision[]> => {
  const { status, json } = await world.sendAs('wijkteam-zuidoost', '/access/v1/evaluations', body);
  expect(status).toBe(200);
  return (json as { readonly evaluations: readonly Decision[] }).evaluations;
};

describe('several questions at once', () => {
  const yes = 'woonprofiel.woonwens';
  const no = 'zorg.diagnose';
  const questions = async (semantic?: string) => {
    const { resource, ...whole } = await mayZayazHave(yes);
    return {
      ...whole,
      evaluations: [yes, no, yes].map(id => ({ resource: { ...resource, id } })),
      ...(semantic === undefined ? {} : { options: { evaluations_semantic: semantic, iets_anders: 'x' } }),
    };
  };

  it.each([
    [undefined, [true, false, true]],
    ['execute_all', [true, false, true]],
    ['deny_on_first_deny', [true, false]],
    ['permit_on_first_permit', [true]],
  ])('are answered in order, as asked: %s', async (semantic, expected) => {
    const before = (await world.ledger()).length;
    const decisions = await askAll(await questions(semantic));
    expect(decisions.map(({ decision }) => decision)).toEqual(expected);
    const lines = (await world.ledger()).slice(before);
    expect(lines).toHaveLength(expected.length);
    expect(new Set(lines.map(({ leaf }) => leaf['spanId'])).size).toBe(expected.length);
  });

  it('are one question when there is no list', async () => {
    const { json } = await world.sendAs('wijkteam-zuidoost', '/access/v1/evaluations', {
      ...(await mayZayazHave(yes)),
      evaluations: [],
    });
    expect(json).toMatchObject({ decision: true });
  });

  it('say of an incomplete one that it is incomplete, and answer the others', async () => {
    const { evaluations, ...whole } = await questions();
    const [first] = evaluations;
    const decisions = await askAll({ ...whole, evaluations: [{}, first] });
    expect(decisions).toMatchObject([
      { decision: false, context: { error: { status: 400 } } },
      { decision: true },
    ]);
  });
});

describe('somebody at the door of the decisions', () => {
  it('finds the addresses in the metadata', async () => {
    const { status, json } = await world.send('/.well-known/authzen-configuration');
    const { url } = world.gateway;
    expect({ status, json }).toEqual({
      status: 200,
      json: {
        policy_decision_point: url,
        access_evaluation_endpoint: `${url}/access/v1/evaluation`,
        access_evaluations_endpoint: `${url}/access/v1/evaluations`,
      },
    });
  });

  it('gets its own request id back, when that is one', async () => {
    const authorization = `Bearer ${await world.tokenFor('wijkteam-zuidoost')}`;
    const headers = { authorization, 'content-type': 'application/json', 'x-request-id': 'bfe9eb29-ab87' };
    const body = JSON.stringify(await mayZayazHave('woonprofiel.woonwens'));
    const answer = await world.send('/access/v1/evaluation', { method: 'POST', headers, body });
    expect(answer.headers.get('x-request-id')).toBe('bfe9eb29-ab87');
    const other = { ...headers, 'x-request-id': 'naam: Anja <b>' };
    const unechoed = await world.send('/access/v1/evaluation', { method: 'POST', headers: other, body });
    expect(unechoed.headers.get('x-request-id')).toBeNull();
  });

  it('is not let in without a token, and with a bad question hears every fault at once', async () => {
    expectProblem(
      await world.send('/access/v1/evaluation', { method: 'POST', body: '{}' }),
      'niet-aangemeld',
    );
    const { problem, lines } = await turnedAway(
      world,
      'ongeldig-verzoek',
      async () =>
        await world.sendAs('wijkteam-zuidoost', '/access/v1/evaluation', { subject: { type: 'partner' } }),
    );
    expect(problem.fouten?.length).toBeGreaterThanOrEqual(3);
    expect(lines.map(({ leaf }) => [leaf.event, leaf.reason])).toEqual([['turned-away', 'ongeldig-verzoek']]);
  });
});

const openAbout = async () => await Promise.resolve(undefined);

describe('the examples that the standard publishes', () => {
  whenPresent('are understood as questions, and nobody here knows alice', async () => {
    const single = published.filter(({ body }) => !('evaluations' in body) && names(body) === 2);
    expect(single.length).toBeGreaterThan(0);
    for (const { body } of single) expect((await decide(body)).decision).toBe(false);
  });

  whenPresent('are understood as lists of questions too', async () => {
    const lists = published.filter(
      ({ body }) => 'evaluations' in body && !JSON.stringify(body).includes('"decision"'),
    );
    expect(lists.length).toBeGreaterThan(5);
    for (const { body } of lists) {
      const asked = (body as { evaluations: readonly unknown[] }).evaluations;
      const decisions = await askAll(body);
      expect(decisions.length).toBeGreaterThanOrEqual(1);
      expect(decisions.length).toBeLessThanOrEqual(asked.length);
      expect(decisions.every(({ decision }) => !decision)).toBe(true);
    }
  });

  whenPresent('have a place in the decision log, whose schema our records satisfy', async () => {
    const isValid = standardSchema('adl', 'logrecord.schema.json');
    const record = adlRecords({
      pseudonymOf: pseudonymFor(world.secrets.subjectKey, 'wijkteam-zuidoost'),
      register: REGISTER,
      service: 'poort',
    });
    let seen = 0;
    for await (const entry of exportedEntries(world.database, { openAbout })) {
      const made = record(entry);
      if (made === undefined) continue;
      seen++;
      expect({ valid: isValid(made), errors: isValid.errors }).toEqual({ valid: true, errors: null });
    }
    expect(seen).toBeGreaterThan(0);
  });
});
