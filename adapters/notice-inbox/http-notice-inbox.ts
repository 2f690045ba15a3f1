import type { NoticeInbox } from '../notice.ts';
import { connectPartner, type PartnerConfig } from '../partner.ts';
import { isObject } from '../read-json.ts';

/** Where a recipient takes messages in. */
export const NOTICES_PATH = '/berichten';

/** An inbox over HTTP: a message in JSON, and at once or later a signed answer. Every message may come twice. */
export function createNoticeInbox(config: PartnerConfig): NoticeInbox {
  const partner = connectPartner(config);
  const headers = {
    accept: 'application/json',
    'content-type': 'application/json',
    authorization: `Bearer ${config.apiKey}`,
  };
  return async message => {
    const body = JSON.stringify(message);
    const answer = await partner(
      new AbortController().signal,
      async call => await call({ method: 'POST', path: NOTICES_PATH, headers, body }),
    );
    return answerIn(answer);
  };
}

function answerIn(answer: unknown): string | undefined {
  if (!isObject(answer)) return undefined;
  const { antwoord } = answer;
  return typeof antwoord === 'string' ? antwoord : undefined;
}
