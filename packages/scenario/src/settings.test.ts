import { describe, expect, it } from '@jest/globals';

import { parseWidgetSettings } from './settings.ts';

const LEAST = {
  sites: ['Shop.Example:8080'],
  offices: [{ name: 'Sales', managers: [{ name: 'Anna', number: '101' }] }],
};

describe('parseWidgetSettings', () => {
  it('needs only the sites and one manager', () => {
    expect(parseWidgetSettings(LEAST)).toMatchObject({
      sites: ['shop.example:8080'],
      offices: [{ managers: [{ lines: 1 }] }],
      briefing: { acceptBy: 'key', acceptKey: '1', cancelKey: '0' },
      retry: { intervalsSeconds: [60, 300, 900] },
      files: { maxCount: 5, maxBytes: 5_000_000 },
      leastTalkSeconds: 0,
      freshnessSeconds: 900,
    });
  });

  it('keeps the cancel key apart from an accept key that is the default of the other', () => {
    expect(parseWidgetSettings({ ...LEAST, briefing: { acceptKey: '0' } }).briefing).toMatchObject({
      acceptKey: '0',
      cancelKey: '9',
    });
  });

  it.each([
    { wrong: { sites: undefined }, names: '"sites" is required' },
    { wrong: { sites: ['https://shop.example/'] }, names: '"sites[0]"' },
    { wrong: { offices: [{ name: 'Sales', managers: [] }] }, names: '"offices[0].managers"' },
    {
      wrong: { offices: [{ name: 'Sales', managers: [{ name: 'Anna', number: '+7 495' }] }] },
      names: '"offices[0].managers[0].number"',
    },
    { wrong: { briefing: { acceptKey: '5', cancelKey: '5' } }, names: '"briefing.cancelKey"' },
    { wrong: { briefing: { acceptKey: '12' } }, names: '"briefing.acceptKey"' },
    { wrong: { retry: { statuses: ['1/2'] } }, names: '"retry.statuses[0]"' },
    { wrong: { retry: { intervalsSeconds: [0] } }, names: '"retry.intervalsSeconds[0]"' },
    { wrong: { webhooks: [{ url: 'ftp://x' }] }, names: '"webhooks[0].url"' },
    {
      wrong: { webhooks: [{ url: 'https://a.example/' }, { url: 'https://a.example/' }] },
      names: '"webhooks[1]" contains a duplicate',
    },
    {
      wrong: { webhooks: [{ url: 'https://a.example/', headers: { 'webhook-id': '1' } }] },
      names: '"webhooks[0].headers.webhook-id" is not allowed',
    },
    {
      wrong: { webhooks: [{ url: 'https://a.example/', headers: { token: 'a\r\nb: c' } }] },
      names: '"webhooks[0].headers.token"',
    },
    { wrong: { letters: { recipients: [{ to: 'nobody', letter: 'status' }] } }, names: '"letters.recipients[0].to"' },
    {
      wrong: { letters: { recipients: [{ to: 'a@shop.example', letter: 'status', office: 'Moon' }] } },
      names: '"letters.recipients[0].office" must be one of',
    },
    {
      wrong: { letters: { templates: { status: { body: 'x'.repeat(20_001) } } } },
      names: '"letters.templates.status.body"',
    },
    { wrong: { letterTo: ['nobody'] }, names: '"letters.recipients[0].to"' },
    { wrong: { colour: 'red' }, names: '"colour" is not allowed' },
  ])('names the field that is wrong: $names', ({ wrong, names }) => {
    expect(() => parseWidgetSettings({ ...LEAST, ...wrong })).toThrow(names);
  });

  it('names every field that is wrong at once', () => {
    const parse = (): unknown => parseWidgetSettings({ offices: [], talkLimitSeconds: 1 });
    expect(parse).toThrow('"sites" is required');
    expect(parse).toThrow('"offices"');
    expect(parse).toThrow('"talkLimitSeconds"');
  });

  it('reads the recipients of letters where older documents have them', () => {
    const { letters } = parseWidgetSettings({
      ...LEAST,
      letterTo: ['owner@shop.example'],
      notification: { letters: [{ to: 'boss@shop.example', when: 'failure' }] },
      letters: { recipients: [{ to: 'sales@shop.example', letter: 'status' }] },
    });
    expect(letters.recipients).toEqual([
      { to: 'owner@shop.example', letter: 'submission', when: 'all', office: null },
      { to: 'boss@shop.example', letter: 'status', when: 'failure', office: null },
      { to: 'sales@shop.example', letter: 'status', when: 'all', office: null },
    ]);
  });

  it('reads the one webhook of older documents', () => {
    const secrets = [`whsec_${'A'.repeat(32)}`];
    const notification = { url: 'https://a.example/', secrets, events: ['call.started'], letters: [] };
    expect(parseWidgetSettings({ ...LEAST, notification })).toMatchObject({
      webhooks: [
        { url: 'https://a.example/', secrets, events: ['call.started'], method: 'POST', shape: 'lead', headers: {} },
      ],
    });
    expect(parseWidgetSettings({ ...LEAST, notification: { url: null, secrets: [], events: [] } }).webhooks).toEqual(
      [],
    );
  });

  it('reads back what it has written', () => {
    const settings = parseWidgetSettings(LEAST);
    expect(parseWidgetSettings(JSON.parse(JSON.stringify(settings)))).toEqual(settings);
  });
});
