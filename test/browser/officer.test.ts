import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startWorld, type World } from '../world/world.ts';
import { openChromium } from './chromium.ts';
import { DESK, look, PHONE } from './looking.ts';

let world: World;
let chromium: Browser;
beforeAll(async () => {
  world = await startWorld();
  chromium = await openChromium();
});
afterAll(async () => {
  await chromium?.close();
  await world?.close();
});

const newContext = async (options: Parameters<Browser['newContext']>[0] = {}): Promise<BrowserContext> =>
  await chromium.newContext({ viewport: PHONE, locale: 'nl-NL', bypassCSP: true, ...options });

async function logIn(page: Page, account: string): Promise<void> {
  await page.goto(`${world.gateway.url}/inloggen/werk`);
  await page.click(`button[value="${account}"]`);
  await page.waitForURL(/werk/);
}

describe('the pages of a privacy officer in a real browser', () => {
  it('are clean, also on a narrow screen', async () => {
    const context = await newContext();
    const page = await context.newPage();
    await logIn(page, 'fg-001');
    expect(await look(page, 'p1-vandaag', DESK)).toEqual([]);
    await context.close();
  });
});
