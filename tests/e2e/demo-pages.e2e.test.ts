import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WAYS } from '@ringback/local';
import { waitFor } from '@ringback/test-kit';
import type { Browser, Page } from 'playwright-core';

import { openBrowser } from './browser.ts';
import { openLocalRun, type TestLocalRun } from './open-local-run.ts';

const PATHS = WAYS.map(({ path }) => path);
/** Here the form's action is the site's own handler, and a script sends it to Ringback. */
const SENT_BY_SCRIPT: string[] = ['/xhr', '/connect', '/landing'];
/** Here the handler of the site gets nothing from Ringback. */
const NOT_FORWARDED: string[] = ['/call-only'];
/** Here nothing tells the visitor's name from the other fields. */
const NAMELESS: string[] = ['/bitrix', '/landing'];
const VISIT = { source: 'yandex', medium: 'cpc', campaign: 'brand' };
const VISIT_QUERY = 'utm_source=yandex&utm_medium=cpc&utm_campaign=brand';

let local: TestLocalRun;
let browser: Browser;
let page: Page;
let plainPage: Page;
beforeAll(async () => {
  [local, browser] = await Promise.all([openLocalRun(), openBrowser()]);
  page = await browser.newPage();
  // One for all: Chromium may never close a page while its form is on its way.
  plainPage = await browser.newPage({ javaScriptEnabled: false });
}, 60_000);
afterAll(async () => {
  await browser.close();
  await local.close();
}, 30_000);

async function send(page: Page, path: string, phone: string): Promise<void> {
  await page.goto(`${local.demoUrl}${path}?lang=en&${VISIT_QUERY}`);
  await page.fill('#name', 'Ivan Petrov');
  await page.fill('#phone', phone);
  await page.click('main form [type=submit]');
}

function expectedLead(path: string, phone: string): object {
  return { phone, utm: VISIT, ...(!NAMELESS.includes(path) && { visitorName: 'Ivan Petrov' }) };
}

describe('a page of the demo site', () => {
  it.each(PATHS.map((path, index) => ({ path, phone: `+79160010${String(index).padStart(2, '0')}0` })))(
    '$path delivers its form, with where the visitor came from',
    async ({ path, phone }) => {
      await send(page, path, phone);
      expect(await local.leadOf(phone)).toMatchObject(expectedLead(path, phone));
      if (!NOT_FORWARDED.includes(path)) {
        await waitFor(async () => (await local.receivedOf(phone)).length > 0);
        const method = path === '/get' ? 'GET' : 'POST';
        expect(await local.receivedOf(phone)).toMatchObject([{ method }]);
      }
    },
    60_000,
  );

  it.each(PATHS.map((path, index) => ({ path, phone: `+79160020${String(index).padStart(2, '0')}0` })))(
    '$path delivers its form without script',
    async ({ path, phone }) => {
      await send(plainPage, path, phone);
      if (SENT_BY_SCRIPT.includes(path)) {
        await waitFor(async () => (await local.receivedOf(phone)).length > 0);
      } else {
        expect(await local.leadOf(phone)).toMatchObject(expectedLead(path, phone));
      }
    },
    60_000,
  );

  it('leads the visitor on to the page in backUrl where the form asks for it', async () => {
    await send(page, '/redirect', '+79160030000');
    await page.waitForURL(`${local.demoUrl}/action`);
  });

  it.each(['/data-layer', '/background'])('%s tells its tag manager of the order', async (path) => {
    await send(page, path, path === '/background' ? '+79160030010' : '+79160030020');
    await page.locator('#data-layer', { hasText: 'callkeeper-call_order-ckaction' }).waitFor();
  });

  it('/background keeps the visitor on the page, and shows the answer in the language of the page', async () => {
    await page.goto(`${local.demoUrl}/background?lang=ru`);
    await page.fill('#phone', '12345');
    await page.click('main form [type=submit]');
    await page.locator('output', { hasText: 'в номере телефона ошибка' }).waitFor();
    await page.fill('#phone', '+79160030030');
    await page.click('main form [type=submit]');
    await page.locator('output', { hasText: 'Спасибо! Мы получили вашу заявку' }).waitFor();
    expect(await page.inputValue('#phone')).toBe('');
    await local.leadOf('+79160030030');
  });
});
