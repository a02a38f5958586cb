import type { LeadView } from '@ringback/db';
import { signNotification } from '@ringback/delivery';
import { describe, expect, it } from '@jest/globals';

import { buildNotification } from './build-notification.ts';

const lead: LeadView = {
  id: '0199-lead',
  receivedAt: '2026-11-23T10:00:00.000Z',
  widgetHash: 'a1b2c3d4e5f60718293a4b5c6d7e8f90',
  widgetName: 'Demo',
  phone: '+79000000010',
  phoneRaw: '8 900 000-00-10',
  visitorName: 'Иван </script>\u2028',
  email: null,
  comment: null,
  formName: null,
  fields: [{ name: 'tel', value: '8 900 000-00-10' }],
  files: [],
  recognised: { phone: { field: 'tel', reason: 'alias' } },
  utm: { type: null, source: null, medium: null, campaign: null, content: null, term: null },
  visit: {},
  page: null,
  referrer: null,
  ip: null,
  userAgent: null,
  isSend: false,
  backUrl: null,
  responseMethod: 'POST',
  isRedirect: false,
  state: 'finished',
  status: { manager: 200, visitor: 200, text: 'Connected' },
  talkSeconds: 61,
  attempts: [],
  timeline: [],
  deliveries: [],
};
const at = new Date('2026-11-23T10:01:30.000Z');

describe('buildNotification', () => {
  it('tells the event, the time and the whole lead', () => {
    const { headers, body } = buildNotification('call.finished', lead, at);

    expect(headers).toEqual({ 'content-type': 'application/json' });
    expect(body).toMatch(/^\{"type":"call\.finished","timestamp":"2026-11-23T10:01:30\.000Z","data":\{"lead":\{"id":/);
    expect(JSON.parse(body)).toEqual({ type: 'call.finished', timestamp: at.toISOString(), data: { lead } });
  });

  it('makes the same bytes, so the same signature, for each try', () => {
    const sign = (): Record<string, string> =>
      signNotification('whsec_c2VjcmV0', 'msg_1', at, buildNotification('call.finished', lead, at).body);
    expect(sign()).toEqual(sign());
  });
});
