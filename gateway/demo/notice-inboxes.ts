import { randomBytes } from 'node:crypto';
import { startNoticeInbox } from '../../adapters/sandbox/notice-inbox-server.ts';
import type { SandboxServer } from '../../adapters/sandbox/sandbox-server.ts';
import type { PartnerConfig } from '../../adapters/partner.ts';
import type { Secrets } from '../secrets.ts';

/** An inbox for each of these partners, that does what is asked and signs for it. */
export async function startInboxes(partners: Secrets['partners']): Promise<readonly Inbox[]> {
  return await Promise.all(
    Object.entries(partners).map(async ([partner, { privateKeyPem }]) => {
      const apiKey = randomBytes(24).toString('base64url');
      const server = await startNoticeInbox({ apiKey, privateKeyPem });
      return { partner, server, config: { baseUrl: server.url, apiKey } };
    }),
  );
}

/** A partner's inbox that runs, and how the gateway reaches it. */
export interface Inbox {
  readonly partner: string;
  readonly server: SandboxServer;
  readonly config: PartnerConfig;
}
