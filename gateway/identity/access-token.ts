import { errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import type { Sql } from '../database.ts';
import type { CertificateFault, OrganisationCertificate } from './certificates.ts';
import {
  findPartnerOfClient,
  lookUpPartner,
  type KnownPartner,
  type LookUpPartner,
  type Partner,
} from './partner-registry.ts';
import { reachOf, within, type Reach } from './scopes.ts';
import { createVerifiedTokens, type VerifiedToken, type VerifiedTokens } from './verified-tokens.ts';

export type TokenFault =
  'missing' | 'expired' | 'not-ours' | 'not-registered' | 'not-your-certificate' | 'issuer-unreachable';

/** Whose tokens count, and which of them. */
export interface TokenRules {
  readonly issuer: string;
  readonly keys: JWTVerifyGetKey;
  /** The set of keys that counts now: another one, and what was verified before counts no more. */
  readonly keySet: () => object;
  readonly audience: string;
  readonly algorithms: readonly string[];
  /** Our own tokens say what they are; others may not. */
  readonly typ: string | undefined;
  /** No token lives longer, whatever it says. */
  readonly longestSeconds: number;
  /** Whether the client is a partner by its own name, or by the name that this issuer gave it. */
  readonly names: 'ours' | 'theirs';
  /** Whether a token counts only with the certificate that it is bound to. */
  readonly mustBeBound: boolean;
}

/** Who is calling, as far as its token reaches. */
export interface TokenHolder extends KnownPartner {
  readonly reach: Reach;
  /** The partner as it is read later, as far as this token still reaches; none when it does not count for it any more. */
  readonly stillFor: (partner: Partner) => Partner | undefined;
}

/**
 * Who is calling, proven: the token is of our issuer, for us, signed as we agreed, young enough, used with the certificate that
 * it is bound to, and of a partner that is registered and not suspended: at this moment, or when it was remembered.
 */
export async function authenticate(
  authorization: string | undefined,
  certificate: OrganisationCertificate | CertificateFault | undefined,
  rules: TokenRules & { readonly lookUp: LookUpPartner },
  sql: Sql,
  now: Date,
): Promise<TokenHolder | TokenFault> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? '')?.[1];
  if (token === undefined) return authorization === undefined ? 'missing' : 'not-ours';
  const verified = await verify(token, rules, now);
  if ('fault' in verified) return verified.fault;
  if (!isWithItsCertificate(verified, certificate, rules)) return 'not-your-certificate';
  const known = await standing(verified, certificate, rules, sql);
  if (typeof known === 'string') return known;
  const { reach } = verified;
  return {
    reach,
    partner: within(known.partner, reach),
    rememberedAt: known.rememberedAt,
    stillFor: later =>
      faultFor(later, verified, certificate) === undefined ? within(later, reach) : undefined,
  };
}

/** From memory only when that lets it through: a refusal rests on what the registry says now. */
async function standing(
  verified: VerifiedToken,
  certificate: OrganisationCertificate | CertificateFault | undefined,
  rules: TokenRules & { readonly lookUp: LookUpPartner },
  sql: Sql,
): Promise<KnownPartner | TokenFault> {
  const known = await knownBy(verified, rules, sql);
  if (known === undefined) return 'not-registered';
  const fault = faultFor(known.partner, verified, certificate);
  if (fault === undefined) return known;
  if (known.rememberedAt === undefined) return fault;
  return await standing(verified, certificate, { ...rules, lookUp: lookUpPartner }, sql);
}

/** A name that another issuer gave is looked up each time. */
async function knownBy(
  { clientId }: VerifiedToken,
  { names, issuer, lookUp }: TokenRules & { readonly lookUp: LookUpPartner },
  sql: Sql,
): Promise<KnownPartner | undefined> {
  if (names === 'ours') return await lookUp(sql, clientId);
  const partner = await findPartnerOfClient(sql, issuer, clientId);
  return partner === undefined ? undefined : { partner, rememberedAt: undefined };
}

/** What the registry says about a token that was good when it was issued. */
function faultFor(
  { tokensFrom, oins }: Partner,
  { issuedAt }: VerifiedToken,
  certificate: OrganisationCertificate | CertificateFault | undefined,
): TokenFault | undefined {
  if (issuedAt < tokensFrom) return 'expired';
  return typeof certificate === 'object' && !oins.has(certificate.oin) ? 'not-your-certificate' : undefined;
}

/** RFC 8705, 3: a bound token without its certificate is nobody's. */
function isWithItsCertificate(
  { boundTo }: VerifiedToken,
  certificate: OrganisationCertificate | CertificateFault | undefined,
  { mustBeBound }: TokenRules,
): boolean {
  if (boundTo === undefined) return !mustBeBound && typeof certificate !== 'string';
  return typeof certificate === 'object' && certificate.thumbprint === boundTo;
}

/** What each set of keys verified. Only the signature is remembered: whose token it is is looked up anew each time. */
const verifiedBy = new WeakMap<object, VerifiedTokens>();

async function verify(
  token: string,
  rules: TokenRules,
  now: Date,
): Promise<VerifiedToken | { readonly fault: TokenFault }> {
  const keySet = rules.keySet();
  const tokens = verifiedBy.get(keySet) ?? createVerifiedTokens();
  verifiedBy.set(keySet, tokens);
  const known = tokens.find(token, now);
  if (known !== undefined) return known;
  const verified = await claimsOf(token, rules, now);
  if (!('fault' in verified)) tokens.keep(token, verified, now);
  return verified;
}

async function claimsOf(
  token: string,
  { issuer, keys, audience, algorithms, typ, longestSeconds }: TokenRules,
  now: Date,
): Promise<VerifiedToken | { readonly fault: TokenFault }> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience,
      algorithms: [...algorithms],
      ...(typ === undefined ? {} : { typ }),
      maxTokenAge: longestSeconds,
      requiredClaims: ['exp', 'jti', 'scope'],
      currentDate: now,
    });
    return readClaims(payload, longestSeconds) ?? { fault: 'not-ours' };
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { fault: 'expired' };
    if (error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError))
      return { fault: 'issuer-unreachable' };
    return { fault: 'not-ours' };
  }
}

function readClaims(payload: JWTPayload, longestSeconds: number): VerifiedToken | undefined {
  const { scope, iat = 0, exp = 0, cnf } = payload;
  const clientId = clientIn(payload);
  const reach = reachOf(scope);
  const binding = bindingIn(cnf);
  if (clientId === undefined || reach === undefined || binding === undefined) return undefined;
  return { clientId, reach, ...binding, issuedAt: iat, expiresAt: Math.min(exp, iat + longestSeconds) };
}

/** Two names for one client are one too many. */
function clientIn({ client_id: clientId, azp }: JWTPayload): string | undefined {
  const client = clientId ?? azp;
  return typeof client === 'string' && (azp === undefined || azp === client) ? client : undefined;
}

/** RFC 7800: what a token is bound to. A binding that we do not know is one that we cannot check. */
function bindingIn(cnf: unknown): { readonly boundTo: string | undefined } | undefined {
  if (cnf === undefined) return { boundTo: undefined };
  const { 'x5t#S256': thumbprint, ...others } = Object(cnf) as Readonly<Record<string, unknown>>;
  const isKnown = typeof thumbprint === 'string' && /^[\w-]{43}$/.test(thumbprint);
  return isKnown && Object.keys(others).length === 0 ? { boundTo: thumbprint } : undefined;
}
