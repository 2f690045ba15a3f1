import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { startWorld, type World } from '../world/world.ts';
import { openChromium } from './chromium.ts';
import { follow, PHONE } from './looking.ts';

/** A world with a real browser beside it. */
export interface BrowserWorld {
  readonly world: World;
  readonly url: string;
  readonly chromium: Browser;
  /** Somebody who was never here before, on a telephone. */
  readonly newContext: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  readonly logIn: (page: Page, account: string) => Promise<void>;
  readonly go: (page: Page, path: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface BrowserVisit {
  /** At which door one logs in. */
  readonly at: 'digid' | 'werk';
  /** What happened before anybody looks. */
  readonly before?: (world: World) => Promise<void>;
  /** For every context, where it does not say otherwise. */
  readonly usual?: BrowserContextOptions;
}

export async function openBrowserWorld({ at, before, usual = {} }: BrowserVisit): Promise<BrowserWorld> {
  const world = await startWorld();
  await before?.(world);
  const chromium = await openChromium();
  const { url } = world.gateway;
  return {
    world,
    url,
    chromium,
    newContext: async options =>
      await chromium.newContext({ viewport: PHONE, locale: 'nl-NL', ...usual, ...options }),
    logIn: async (page, account) => {
      await page.goto(`${url}/inloggen/${at}`);
      await follow(page, `button[value="${account}"]`);
      await page.waitForURL(({ pathname }) => !pathname.startsWith('/inloggen'));
    },
    go: async (page, path) => void (await page.goto(url + path)),
    close: async () => {
      await chromium.close();
      await world.close();
    },
  };
}
