import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DEMO_WIDGET } from '@ringback/local';
import { startHttpSink, startTcpProxy, waitFor, type HttpSink, type TcpProxy } from '@ringback/test-kit';
import type { Browser, BrowserContext, Page } from 'playwright-core';

import { openBrowser } from './browser.ts';
import { openLocalRun, type TestLocalRun } from './open-local-run.ts';

let local: TestLocalRun;
let browser: Browser;
/** The way from the browser to ingest. */
let way: TcpProxy;
/** The website: another origin than ingest and the demo site. */
let site: HttpSink;
let context: BrowserContext;
let page: Page;
beforeAll(async () => {
  [local, browser, site] = await Promise.all([openLocalRun(), openBrowser(), startHttpSink()]);
  way = await startTcpProxy(local.ingestUrl);
}, 60_000);
afterAll(async () => {
  await browser.close();
  await Promise.all([way.close(), site.close()]);
  await local.close();
}, 30_000);
beforeEach(async () => {
  await way.pass();
  context = await browser.newContext({ locale: 'en-GB' });
  page = await context.newPage();
});
afterEach(() => context.close());

const ingest = (): string => new URL(way.url).origin;

/** Every page of the site from here on. */
function publish(form: string, headers: Record<string, string> = {}, script = ''): void {
  const tag = `<script src="${ingest()}/callkeeper.js?widgetHash=${DEMO_WIDGET}" defer></script>`;
  const html = `<!doctype html><html lang="en"><title>Site</title><script src="/site.js"></script>${tag}${form}</html>`;
  site.answerWith(({ url }) =>
    url === '/site.js'
      ? { headers: { 'Content-Type': 'text/javascript' }, body: script }
      : { headers: { 'Content-Type': 'text/html; charset=utf-8', ...headers }, body: html },
  );
}

function form(inside = '', attributes = 'data-ringback'): string {
  const action = `${ingest()}/formReceiver?widgetHash=${DEMO_WIDGET}`;
  return `<form method="post" action="${action}" ${attributes}><input name="phone">${inside}<button>Call</button></form>`;
}

async function order(phone: string, path = '/'): Promise<void> {
  await page.goto(`${site.url}${path}`);
  await page.fill('[name=phone]', phone);
  await page.click('button');
}

const answer = (text: string): Promise<void> => page.locator('[data-ringback-answer]', { hasText: text }).waitFor();

const outbox = (): Promise<string | null> => page.evaluate(`localStorage.getItem('ringback.outbox')`);

describe('a form with data-ringback', () => {
  it('is sent from the page of another origin, with the visit, and shows the answer in its place', async () => {
    // Fields of these names hide the form's own properties.
    publish(form('<input type="hidden" name="action" value="order"><input type="hidden" name="reset" value="1">'));
    await page.goto(`${site.url}/?utm_source=mail&yclid=77`);
    await order('+79161000010', '/price');
    await answer('Thank you!');
    const lead = await local.leadOf('+79161000010');
    expect(lead.fields).toEqual([
      { name: 'phone', value: '+79161000010' },
      { name: 'action', value: 'order' },
      { name: 'reset', value: '1' },
    ]);
    expect(lead.visit).toMatchObject({
      current: { typ: 'utm', src: 'mail', mdm: 'cpc', cmp: 'yandex_cpc' },
      first_add: { ep: `${site.url}/?utm_source=mail&yclid=77`, rf: '' },
      session: { pgs: '2', cpg: `${site.url}/price` },
      udata: { vst: '1', uip: '(none)' },
      ids: { yclid: '77' },
    });
    expect(await outbox()).toBe('[]');
    expect(page.url()).toBe(`${site.url}/price`);
  });

  it('is sent on the next visit when the tab was closed while ingest did not answer', async () => {
    publish(form());
    await page.goto(site.url);
    way.hang();
    await page.fill('[name=phone]', '+79161000020');
    await page.click('button');
    await answer('Sending');
    await page.close({ runBeforeUnload: true });
    await way.refuse();
    await way.pass();
    expect(await local.leadsOf('+79161000020')).toEqual([]);

    page = await context.newPage();
    await page.goto(`${site.url}/another-page`);
    await local.leadOf('+79161000020');
    await waitFor(async () => (await outbox()) === '[]');
  });

  it('is handed over when the tab is closed between two tries, and is one lead with the try of the next visit', async () => {
    publish(form());
    await page.goto(site.url);
    await way.refuse();
    await page.fill('[name=phone]', '+79161000140');
    await page.click('button');
    await answer('will be sent by itself');
    await way.pass();
    await page.goto('about:blank');
    await local.leadOf('+79161000140');

    await page.goto(site.url);
    await waitFor(async () => (await outbox()) === '[]');
    await local.leadOf('+79161000140');
  });

  it('is sent by itself when ingest is back, and says so meanwhile', async () => {
    publish(form());
    await page.goto(site.url);
    await way.refuse();
    await page.fill('[name=phone]', '+79161000030');
    await page.click('button');
    await answer('will be sent by itself');
    await way.pass();
    await answer('Thank you!');
    await local.leadOf('+79161000030');
  });

  it('is sent where the browser refuses storage', async () => {
    publish(form(), { 'Content-Security-Policy': 'sandbox allow-scripts allow-forms' });
    await order('+79161000040');
    await answer('Thank you!');
    expect((await local.leadOf('+79161000040')).visit).toMatchObject({ session: { pgs: '1' } });
    await expect(outbox()).rejects.toThrow('SecurityError');
  });

  it('is sent under a strict content security policy, and breaks none of it', async () => {
    const policy = `default-src 'none'; script-src 'self' ${ingest()}; connect-src ${ingest()}; form-action ${ingest()}`;
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    publish(form(), { 'Content-Security-Policy': policy });
    await order('+79161000050');
    await answer('Thank you!');
    await local.leadOf('+79161000050');
    expect(complaints.filter((text) => !text.includes('favicon'))).toEqual([]);
  });

  it('goes as a plain form where the policy lets forms reach ingest and scripts not', async () => {
    const policy = `default-src 'none'; script-src 'self' ${ingest()}; form-action ${ingest()}`;
    publish(form(), { 'Content-Security-Policy': policy });
    await order('+79161000060');
    await page.getByRole('heading', { name: 'Thank you' }).waitFor();
    expect((await local.leadOf('+79161000060')).visit).toHaveProperty('session');
  });

  it('goes as a plain form with a file in it, and in the background without one', async () => {
    publish(form('<input type="file" name="plan">', 'data-ringback enctype="multipart/form-data"'));
    await order('+79161000070');
    await answer('Thank you!');
    expect((await local.leadOf('+79161000070')).fields).toHaveLength(1);

    await page.setInputFiles('[name=plan]', { name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('a') });
    await page.fill('[name=phone]', '+79161000080');
    await page.click('button');
    await page.getByRole('heading', { name: 'Thank you' }).waitFor();
    expect((await local.leadOf('+79161000080')).visit).toHaveProperty('session');
  });

  it('is not sent when the check of the site refuses it', async () => {
    const check = `document.addEventListener('submit', (event) => event.preventDefault(), true);`;
    publish(form(), {}, check);
    await order('+79161000090');
    expect(await page.locator('[data-ringback-answer]').count()).toBe(0);
    expect(await outbox()).toBeNull();
  });

  it('lets the visitor correct a phone that cannot be called, in words that the site may choose', async () => {
    publish(form('', 'data-ringback data-text-bad-phone="Oh, the phone!"'));
    await order('12');
    await answer('Oh, the phone!');
    expect(await page.inputValue('[name=phone]')).toBe('12');
    await page.fill('[name=phone]', '+375 29 123-45-67');
    await page.click('button');
    await answer('we do not call such numbers');
    expect(await page.evaluate('window.dataLayer')).toBeUndefined();
    await page.fill('[name=phone]', '+79161000100');
    await page.click('button');
    await answer('Thank you!');
    expect(await page.evaluate('window.dataLayer')).toHaveLength(1);
  });

  it('says that it does not work when its widget is unknown, and keeps nothing', async () => {
    publish(form().replace(DEMO_WIDGET, 'f'.repeat(32)));
    await order('+79161000110');
    await answer('This form is not working');
    expect(await outbox()).toBe('[]');
  });

  it('calls the goal of Metrika that it names', async () => {
    const metrika = `window.calls = []; window.ym = (...call) => window.calls.push(call);`;
    publish(form('', 'data-ringback data-metrika-counter="123" data-metrika-goal="call"'), {}, metrika);
    await order('+79161000120');
    await answer('Thank you!');
    expect(await page.evaluate('window.calls')).toEqual([[123, 'reachGoal', 'call']]);
  });
});

describe('CallKeeper', () => {
  it('gives the hash of the widget and the encoded visit', async () => {
    publish(form());
    await page.goto(site.url);
    expect(await page.evaluate('CallKeeper.p.hash')).toBe(DEMO_WIDGET);
    const basket: string = await page.evaluate('CallKeeper.f.justCookies()');
    expect(decodeURIComponent(basket)).toMatch(/^current:::typ=typein\|\|\|.*\^#\^#session:::pgs=1\|\|\|cpg=http/);
    expect(basket).not.toMatch(/[|^:=]/);
  });

  it('leaves what the page has of it', async () => {
    publish(form(), {}, `window.CallKeeper = { f: { justCookies: () => 'own', other: 1 }, p: { hash: 'own' } };`);
    await page.goto(site.url);
    await page.waitForFunction('window.Ringback');
    expect(await page.evaluate('[CallKeeper.f.justCookies(), CallKeeper.f.other, CallKeeper.p.hash]')).toEqual([
      'own',
      1,
      'own',
    ]);
  });

  it('knows the visit from sourcebuster where the site has it, and the ids of its statistics', async () => {
    const cookies = {
      sbjs_current: 'typ=utm|||src=partner|||trm=a=b',
      sbjs_session: 'pgs=7|||cpg=https://site.ru/?a=1#b',
      _ym_uid: '1700000000123456789',
    };
    await context.addCookies(
      Object.entries(cookies).map(([name, value]) => ({ name, value: encodeURIComponent(value), url: site.url })),
    );
    publish(form());
    await order('+79161000130');
    expect((await local.leadOf('+79161000130')).visit).toEqual({
      current: { typ: 'utm', src: 'partner', trm: 'a=b' },
      session: { pgs: '7', cpg: 'https://site.ru/?a=1#b' },
      ids: { _ym_uid: '1700000000123456789' },
    });
  });
});
