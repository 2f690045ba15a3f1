import { createHash } from 'node:crypto';
import {
  asUuid,
  releasedFields,
  residentIn,
  type ExportedEntry,
  type ExportNaming,
} from './exported-entry.ts';

const KEPT_FOR = 'P5Y';

const NAMES: Readonly<Record<string, string>> = {
  released: 'Verstrekken',
  refused: 'Verstrekken geweigerd',
  'source-failed': 'Ophalen mislukt',
  'not-delivered': 'Afleveren mislukt',
};

/**
 * A verwerkingsactie as the VNG's Verwerkingenlogging 0.9.0 has it; none for what is no verwerking. The user is a key that means
 * nothing elsewhere (B9207); consent itself is not in it (B3001).
 */
export function processingAction(entry: ExportedEntry, { pseudonymOf, register, service }: ExportNaming) {
  const { leaf, leafHash, sender, recipient, actorKey } = entry;
  const name = NAMES[leaf.event];
  if (name === undefined) return undefined;
  const id = asUuid(leafHash);
  const resident = residentIn(entry);
  const activity = asUuid(createHash('sha256').update(`${register}\0${leaf.purpose}`).digest());
  return {
    url: `${register}/verwerkingsacties/${id}`,
    actieId: id,
    actieNaam: name,
    handelingNaam: leaf.direction === 'bring' ? 'Melden' : 'Opvragen',
    verwerkingNaam: leaf.purpose,
    verwerkingId: asUuid(Buffer.from(leaf.traceId, 'hex')),
    verwerkingsactiviteitId: activity,
    verwerkingsactiviteitUrl: `${register}/verwerkingsactiviteiten/${leaf.purpose}`,
    vertrouwelijkheid: 'normaal',
    bewaartermijn: KEPT_FOR,
    ...(sender.oin === undefined ? {} : { uitvoerder: sender.oin }),
    systeem: service,
    ...(actorKey === undefined ? {} : { gebruiker: actorKey }),
    gegevensbron: sender.name,
    ...(recipient.oin === undefined ? {} : { soortAfnemerId: 'OIN', afnemerId: recipient.oin }),
    tijdstip: leaf.at,
    tijdstipRegistratie: leaf.at,
    verwerkteObjecten:
      resident === undefined
        ? []
        : [objectOf(entry, pseudonymOf(resident), `${register}/verwerkte-objecten`)],
  };
}

function objectOf(entry: ExportedEntry, pseudonym: string, base: string) {
  const id = asUuid(createHash('sha256').update(entry.leafHash).update(pseudonym).digest());
  return {
    url: `${base}/${id}`,
    verwerktObjectId: id,
    objecttype: 'persoon',
    soortObjectId: 'pseudoniem',
    objectId: pseudonym,
    betrokkenheid: 'Bewoner',
    verwerkteSoortenGegevens: releasedFields(entry).map(soortGegeven => ({ soortGegeven })),
  };
}
