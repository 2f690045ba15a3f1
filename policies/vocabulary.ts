/** A field of the catalogue, `categorie.naam`, for example `wonen.huurachterstand`. Known only if the handreiking lists it. */
export type FieldId = `${string}.${string}`;

/** A role in the handreiking (`corporatie`, `ggz_behandeling`). A role is never an organisation: several may share one. */
export type RoleId = string;

/** A purpose, `D01` to `D15`. */
export type PurposeId = string;

/** The key of a condition (K1 to K18), for example `casuslid` or `desgevraagd`. */
export type ConditionKey = string;

/** A rule's number in the handreiking, for example `3.2` or `2.1b`. */
export type RuleId = string;

/** The three conditions every ordinary rule carries, and the one that is judged per field (K1 to K4). */
export const MEMBERSHIP: ConditionKey = 'casuslid';
export const INFORMED: ConditionKey = 'geinformeerd';
export const NO_OBJECTION: ConditionKey = 'geen_bezwaar';
export const CONSENT: ConditionKey = 'toestemming';

/** How a rule opens a field: without consent (J, JP), with the resident's yes (T), or on a special condition (V). */
export type Outcome = 'J' | 'JP' | 'T' | 'V';

/** The value of one field as it travels: plain JSON without nesting, so that no hidden structure can ride along. */
export type FieldValue = string | number | boolean | readonly string[];
