import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHmac, randomBytes } from 'node:crypto';
import { residentId } from '../../gateway/demo/seed.ts';
import { makeActorKey } from '../../gateway/ledger/actor-key.ts';
import { eraseResident } from '../../gateway/ledger/erasure.ts';
import { createSubjectKeys } from '../../gateway/ledger/subject-keys.ts';
import { startExportedWorld, type ExportedWorld, type Line } from '../world/exported-world.ts';
import { ORDER } from '../world/ledger-keeping.ts';
import { expectValid, openApiSchema, whenPresent } from '../world/standards.ts';

type Read = ExportedWorld['exported'];

let open: ExportedWorld;
let exported: Read;
beforeAll(async () => {
  open = await startExportedWorld();
  exported = open.exported;
});
afterAll(async () => await open.close());

const attributesOf = (line: Line | undefined): Line => (line?.['attributes'] ?? {}) as Line;
describe('the log of one controller as NEN 7513', () => {
  it('is a disclosure by its source, with the user and on whose behalf', async () => {
    const events = await exported('--vorm', 'nen7513', '--partner', 'wijkteam-zuidoost');
    expect(events[0]).toMatchObject({
      resourceType: 'AuditEvent',
      meta: { profile: [expect.stringContaining('PrivacyDisclosure.Source')] },
      type: { code: '110106' },
      action: 'R',
      outcome: '0',
      agent: [
        { type: { coding: [{ code: '110153' }] }, requestor: false },
        { type: { coding: [{ code: '110152' }] }, requestor: false },
        { who: { identifier: { value: 'zayaz: mw-417' } }, altId: 'zayaz', requestor: true },
      ],
      entity: [
        {
          type: { code: '1' },
          role: { code: '1' },
          what: { identifier: { value: expect.stringMatching(/^[0-9a-f]{32}$/) } },
        },
        {
          type: { code: '2' },
          detail: expect.arrayContaining([{ type: 'velden', valueString: 'woonprofiel.woonwens' }]),
        },
      ],
    });
    for (const field of ['type', 'subtype', 'action', 'recorded', 'outcome', 'agent', 'source', 'entity']) {
      expect(events.every(event => field in event)).toBe(true);
    }
  });

  it('is an import for who received, and says that a refusal is no success', async () => {
    const events = await exported('--vorm', 'nen7513', '--partner', 'zayaz');
    expect(events[0]).toMatchObject({ type: { code: '110107' }, action: 'C' });
    expect(events[1]).toMatchObject({ outcome: '4' });
    expect(events[2]?.['entity']).toMatchObject([{ what: { display: 'onbekend' } }, {}]);
  });
});

describe('the log of one controller as verwerkingsacties', () => {
  let actions: readonly Line[];
  beforeAll(async () => {
    actions = await exported('--vorm', 'vng', '--partner', 'zayaz');
  });

  it('says which kinds of data of whom, and names the employee by a key that means nothing elsewhere', () => {
    expect(actions[0]).toMatchObject({
      actieNaam: 'Verstrekken',
      vertrouwelijkheid: 'normaal',
      bewaartermijn: 'P5Y',
      gebruiker: expect.stringMatching(/^[0-9a-f]{40}$/),
      verwerkteObjecten: [
        {
          objecttype: 'persoon',
          soortObjectId: 'pseudoniem',
          verwerkteSoortenGegevens: [{ soortGegeven: 'woonprofiel.woonwens' }],
        },
      ],
    });
    expect(JSON.stringify(actions)).not.toContain('mw-417');
    for (const field of [
      'url',
      'actieId',
      'vertrouwelijkheid',
      'tijdstip',
      'tijdstipRegistratie',
      'verwerkteObjecten',
    ]) {
      expect(actions.every(action => field in action)).toBe(true);
    }
  });

  whenPresent('is what the schema of the standard says', () => {
    expectValid(
      actions,
      openApiSchema('VerwerkingsactieUitgebreid', 'vng', 'verwerkingenlogging-bewerking-0.9.0.yaml'),
    );
  });
});

describe('whoever exports', () => {
  it.each([
    [['--vorm', 'csv'], /--vorm is ldv, adl, nen7513, vng/],
    [[], /--vorm is/],
    [['--vorm', 'ldv'], /noem die met --partner/],
    [['--vorm', 'ldv', '--partner', 'onbekend'], /kennen wij niet/],
    [['--vorm', 'adl', '--otlp'], /--otlp kan alleen met --vorm ldv/],
    [['--vorm', 'adl', '--van', 'gisteren'], /Een tijd is bijvoorbeeld/],
  ])('hears what was meant: %j', async (words, said) => {
    await expect(exported(...words)).rejects.toThrow(said);
  });

  it('gets the period that was asked', async () => {
    const [first] = await exported('--vorm', 'adl');
    const at = new Date(Number(first?.['timestamp']));
    expect(await exported('--vorm', 'adl', '--tot', at.toJSON())).toEqual([]);
    expect((await exported('--vorm', 'adl', '--van', at.toJSON())).length).toBe(5);
  });

  it('gets nothing any more of who was erased', async () => {
    const { vault, secrets, database } = open.world;
    const subjectKeys = createSubjectKeys({
      vault,
      actorKey: await makeActorKey(database, secrets.officerKey.publicKeyPem),
      subjectKey: secrets.subjectKey,
      randomBytes,
      newId: () => '00000000-0000-4000-8000-00000000000a',
    });
    const subjectTag = (resident: string): Buffer =>
      createHmac('sha256', Buffer.from(secrets.subjectKey, 'hex')).update(resident).digest();
    const [first] = await exported('--vorm', 'ldv', '--partner', 'zayaz');
    const upkeep = { database, vault, subjectKeys, subjectTag, clock: () => new Date(), randomBytes };
    const { entries } = await eraseResident(residentId('anja'), 'request', ORDER, upkeep);
    expect(entries).toBe(3);
    const pseudonym = attributesOf(first)['dpl.core.data_subject_id'];
    for (const words of [
      ['ldv', '--partner', 'zayaz'],
      ['adl'],
      ['vng', '--partner', 'zayaz'],
      ['nen7513', '--partner', 'zayaz'],
    ]) {
      const text = JSON.stringify(await exported('--vorm', ...words));
      expect(text).not.toContain(pseudonym);
    }
    expect(await exported('--vorm', 'adl')).toHaveLength(5);
  });
});
