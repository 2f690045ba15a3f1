import { errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import type { CertificateFault, OrganisationCertificate } from '../identity/certificates.ts';

/** What this gateway is within an FSC group: the services it offers, behind which peer. */
export interface FscSettings {
  readonly groupId: string;
  /** The number of our own peer, whose Manager issues the tokens. */
  readonly peerId: string;
  readonly services: readonly string[];
  readonly keys: JWTVerifyGetKey;
}

/** FSC Core 2.0.0, 3.8.2.2, and Logging 1.1.0, 3.3: why an Inway refuses. */
export type FscErrorCode =
  | 'ERROR_CODE_ACCESS_TOKEN_MISSING'
  | 'ERROR_CODE_ACCESS_TOKEN_INVALID'
  | 'ERROR_CODE_ACCESS_TOKEN_EXPIRED'
  | 'ERROR_CODE_WRONG_GROUP_ID_IN_TOKEN'
  | 'ERROR_CODE_SERVICE_NOT_FOUND'
  | 'MISSING_LOG_RECORD_ID'
  | 'INVALID_LOG_RECORD_ID'
  | 'TRANSACTION_LOG_WRITE_ERROR';

/** Who connects to which service, and under which grant; the delegator, when it connects for another. */
export interface FscConnection {
  readonly outwayPeerId: string;
  readonly delegatorPeerId: string | undefined;
  readonly grantHash: string;
  readonly service: string;
}

const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'];

/** FSC Core 2.0.0, 3.8.2: signed by our own peer, bound to the certificate of the connection, for our group and a service of ours. */
export async function readFscToken(
  header: string,
  certificate: OrganisationCertificate | CertificateFault | undefined,
  { groupId, peerId, services, keys }: FscSettings,
  now: Date,
): Promise<FscConnection | FscErrorCode> {
  const token = /^(?:Bearer )?([\w-]+\.[\w-]+\.[\w-]+)$/.exec(header)?.[1];
  if (token === undefined)
    return header === '' ? 'ERROR_CODE_ACCESS_TOKEN_MISSING' : 'ERROR_CODE_ACCESS_TOKEN_INVALID';
  const payload = await payloadOf(token, peerId, keys, now);
  if (typeof payload === 'string') return payload;
  if (!isBoundTo(payload, certificate)) return 'ERROR_CODE_ACCESS_TOKEN_INVALID';
  if (payload['gid'] !== groupId) return 'ERROR_CODE_WRONG_GROUP_ID_IN_TOKEN';
  const connection = connectionIn(payload);
  if (connection === undefined) return 'ERROR_CODE_ACCESS_TOKEN_INVALID';
  return services.includes(connection.service) ? connection : 'ERROR_CODE_SERVICE_NOT_FOUND';
}

async function payloadOf(
  token: string,
  issuer: string,
  keys: JWTVerifyGetKey,
  now: Date,
): Promise<JWTPayload | FscErrorCode> {
  try {
    const options = { issuer, algorithms: ALGORITHMS, requiredClaims: ['exp', 'nbf'], currentDate: now };
    return (await jwtVerify(token, keys, options)).payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) return 'ERROR_CODE_ACCESS_TOKEN_EXPIRED';
    if (error instanceof errors.JOSEError) return 'ERROR_CODE_ACCESS_TOKEN_INVALID';
    throw error;
  }
}

/** Published examples write the thumbprint in either kind of base64. */
function isBoundTo(
  { cnf }: JWTPayload,
  certificate: OrganisationCertificate | CertificateFault | undefined,
): boolean {
  const { 'x5t#S256': thumbprint } = Object(cnf) as Readonly<Record<string, unknown>>;
  if (typeof certificate !== 'object' || typeof thumbprint !== 'string') return false;
  return thumbprint.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '') === certificate.thumbprint;
}

function connectionIn({ sub, gth, svc, act }: JWTPayload): FscConnection | undefined {
  if (typeof sub !== 'string' || typeof gth !== 'string' || typeof svc !== 'string') return undefined;
  const { sub: delegate } = Object(act) as Readonly<Record<string, unknown>>;
  if (act !== undefined && typeof delegate !== 'string') return undefined;
  // RFC 8693: `act` is who really acts, for `sub`.
  return typeof delegate === 'string'
    ? { outwayPeerId: delegate, delegatorPeerId: sub, grantHash: gth, service: svc }
    : { outwayPeerId: sub, delegatorPeerId: undefined, grantHash: gth, service: svc };
}
