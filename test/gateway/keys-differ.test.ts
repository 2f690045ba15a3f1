import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import type { SourceAnswer, SourceQuestion } from '../../adapters/source.ts';
import { CAST } from '../../gateway/demo/cast.ts';
import type { DisclosureContext } from '../../gateway/disclosure/context.ts';
import { disclose, type Disclosure } from '../../gateway/disclosure/disclose.ts';
import { compilePolicy, type Policy } from '../../gateway/disclosure/policy.ts';
import type { DisclosureRequest } from '../../gateway/disclosure/request.ts';
import { createRepeatableStore } from '../../gateway/disclosure/repeatable-store.ts';
import { createWaitingDeliveries } from '../../gateway/disclosure/waiting-delivery.ts';
import { createSourceMirror } from '../../gateway/disclosure/source-mirror.ts';
import { readWordList } from '../../gateway/handreiking-folder.ts';
import { findPartner, type Partner } from '../../gateway/identity/partner-registry.ts';
import { createSubjectKeys } from '../../gateway/ledger/subject-keys.ts';
import { makeActorKey } from '../../gateway/ledger/actor-key.ts';
import { createLedgerWriter } from '../../gateway/ledger/writer.ts';
import type { FieldId } from '../../policies/vocabulary.ts';
import { shipped } from '../policies/handreiking.ts';
import { POLICY_VERSION, startWorld, type World } from '../world/world.ts';

const FIELDS: readonly FieldId[] = ['identiteit.naam', 'woonprofiel.woonwens', 'woonprofiel.woonafspraken'];

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  await world.close();
});

/** One disclosure of Anja's woonprofiel to Zayaz, decided by this policy; with what was asked of the source, and alarms. */
async function disclosedBy(policy: Policy) {
  const asked: (readonly FieldId[])[] = [];
  const alarms: string[] = [];
  const context: DisclosureContext = {
    database: world.database,
    ledger: createLedgerWriter(world.database),
    policies: { at: async () => await Promise.resolve(policy), latest: () => policy },
    wordList: await readWordList(),
    sources: new Map([
      ['wijkteam-zuidoost', async ({ fields }: SourceQuestion) => await answer(fields, asked)],
    ]),
    inboxes: new Map(),
    deliveries: createWaitingDeliveries({
      sql: world.database,
      secret: world.secrets.subjectKey,
      randomBytes,
      newId: randomUUID,
    }),
    mirror: createSourceMirror({
      random: () => 0,
      nowMs: () => 0,
      wait: async () => await Promise.resolve(),
    }),
    repeatables: createRepeatableStore({
      sql: world.database,
      secret: world.secrets.subjectKey,
      clock: () => new Date(),
      randomBytes,
    }),
    mayRelease: () => true,
    onKeysDiffer: ({ requestId }) => alarms.push(requestId),
    clock: () => new Date(),
    randomBytes,
    newId: randomUUID,
    birthTag: () => Buffer.alloc(32),
    subjectTag: () => Buffer.alloc(32, 1),
    subjectKeys: createSubjectKeys({
      vault: world.vault,
      actorKey: await makeActorKey(world.database, world.secrets.officerKey.publicKeyPem),
      subjectKey: world.secrets.subjectKey,
      randomBytes,
      newId: randomUUID,
    }),
  };
  const disclosure = await disclose(await homeRequest(), context, new AbortController().signal);
  return { disclosure, asked, alarms };
}

async function answer(fields: readonly FieldId[], asked: (readonly FieldId[])[]): Promise<SourceAnswer> {
  asked.push(fields);
  const values = new Map(FIELDS.map(field => [field, 'waarde']));
  return await Promise.resolve({ values, failed: new Map() });
}

async function partnerCalled(id: string): Promise<Partner> {
  const partner = await findPartner(world.database, id);
  if (partner === undefined) throw new Error(`${CAST.length} partners, and not this one`);
  return partner;
}

const homeRequest = async (): Promise<DisclosureRequest> => ({
  direction: 'ask',
  purpose: 'D01',
  sender: await partnerCalled('wijkteam-zuidoost'),
  recipient: await partnerCalled('zayaz'),
  koppelsleutel: await world.koppelsleutel('zayaz', 'anja'),
  fields: FIELDS,
  socialCase: undefined,
  assertedProfessional: 'mw-417',
  trace: {
    requestId: randomUUID(),
    traceId: 'a'.repeat(32),
    spanId: 'b'.repeat(16),
    traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
  },
});

const sound = compilePolicy(shipped, POLICY_VERSION);
const released = ({ values }: Disclosure): FieldId[] => [...values.keys()];

describe('two keys that turn alike', () => {
  it('open what both allow, and nobody is alarmed', async () => {
    const { disclosure, alarms } = await disclosedBy(sound);
    expect(released(disclosure)).toEqual(['identiteit.naam', 'woonprofiel.woonwens']);
    expect(alarms).toEqual([]);
  });
});

describe('a second key that was made wrongly', () => {
  it('cannot open what the first keeps shut: the field stays closed, is not even asked, is recorded, and alarms', async () => {
    const before = (await world.ledger()).length;
    const { disclosure, asked, alarms } = await disclosedBy({ ...sound, secondKey: () => new Set(FIELDS) });
    expect(released(disclosure)).toEqual(['identiteit.naam', 'woonprofiel.woonwens']);
    expect(asked).toEqual([['identiteit.naam', 'woonprofiel.woonwens']]);
    expect(alarms).toHaveLength(1);
    const [entry] = (await world.ledger()).slice(before);
    expect(entry?.leaf.fields['woonprofiel.woonafspraken']).toEqual({ decision: 'keys-differ' });
  });

  it('closes what it does not allow, whatever the first says', async () => {
    const { disclosure, asked, alarms } = await disclosedBy({ ...sound, secondKey: () => new Set() });
    expect(released(disclosure)).toEqual([]);
    expect(asked).toEqual([]);
    expect(alarms).toHaveLength(1);
  });
});
