import { CompactSign, importPKCS8 } from 'jose';
import { NOTICES_PATH } from '../notice-inbox/http-notice-inbox.ts';
import { textAt } from '../read-json.ts';
import { bodyOf, startSandbox, type SandboxOptions, type SandboxServer } from './sandbox-server.ts';

export interface NoticeInboxOptions extends Omit<SandboxOptions, 'residents'> {
  /** The key of the partner's own certificate, PEM. */
  readonly privateKeyPem: string;
  /** How the partner answers: it does what is asked, refuses for a reason, answers later, or says something meaningless. */
  readonly manner?: 'does' | 'refuses' | 'later' | 'garbage';
}

export interface NoticeInboxServer extends SandboxServer {
  /** The messages that came in, oldest first; one that came twice is here twice. */
  readonly received: () => readonly unknown[];
}

const DONE: Readonly<Record<string, string>> = {
  stop: 'gestopt',
  corrigeer: 'verbeterd',
  beperk: 'beperkt',
  wis: 'gewist',
};

/** A partner's inbox for messages about what it received. A message that comes again gets the same answer. */
export async function startNoticeInbox(options: NoticeInboxOptions): Promise<NoticeInboxServer> {
  const { privateKeyPem, manner = 'does' } = options;
  const received: unknown[] = [];
  const answer = answerer(privateKeyPem, manner);
  const server = await startSandbox(options, ['authorization', `Bearer ${options.apiKey}`], app => {
    app.post(NOTICES_PATH, (request, response, next) => {
      received.push(bodyOf(request));
      if (manner === 'later') return void response.status(204).end();
      answer(bodyOf(request)).then(antwoord => response.json({ antwoord }), next);
    });
  });
  return { ...server, received: () => [...received] };
}

function answerer(privateKeyPem: string, manner: string): (message: unknown) => Promise<string> {
  const answers = new Map<string, string>();
  return async message => {
    if (manner === 'garbage') return 'ja hoor, komt goed';
    const bericht = textAt(message, 'bericht') ?? '';
    const known = answers.get(bericht);
    if (known !== undefined) return known;
    const done = DONE[textAt(message, 'verzoek') ?? ''] ?? 'onbekend';
    const gedaan = manner === 'refuses' ? 'wettelijke_bewaarplicht' : done;
    const answer = await sign({ bericht, gedaan, op: new Date().toISOString() }, privateKeyPem);
    answers.set(bericht, answer);
    return answer;
  };
}

async function sign(answer: Readonly<Record<string, string>>, privateKeyPem: string): Promise<string> {
  const key = await importPKCS8(privateKeyPem, 'PS256');
  return await new CompactSign(Buffer.from(JSON.stringify(answer), 'utf8'))
    .setProtectedHeader({ alg: 'PS256' })
    .sign(key);
}
