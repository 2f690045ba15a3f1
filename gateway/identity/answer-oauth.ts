import type { IncomingMessage, ServerResponse } from 'node:http';
import storage from 'oidc-provider/lib/helpers/als.js';

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * The authorization server follows each of its requests with an AsyncLocalStorage. Once used, that makes every promise of the
 * process dearer, in this Node for good: so it is switched off while none of its requests is under way.
 */
export function answerOauth(answer: Answer): (request: IncomingMessage, response: ServerResponse) => void {
  let underWay = 0;
  return (request, response) => {
    underWay += 1;
    void answer(request, response).finally(() => {
      underWay -= 1;
      if (underWay === 0) storage.disable();
    });
  };
}
