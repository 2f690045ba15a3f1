import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Starts Debian's Chromium without a window. Throws, with what to do, when there is none: these tests are never passed over. */
export async function openChromium(): Promise<Browser> {
  const executablePath = PLACES.find(existsSync);
  if (executablePath === undefined)
    throw new Error('Geen Chromium op deze machine. Installeer het: apt-get install -y chromium');
  return await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
