import type { LeadView } from '@ringback/db';
import { signNotification } from '@ringback/delivery';
import { parseWidgetSettings, type NotificationEvent, type WebhookSettings } from '@ringback/scenario';
import { describe, expect, it } from '@jest/globals';

import { buildNotification } from './build-notification.ts';

const FINISHED: NotificationEvent = 'call.finished';

const view: LeadView = {
  id: '0199-lead',
  receivedAt: '2026-11-23T10:00:00.000Z',
  widgetHash: 'a1b2c3d4e5f60718293a4b5c6d7e8f90',
  widgetName: 'Demo',
  phone: '+79000000010',
  phoneRaw: '8 900 000-00-10',
  visitorName: 'Иван </script>\u2028',
  email: null,
  comment: null,
  formName: 'Order',
  fields: [{ name: 'tel', value: '8 900 000-00-10' }],
  files: [],
  recordings: [],
  recognised: { phone: { field: 'tel', reason: 'alias' } },
  utm: { type: null, source: null, medium: null, campaign: null, content: null, term: null },
  consent: null,
  ids: { gclid: null, yclid: null, ymUid: null, gaClientId: null, roistatVisit: null },
  visit: { current: { ya_clientid: '123' }, session: { pgs: '3' }, udata: { uip: '192.0.2.2' } },
  page: null,
  referrer: null,
  ip: '192.0.2.1',
  userAgent: null,
  isSend: false,
  backUrl: null,
  responseMethod: 'POST',
  isRedirect: false,
  state: 'finished',
  status: { manager: 200, visitor: 200, text: 'Connected' },
  talkSeconds: 61,
  attempts: [
    {
      number: 1,
      startedAt: '2026-11-23T10:00:05.000Z',
      endedAt: '2026-11-23T10:01:30.000Z',
      status: null,
      legs: [
        {
          role: 'manager',
          number: '+74950000001',
          disposition: 'answered',
          code: 200,
          dialedAt: null,
          answeredAt: null,
          endedAt: null,
        },
      ],
    },
  ],
  timeline: [{ at: '2026-11-23T10:00:10.000Z', type: 'manager-accepted', text: 'Anna pressed 1' }],
  deliveries: [],
};
const at = new Date('2026-11-23T10:01:30.000Z');
const settings = parseWidgetSettings({
  sites: ['shop.example'],
  offices: [{ name: 'Sales', managers: [{ name: 'Anna', number: '+74950000001' }] }],
});
const notified = {
  view,
  settings,
  consoleUrl: 'https://cabinet.example/',
  countPrompts: () => Promise.resolve(2),
};
const build = (
  webhook: Partial<Pick<WebhookSettings, 'url' | 'method' | 'shape'>> = {},
  event: NotificationEvent = FINISHED,
) =>
  buildNotification(
    event,
    notified,
    { url: 'https://a.example/hook?k=1', method: 'POST', shape: 'lead', ...webhook },
    at,
  );

describe('buildNotification', () => {
  it('tells the event, its time, and the lead without what else went out of it', async () => {
    const { url, headers, body, signed } = await build();
    const lead: Partial<LeadView> = { ...view };
    delete lead.deliveries;
    expect({ url, headers }).toEqual({
      url: 'https://a.example/hook?k=1',
      headers: { 'content-type': 'application/json' },
    });
    expect(body).toMatch(/^\{"type":"call\.finished","version":1,"timestamp":"2026-11-23T10:01:30\.000Z","data":/);
    expect(JSON.parse(signed)).toEqual({ type: FINISHED, version: 1, timestamp: at.toISOString(), data: { lead } });
    expect(signed).toBe(body);
  });

  it('makes the same bytes, so the same signature, for each try', async () => {
    const sign = async () => signNotification('whsec_c2VjcmV0', 'msg_1', at, (await build()).signed);
    expect(await sign()).toEqual(await sign());
  });

  it('tells it in the query of a GET, without lists, and signs that', async () => {
    const { url, body, signed } = await build({ method: 'GET' });
    expect(body).toBeUndefined();
    expect(new URL(url).search).toBe(`?${signed}`);
    const query = new URLSearchParams(signed);
    expect([...query.keys()].slice(0, 4)).toEqual(['k', 'type', 'version', 'timestamp']);
    expect(query.get('data[lead][status][visitor]')).toBe('200');
    expect(query.get('data[lead][visitorName]')).toBe(view.visitorName);
    expect(signed).not.toContain('timeline');
  });
});

describe('buildNotification with flat names', () => {
  const flat = async (event: NotificationEvent = FINISHED): Promise<Record<string, unknown>> => {
    const parsed: Record<string, unknown> = JSON.parse((await build({ shape: 'flat' }, event)).signed);
    return parsed;
  };

  it('has the names, codes and dates that receivers of CallKeeper know', async () => {
    expect(await flat()).toEqual({
      id: '0199-lead',
      hook_event: 'Call is over',
      event_source: 'ckaction',
      widget_hash: 'a1b2c3d4e5f60718293a4b5c6d7e8f90',
      widget_name: 'Demo',
      site: 'shop.example',
      phone1: '+74950000001',
      phone2: '+79000000010',
      status_code: 200,
      status_reason: 'OK',
      status2_code: 200,
      status2_reason: 'Connected',
      date: '2026-11-23 10:00:05',
      date_timestamp: 1795428005,
      order_date: '2026-11-23 10:00:00',
      duration_sec: 61,
      duration_min: 2,
      attempt: 1,
      a_type: 3,
      asr_attempts: 0,
      playback_tick: 2,
      record_url: '',
      tags: [],
      ip: '192.0.2.1',
      uip: '192.0.2.2',
      country: '',
      city: '',
      region: '',
      district: '',
      ga_clientid: '',
      ga_clid: '',
      ya_clientid: '123',
      roistat_visit: '',
      visit_info: {
        current: { ya_clientid: '123' },
        current_add: {},
        first: {},
        first_add: {},
        session: { pgs: '3', cpg: '' },
        udata: { vst: '', uip: '192.0.2.2', uag: '' },
      },
      form_name: 'Order',
      visitor_name: view.visitorName,
    });
  });

  it('says that a call is processing until it is over', async () => {
    expect((await flat('lead.accepted')).hook_event).toBe('Call is processing');
    expect((await flat('call.started')).hook_event).toBe('Call is processing');
  });

  it('links to what was recorded of the last talk', async () => {
    const recordingOf = (attempt: number, state: 'recorded' | 'lost') => {
      const url = `/api/v1/leads/0199-lead/recordings/${attempt}`;
      return { attempt, startedAt: view.receivedAt, state, bytes: null, url };
    };
    const recordings = [recordingOf(1, 'recorded'), recordingOf(2, 'recorded'), recordingOf(3, 'lost')];
    const lead = { ...notified, view: { ...view, recordings } };
    const webhook = { url: 'https://a.example/', method: 'POST', shape: 'flat' } as const;
    const { signed } = await buildNotification(FINISHED, lead, webhook, at);
    expect(JSON.parse(signed)).toMatchObject({
      record_url: 'https://cabinet.example/api/v1/leads/0199-lead/recordings/2',
    });
  });

  it('nests in a query as PHP does', async () => {
    const query = new URLSearchParams((await build({ shape: 'flat', method: 'GET' })).signed);
    expect(query.get('visit_info[session][pgs]')).toBe('3');
    expect(query.get('status2_code')).toBe('200');
  });
});
