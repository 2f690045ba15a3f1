import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SCREENS = fileURLToPath(new URL('../../docs/screens/', import.meta.url));
const takesScreens = process.env['SCREENS'] === '1';
const SMALL = { width: 320, height: 640 };
const SHEET = { width: 390, height: 1200 };
export const PHONE = { width: 390, height: 844 };
/** Where staff work. */
export const DESK = { width: 1280, height: 900 };

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** What is wrong with the page as it stands: rules of WCAG 2.2 AA, its width, its spacing, its scripts. */
export async function faultsOf(page: Page): Promise<readonly string[]> {
  const violations = (await page.evaluate(`(async () => {
    ${AXE};
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    return (await window.axe.run(document, { runOnly: tags })).violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => ({ html })) }));
  })()`)) as readonly Violation[];
  const faults = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 120) ?? ''}`);
  const wide = 'document.documentElement.scrollWidth > document.documentElement.clientWidth';
  await page.setViewportSize(SMALL);
  if ((await page.evaluate(wide)) === true) faults.push('scrolls sideways at 320 px');
  const spacing = await page
    .addStyleTag({
      content:
        '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }',
    })
    .catch(() => undefined);
  if (spacing !== undefined && (await page.evaluate(wide)) === true)
    faults.push('scrolls sideways with more space');
  await page.setViewportSize(PHONE);
  if ((await page.evaluate('document.scripts.length')) !== 0) faults.push('has a script');
  return faults;
}

/** What is wrong with the page, each with its name; and a picture of it when `npm run screens` asks for that. */
export async function look(page: Page, name: string, sheet = SHEET): Promise<readonly string[]> {
  if (takesScreens) {
    await page.setViewportSize(sheet);
    await page.screenshot({
      path: `${SCREENS}${name}.png`,
      scale: 'css',
      fullPage: sheet.width >= DESK.width,
    });
    await page.setViewportSize(PHONE);
  }
  return (await faultsOf(page)).map(fault => `${name}: ${fault}`);
}

/** Presses what leads to another page and waits until that page stands: nobody looks at half a page, or at the one before. */
export async function follow(page: Page, selector: string): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.click(selector)]);
}

/** The same for who has no mouse: Enter, where the focus is. */
export async function followByEnter(page: Page): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}

/** Moves with Tab until the focus is on what this selector finds. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    if (
      (await page.evaluate(`document.activeElement?.matches(${JSON.stringify(selector)}) === true`)) === true
    )
      return;
  }
  throw new Error(`no way by Tab to ${selector}`);
}
