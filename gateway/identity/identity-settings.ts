/** How callers reach this gateway, and by what they are known. Without anything set: plainly, from this machine. */
export interface IdentitySettings {
  /** Where the world reaches us, without a slash at the end; by default where we listen. */
  readonly publicUrl?: string | undefined;
  /** With which we end TLS ourselves. */
  readonly tls?: { readonly keyPem: string; readonly certificatePem: string } | undefined;
  /** The authorities that vouch for partners, beside this installation's own; and the files of their revocation lists. */
  readonly authoritiesPem?: string | undefined;
  readonly revocationLists?: readonly string[] | undefined;
  /** Addresses and networks of proxies that end TLS for us (RFC 9440). */
  readonly proxies?: readonly string[] | undefined;
  /** Who issues the access tokens instead of us. */
  readonly issuer?: ExternalIssuer | undefined;
  /** Within which FSC group we stand behind an Inway. */
  readonly fsc?: FscMembership | undefined;
}

export interface FscMembership {
  readonly groupId: string;
  readonly peerId: string;
  readonly services: readonly string[];
  /** Where our own Manager publishes its keys. */
  readonly keysUrl: string;
}

export interface ExternalIssuer {
  readonly issuer: string;
  readonly keysUrl: string;
  /** NL GOV OAuth: PS256 and RS256; ES256 by agreement. */
  readonly algorithms: readonly ('PS256' | 'RS256' | 'ES256')[];
  /** Who the tokens are for: us, by the name that this issuer gives us. */
  readonly audience: string;
  readonly longestSeconds: number;
}

/** Whether every caller must show a certificate: whenever TLS is ended here or by a proxy of ours. */
export const asksCertificates = ({ tls, proxies = [] }: IdentitySettings): boolean =>
  tls !== undefined || proxies.length > 0;
