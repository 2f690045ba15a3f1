import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The question that the standard begins with. */
export const EXAMPLE = {
  subject: { type: 'user', id: 'alice@example.com' },
  action: { name: 'can_read', properties: { method: 'GET' } },
  resource: { type: 'account', id: '123' },
  context: { time: '1985-10-26T01:22-07:00' },
} as const;

const EXAMPLES = join('..', 'shared', 'standards', 'authzen');
/** The questions among the files that it publishes; none where they are not. */
export const published = existsSync(EXAMPLES)
  ? readdirSync(EXAMPLES)
      .sort()
      .map(name => ({ name, body: JSON.parse(readFileSync(join(EXAMPLES, name), 'utf8')) as object }))
      .filter(
        ({ body }) => 'evaluations' in body || ('subject' in body && 'resource' in body && 'action' in body),
      )
  : [];

// Searching for subjects and resources is optional, and not offered: that would be a list of residents.
/** How many subjects and resources are named in it. */
export const names = (body: object): number =>
  JSON.stringify(body).match(/"(subject|resource)":{[^}]*"id"/g)?.length ?? 0;
