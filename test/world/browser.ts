import type { World } from './world.ts';

/** A page as a browser would have it: where it ended up, and what it says. */
export interface Page {
  readonly status: number;
  readonly path: string;
  readonly headers: Headers;
  readonly html: string;
}

/** A browser without a window: it keeps cookies, follows our own redirects and sends our own forms. */
export interface TestBrowser {
  readonly open: (path: string) => Promise<Page>;
  /** Sends the form of this page that goes to `action`, with its hidden fields and these. */
  readonly submit: (page: Page, action: string, fields?: Readonly<Record<string, string>>) => Promise<Page>;
  /** Sends these fields as they are. */
  readonly post: (
    path: string,
    fields: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Page>;
  readonly cookies: ReadonlyMap<string, string>;
  readonly logInAs: (
    account: string,
    at?: 'digid' | 'werk',
    more?: Readonly<Record<string, string>>,
  ) => Promise<Page>;
}

export function newBrowser({ gateway }: Pick<World, 'gateway'>): TestBrowser {
  const cookies = new Map<string, string>();
  const keep = (headers: Headers): void => {
    for (const line of headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
  };
  const fetchOnce = async (path: string, init: RequestInit): Promise<Response> =>
    await fetch(gateway.url + path, {
      ...init,
      redirect: 'manual',
      headers: {
        accept: 'text/html',
        cookie: [...cookies].map(each => each.join('=')).join('; '),
        ...(init.headers as Record<string, string> | undefined),
      },
    });
  const go = async (path: string, init: RequestInit = {}): Promise<Page> => {
    let [at, response] = [path, await fetchOnce(path, init)];
    keep(response.headers);
    for (let hops = 0; response.status === 303 && hops < 10; hops += 1) {
      const next = new URL(response.headers.get('location') ?? '', gateway.url + at);
      if (next.origin !== gateway.url) break;
      at = next.pathname + next.search;
      response = await fetchOnce(at, {});
      keep(response.headers);
    }
    return { status: response.status, path: at, headers: response.headers, html: await response.text() };
  };
  const post: TestBrowser['post'] = async (path, fields, headers = {}) =>
    await go(path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(fields).toString(),
    });
  return {
    cookies,
    open: go,
    post,
    submit: async (page, action, fields = {}) =>
      await post(action, { ...hiddenIn(page.html, action), ...fields }),
    logInAs: async (account, at = 'digid', more = {}) => {
      const choosing = await go(`/inloggen/${at}`);
      const [, action = ''] = /action="([^"]+)"/.exec(choosing.html) ?? [];
      return await post(action, { persoon: account, ...more });
    },
  };
}

/** What the form that goes to this address holds of its own. */
export function hiddenIn(html: string, action: string): Readonly<Record<string, string>> {
  const form = html.split('<form').find(each => each.includes(`action="${action}"`));
  const inputs = (form ?? '').split('</form>')[0]?.matchAll(/<input[^>]*type="hidden"[^>]*>/g) ?? [];
  return Object.fromEntries(
    [...inputs].map(([input]) => [
      /name="([^"]*)"/.exec(input)?.[1] ?? '',
      /value="([^"]*)"/.exec(input)?.[1] ?? '',
    ]),
  );
}

/** What a page says, without its marks. */
export const textOf = (html: string): string => html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');

/** The browser of somebody of the staff who logged in. */
export async function atWork(world: Pick<World, 'gateway'>, account: string): Promise<TestBrowser> {
  const browser = newBrowser(world);
  await browser.logInAs(account, 'werk');
  return browser;
}
