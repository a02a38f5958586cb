import { waitFor } from '@ringback/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';

import { openBrowser } from './browser.ts';
import { openCabinet, takePicture } from './open-cabinet.ts';
import { API_KEY, openLocalRun, type TestLocalRun } from './open-local-run.ts';

let local: TestLocalRun;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  [local, browser] = await Promise.all([openLocalRun(), openBrowser()]);
  page = await openCabinet(browser, {
    consoleUrl: local.consoleUrl,
    path: '/blocks',
    viewport: { width: 1280, height: 800 },
    locale: 'ru-RU',
  });
  await page.getByTestId('no-blocks').waitFor();
}, 90_000);
afterAll(async () => {
  await browser.close();
  await local.close();
}, 30_000);

async function add(list: { label: string } | { index: number }, kind: string, value: string, note = ''): Promise<void> {
  await page.getByTestId('block-list').selectOption(list);
  await page.getByTestId('block-kind').selectOption(kind);
  await page.getByTestId('block-value').fill(value);
  await page.getByTestId('block-note').fill(note);
  await page.getByRole('button', { name: 'Заблокировать' }).click();
}

/** The comment makes it another form: the same one twice within a minute is one lead. */
async function finishLead(phone: string, comment: string): Promise<{ id: string; status: string }> {
  const headers = { authorization: `Bearer ${API_KEY}` };
  const [widgets, form] = [`${local.consoleUrl}/api/v1/widgets`, `${local.ingestUrl}/formReceiver`];
  const { items } = (await (await fetch(widgets, { headers })).json()) as { items: { hash: string }[] };
  const body = new URLSearchParams({ widgetHash: items[0]?.hash ?? '', phone, comment });
  const { id } = (await (await fetch(form, { method: 'POST', body })).json()) as { id: string };
  return waitFor(async () => {
    const lead = await (await fetch(`${local.consoleUrl}/api/v1/leads/${id}`, { headers })).json();
    const { state, status } = lead as { state?: string; status?: { manager: number; visitor: number } };
    return state === 'finished' && { id, status: `${status?.manager}/${status?.visitor}` };
  });
}

describe('the page of block lists', () => {
  it('blocks a phone for a widget and an address for the whole installation', async () => {
    await add({ index: 0 }, 'phone', '8 (916) 123-45-10', 'Просил не звонить');
    await page.getByTestId('block-added').filter({ hasText: '+79161234510' }).waitFor();
    await add({ label: 'Вся установка' }, 'network', '203.0.113.77/24');
    await page.getByTestId('block').nth(1).waitFor();
    const rows = await page.getByTestId('block').allInnerTexts();
    expect(rows[0]).toContain('203.0.113.0/24\nВся установка');
    expect(rows[1]).toMatch(/\+7 916 123-45-10[^]*Просил не звонить/);
    await takePicture(page, 'blocks');

    expect(await finishLead('+7 916 123-45-10', 'blocked')).toMatchObject({ status: '667/0' });
  });

  it('says in the reader’s words what can be blocked', async () => {
    await add({ index: 0 }, 'phone', '123');
    await page.getByTestId('block-problem').filter({ hasText: 'Это не телефон' }).waitFor();
    await add({ index: 0 }, 'network', '0.0.0.0/0');
    await page.getByTestId('block-problem').filter({ hasText: 'Это не адрес' }).waitFor();
    await takePicture(page, 'blocks-problem');
    expect(await page.getByTestId('block').count()).toBe(2);
  });

  it('takes an entry off, and then the phone is called', async () => {
    await page.getByRole('button', { name: 'Убрать +7 916 123-45-10 из списка' }).click();
    await waitFor(async () => (await page.getByTestId('block').count()) === 1);

    expect(await finishLead('+7 916 123-45-10', 'taken off')).toMatchObject({ status: '200/200' });
  });

  it('is reached from the page of a lead with its phone or its address filled in', async () => {
    const { id } = await finishLead('+7 916 123-45-10', 'a bomber');
    await page.goto(`${local.consoleUrl}/leads/${id}`);
    await page.getByTestId('block-ip').waitFor();
    await takePicture(page, 'blocks-from-lead');
    await page.getByTestId('block-ip').click();
    expect(await page.getByTestId('block-value').inputValue()).toBe('127.0.0.1');
    await page.goBack();
    await page.getByTestId('block-phone').click();
    expect(await page.getByTestId('block-kind').inputValue()).toBe('phone');
    await page.getByRole('button', { name: 'Заблокировать' }).click();
    await page.getByTestId('block-added').filter({ hasText: '+79161234510' }).waitFor();

    expect(await finishLead('+7 916 123-45-10', 'once more')).toMatchObject({ status: '667/0' });
  });

  it('fits a phone', async () => {
    await page.setViewportSize({ width: 375, height: 800 });
    await takePicture(page, 'blocks-phone');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375);
  });
});
