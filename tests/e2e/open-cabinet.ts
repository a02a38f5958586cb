import { mkdir } from 'node:fs/promises';

import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** Where tests leave what pages look like. */
const PICTURES = new URL('../artefacts/cabinet/', import.meta.url).pathname;

/** A page of a local run's cabinet, signed in. */
export async function openCabinet(
  browser: Browser,
  { consoleUrl, path, ...options }: { consoleUrl: string; path: string } & BrowserContextOptions,
): Promise<Page> {
  await mkdir(PICTURES, { recursive: true });
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'en-GB', ...options });
  page.setDefaultTimeout(15_000);
  await page.goto(`${consoleUrl}${path}`);
  await page.fill('[name=email]', 'demo@example.com');
  await page.fill('[name=password]', 'demo');
  await page.click('[data-testid=sign-in] [type=submit]');
  return page;
}

/** All of a page, as `name`. */
export async function takePicture(page: Page, name: string): Promise<void> {
  await page.evaluate('scrollTo(0, 0)');
  await page.screenshot({ path: `${PICTURES}${name}.png`, fullPage: true });
}
