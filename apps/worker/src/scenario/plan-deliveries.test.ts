import { describe, expect, it } from '@jest/globals';
import type { NewDelivery } from '@ringback/db';
import type { NotificationEvent, ScenarioState } from '@ringback/scenario';

import { buildSettings } from '../open-test-widget.ts';
import { planDeliveries } from './plan-deliveries.ts';

const LEAD_ID = '0190a000-0000-7000-8000-000000000001';
const WEBHOOK = 'https://client.example/webhook';

const settings = buildSettings({
  letterTo: ['owner@shop.example'],
  notification: {
    url: WEBHOOK,
    events: ['lead.accepted', 'call.started', 'call.finished'],
    letters: [
      { to: 'all@shop.example' },
      { to: 'good@shop.example', when: 'success' },
      { to: 'bad@shop.example', when: 'failure' },
    ],
  },
});

const finished = (manager: number, visitor: number): ScenarioState => ({
  status: 'finished',
  attempt: 1,
  result: { manager, visitor },
  talkSeconds: null,
  short: false,
});

function plan(event: NotificationEvent, facts: object = {}, next = finished(200, 200)): NewDelivery[] {
  const all = { leadId: LEAD_ID, version: 1, settings, isSend: false, backUrl: null, ...facts };
  return planDeliveries(all, { next, effects: [{ type: 'notify', event }], timeline: [] });
}

const targetsOf = (deliveries: NewDelivery[]): string[] => deliveries.map(({ kind, target }) => `${kind} ${target}`);

describe('planDeliveries', () => {
  it('sends the letter of a new lead, and its form only where the form asks for it', () => {
    const letter = 'email owner@shop.example';
    const webhook = `notification ${WEBHOOK}`;
    expect(targetsOf(plan('lead.accepted', { backUrl: '/action' }))).toEqual([letter, webhook]);
    expect(targetsOf(plan('lead.accepted', { isSend: true }))).toEqual([letter, webhook]);
    expect(targetsOf(plan('lead.accepted', { isSend: true, backUrl: '/action' }))).toEqual([
      letter,
      'forward /action',
      webhook,
    ]);
  });

  it('tells the end to the webhook and to those who want to know of it', () => {
    const webhook = `notification ${WEBHOOK}`;
    expect(targetsOf(plan('call.finished'))).toEqual([webhook, 'email all@shop.example', 'email good@shop.example']);
    expect(targetsOf(plan('call.finished', {}, finished(486, 0)))).toEqual([
      webhook,
      'email all@shop.example',
      'email bad@shop.example',
    ]);
  });

  it('sends only the notifications that the widget wants', () => {
    expect(plan('call.started', { settings: buildSettings({ notification: { url: WEBHOOK } }) })).toEqual([]);
    expect(plan('call.finished', { settings: buildSettings() })).toEqual([]);
  });

  it('gives the same decision the same ids, and each delivery its own', () => {
    const [once, again] = [plan('call.finished'), plan('call.finished')];
    expect(once).toEqual(again);
    expect(new Set(once.map(({ id }) => id)).size).toBe(once.length);
    for (const { id } of once) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('keeps the ids of what exists once in the life of a lead, whichever version it belongs to', () => {
    expect(plan('call.finished', { version: 5 })).toEqual(plan('call.finished', { version: 9 }));
    expect(plan('lead.accepted', { version: 1 })[0]?.id).toBe(plan('lead.accepted', { version: 2 })[0]?.id);
  });

  it('tells the start of each attempt under an id of its own', () => {
    expect(plan('call.started', { version: 1 })[0]?.id).not.toBe(plan('call.started', { version: 7 })[0]?.id);
  });

  it('makes nothing of other effects', () => {
    const facts = { leadId: LEAD_ID, version: 1, settings, isSend: true, backUrl: '/' };
    const effects = [{ type: 'hang-up', callId: 'x' } as const];
    expect(planDeliveries(facts, { next: finished(200, 200), effects, timeline: [] })).toEqual([]);
  });
});
