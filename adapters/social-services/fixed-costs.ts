import { latestBy } from '../latest.ts';
import { definePart } from '../parts.ts';
import { dayAt, textAt, type JsonObject } from '../read-json.ts';
import type { MunicipalQuestion } from './municipal-systems.ts';
import { findCases, findDecisions, zgwHeaders, type ZgwAccess } from './zgw.ts';

export interface FixedCostsConfig extends ZgwAccess {
  /** The address of the kind of decision (besluittype) by which fixed costs and rent are paid on. */
  readonly decisionType: string;
}

/** The decision that rent is paid on during an admission: until when, and not why. */
export const fixedCosts = (config: FixedCostsConfig) =>
  definePart<MunicipalQuestion, JsonObject | undefined>(
    async question => await fetchDecision(config, question),
    new Map([['inkomen.besluit_vaste_lasten', readUntil]]),
  );

async function fetchDecision(
  config: FixedCostsConfig,
  { call, headers, koppelsleutel }: MunicipalQuestion,
): Promise<JsonObject | undefined> {
  const asking = await zgwHeaders(config, headers['traceparent'] ?? '');
  const cases = await findCases(call, asking, koppelsleutel);
  const decisions = await Promise.all(cases.map(async each => await findDecisions(call, asking, each)));
  const ours = decisions.flat().filter(each => isOurs(each, config.decisionType));
  return latestBy(ours, 'ingangsdatum');
}

/** A decision that was withdrawn is none any more. */
function isOurs(decision: JsonObject, decisionType: string): boolean {
  const isWithdrawn = (textAt(decision, 'vervalreden') ?? 'tijdelijk') !== 'tijdelijk';
  return textAt(decision, 'besluittype') === decisionType && !isWithdrawn;
}

function readUntil(decision: JsonObject | undefined): string | undefined {
  const until = dayAt(decision, 'vervaldatum');
  return until === undefined ? undefined : `vaste lasten en huur doorbetaald t/m ${until}`;
}
