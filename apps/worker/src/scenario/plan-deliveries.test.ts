import { describe, expect, it } from '@jest/globals';
import type { NewDelivery } from '@ringback/db';
import type { LetterRecipient, NotificationEvent, ScenarioState } from '@ringback/scenario';

import { buildSettings } from '../open-test-widget.ts';
import { planDeliveries } from './plan-deliveries.ts';

const LEAD_ID = '0190a000-0000-7000-8000-000000000001';
const WEBHOOK = 'https://client.example/webhook';

const settings = buildSettings({
  webhooks: [{ url: WEBHOOK, events: ['lead.accepted', 'call.started', 'call.finished'] }],
  letters: { recipients: [{ to: 'owner@shop.example', letter: 'submission' }] },
});

const manager = { name: 'Anna', number: '+74950000001' };
const offices = [
  { name: 'Sales', managers: [manager] },
  { name: 'Service', managers: [{ ...manager, number: '+74950000002' }] },
];

const lettersTo = (recipients: Partial<LetterRecipient>[]) => buildSettings({ offices, letters: { recipients } });

const finished = (manager: number, visitor: number): ScenarioState => ({
  status: 'finished',
  attempt: 1,
  result: { manager, visitor },
  talkSeconds: null,
  short: false,
});

const calling = (office: number): ScenarioState => ({
  status: 'briefing',
  exchange: 'ringback',
  attempt: 1,
  legCount: 1,
  plannedAt: '2026-11-20T10:00:00.000Z',
  place: { office, manager: 0 },
  managerCallId: 'm',
  visitorCallId: null,
  retries: 0,
  postponed: 0,
  rang: true,
  timerAt: '2026-11-20T10:01:00.000Z',
  spoken: 1,
  informed: 0,
  playbackId: 'm-p1',
});

function plan(event: NotificationEvent, facts: object = {}, next = finished(200, 200)): NewDelivery[] {
  const all = {
    leadId: LEAD_ID,
    version: 1,
    settings,
    isSend: false,
    backUrl: null,
    state: { status: 'accepted' } as const,
    ...facts,
  };
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

  it('tells the end to the webhook', () => {
    expect(targetsOf(plan('call.finished'))).toEqual([`notification ${WEBHOOK}`]);
  });

  it.each(['submission', 'status'] as const)(
    'writes the %s letter to those who want to know of its result',
    (letter) => {
      const event = letter === 'submission' ? 'lead.accepted' : 'call.finished';
      const wishes = ['all', 'success', 'failure'] as const;
      const chosen = lettersTo(wishes.map((when) => ({ to: `${when}@shop.example`, letter, when })));

      expect(targetsOf(plan(event, { settings: chosen }))).toEqual([
        'email all@shop.example',
        'email success@shop.example',
      ]);
      expect(targetsOf(plan(event, { settings: chosen }, finished(709, 0)))).toEqual([
        'email all@shop.example',
        'email failure@shop.example',
      ]);
    },
  );

  it('takes a submission that will be called for a success', () => {
    const chosen = lettersTo([{ to: 'good@shop.example', letter: 'submission', when: 'success' }]);
    expect(targetsOf(plan('lead.accepted', { settings: chosen }, calling(0)))).toEqual(['email good@shop.example']);
  });

  it('writes to the readers of an office about its leads only', () => {
    const letter = 'status';
    const settingsOfOffices = lettersTo([
      { to: 'sales@shop.example', letter, office: 'Sales' },
      { to: 'service@shop.example', letter, office: 'Service' },
    ]);
    const readersAfter = (state: ScenarioState): string[] =>
      targetsOf(plan('call.finished', { settings: settingsOfOffices, state }));

    expect(readersAfter(calling(0))).toEqual(['email sales@shop.example']);
    expect(readersAfter(calling(1))).toEqual(['email service@shop.example']);
    expect(readersAfter({ status: 'accepted' })).toEqual(['email sales@shop.example']);
  });

  it('writes once to an address that is named more than once', () => {
    const to = 'boss@shop.example';
    const chosen = lettersTo([
      { to, letter: 'status' },
      { to, letter: 'status', when: 'success', office: 'Sales' },
    ]);
    expect(targetsOf(plan('call.finished', { settings: chosen }))).toEqual([`email ${to}`]);
  });

  it('sends only the notifications that the widget wants', () => {
    expect(plan('call.started', { settings: buildSettings({ webhooks: [{ url: WEBHOOK }] }) })).toEqual([]);
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
    const facts = { leadId: LEAD_ID, version: 1, settings, isSend: true, backUrl: '/', state: calling(0) };
    const effects = [{ exchange: 'ringback', type: 'hang-up', callId: 'x', reason: 'normal' } as const];
    expect(planDeliveries(facts, { next: finished(200, 200), effects, timeline: [] })).toEqual([]);
  });
});
