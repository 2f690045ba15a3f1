import { randomUUID } from 'node:crypto';
import { versionOf } from '../../policies/version.ts';
import { reconcile } from '../consent/reconcile.ts';
import type { Database } from '../database.ts';
import { readHandreikingFolder, SHIPPED_HANDREIKING } from '../handreiking-folder.ts';
import { openPolicyInForce } from '../policy-in-force.ts';
import { EXIT, print, UsageError, type Command } from './command.ts';
import { upkeepOf } from './upkeep.ts';
import { withDatabase } from './with-database.ts';
import { parseWords } from './words.ts';

export const consentReconcileCommand: Command = {
  name: 'toestemming herstel',
  summary: 'Maak goed wat een teruggezette kopie van het register kwijt is: door te sluiten.',
  usage: `Gebruik: wijkpoort toestemming herstel --door NAAM

Kent het logboek besluiten die niet in het register staan, dan gaat de poort niet open. Deze opdracht sluit alles van de
bewoners van wie een besluit kwijt is: hun ja's eindigen en er loopt bezwaar voor elk doel, tot iemand het hun opnieuw vraagt.
Was alleen kwijt dat zij iets lieten stilzetten, dan staat dat weer stil, en niets anders.
Wat onduidelijk is, telt als nee. Was er niets kwijt, dan verandert er niets.`,
  run: async (words, { stdout, forPeople }) => {
    const { values } = parseWords(words, { door: { type: 'string' } });
    const { door } = values;
    if (!door) throw new UsageError('Noem --door: wie dit herstelt, staat in het logboek.');
    return await withDatabase(async database => {
      const trace = { requestId: randomUUID(), traceId: randomUUID().replaceAll('-', '') };
      const { missing, residents, closed, restricted } = await reconcile(
        { actor: `officer: ${door}`, trace },
        { ...(await upkeepOf(database)), policies: await policiesOf(database), newId: randomUUID },
      );
      print(
        stdout,
        forPeople
          ? `${missing} besluiten waren kwijt, van ${residents} bewoners. ${closed} toestemmingen zijn beëindigd, ${restricted} keer is iets weer stilgezet.`
          : JSON.stringify({ kwijt: missing, bewoners: residents, beeindigd: closed, stilgezet: restricted }),
      );
      return EXIT.yes;
    });
  },
};

/** The handreiking in force on this database, for a change from the command line. */
export async function policiesOf(sql: Database) {
  const files = await readHandreikingFolder(SHIPPED_HANDREIKING);
  const start = { number: 0, version: await versionOf(files), files };
  return await openPolicyInForce({ sql, start, trustedKeys: [], onRefused: () => undefined }, new Date());
}
