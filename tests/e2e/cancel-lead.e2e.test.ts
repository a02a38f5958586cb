import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';

import { openBrowser } from './browser.ts';
import { openCabinet } from './open-cabinet.ts';
import { openLocalRun, type TestLocalRun } from './open-local-run.ts';

// Of the demo widget; the phone rings and is never answered.
const FORM = '/formReceiver?widgetHash=a1b2c3d4e5f60718293a4b5c6d7e8f90';
const PHONE = '+79165550002';

let local: TestLocalRun;
let browser: Browser;
beforeAll(async () => {
  [local, browser] = await Promise.all([openLocalRun(), openBrowser()]);
}, 90_000);
afterAll(async () => {
  await browser.close();
  await local.close();
}, 30_000);

describe('the page of a lead', () => {
  it('cancels the call while it goes on, and has no button for it afterwards', async () => {
    const form = { method: 'POST', body: new URLSearchParams({ tel: PHONE }) };
    expect((await fetch(`${local.ingestUrl}${FORM}`, form)).status).toBe(200);
    const { id } = await local.leadOf(PHONE);
    const page = await openCabinet(browser, { consoleUrl: local.consoleUrl, path: `/leads/${id}` });
    await page.getByRole('button', { name: 'Cancel the call' }).click();
    await page.getByTestId('lead-status-pair').filter({ hasText: '708/0' }).waitFor();
    expect(await page.getByTestId('cancel-lead').count()).toBe(0);
  });
});
