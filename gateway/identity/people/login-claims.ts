/** Where in what a provider says each thing stands: brokers differ, so this is configuration. */
export interface ClaimMapping {
  readonly subject: readonly string[];
  readonly subjectType: readonly string[];
  /** The level at which somebody logged in. */
  readonly level: readonly string[];
  /** Whom the one who logged in stands for; the path leads to an object with a subject of its own. */
  readonly represents: readonly string[];
}

/** As the NL GOV Assurance profile for OpenID Connect names them. */
export const NL_GOV_CLAIMS: ClaimMapping = {
  subject: ['sub'],
  subjectType: ['sub_id_type'],
  level: ['acr'],
  represents: ['represents'],
};

/** Who logged in, as the provider says it: not yet anybody we know. */
export interface VerifiedLogin {
  readonly provider: string;
  readonly subject: Identifier;
  readonly represents: Identifier | undefined;
}

export interface Identifier {
  readonly type: string;
  readonly value: string;
}

type Claims = Readonly<Record<string, unknown>>;

/** Reads what was said. Nothing when somebody is missing, or stands for somebody who is not named: a half claim is none. */
export function readClaims(
  claims: Claims,
  mapping: ClaimMapping,
  provider: string,
): VerifiedLogin | undefined {
  const subject = identifierIn(claims, mapping);
  const said = at(claims, mapping.represents);
  if (subject === undefined) return undefined;
  if (said === undefined) return { provider, subject, represents: undefined };
  // A chain of representation (somebody for an organisation for a resident) is not known here.
  const represents =
    isObject(said) && at(said, mapping.represents) === undefined ? identifierIn(said, mapping) : undefined;
  return represents === undefined ? undefined : { provider, subject, represents };
}

/** The level that was reached; none when it is not said. */
export function levelIn(claims: Claims, { level }: ClaimMapping): string | undefined {
  const said = at(claims, level);
  return typeof said === 'string' ? said : undefined;
}

function identifierIn(claims: Claims, { subject, subjectType }: ClaimMapping): Identifier | undefined {
  const [value, type] = [at(claims, subject), at(claims, subjectType)];
  if (typeof value !== 'string' || value === '') return undefined;
  return { value, type: typeof type === 'string' ? type : 'onbekend' };
}

const isObject = (value: unknown): value is Claims =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const at = (claims: Claims, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (value, name) => (isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined),
    claims,
  );
