import { describe, expect, it } from '@jest/globals';

import { describeTimelineEntry } from './sentences.ts';
import type { TimelineEntry } from './types.ts';

/** One entry of every type; the compiler sees to it that none is missing. */
const ENTRIES: { [Type in TimelineEntry['type']]: Extract<TimelineEntry, { type: Type }> } = {
  'lead-accepted': { type: 'lead-accepted' },
  'not-called': { type: 'not-called', status: { manager: 709, visitor: 0 } },
  'too-old': { type: 'too-old', minutes: 20 },
  'call-deferred': {
    type: 'call-deferred',
    attempt: 1,
    reason: 'outside-hours',
    by: 'convenient-time',
    at: '2026-11-21T07:03:20.000Z',
    days: 1,
    timeZone: 'Europe/Moscow',
    spreadSeconds: 200,
  },
  'not-in-hours': { type: 'not-in-hours', reason: 'holiday' },
  'attempt-started': { type: 'attempt-started', attempt: 2 },
  'leg-dialed': {
    type: 'leg-dialed',
    attempt: 1,
    callId: 'x',
    role: 'manager',
    number: '+74950000001',
    person: 'Anna',
    exchange: 'main',
    longestSeconds: 60,
  },
  'leg-ringing': { type: 'leg-ringing', role: 'visitor', person: 'Ivan', afterSeconds: 1.2 },
  'dial-refused': { type: 'dial-refused', role: 'manager', person: 'Anna', reason: 'number-blocked' },
  'extension-dialed': { type: 'extension-dialed', digits: '12' },
  'manager-informed': { type: 'manager-informed', key: '3' },
  'manager-postponed': { type: 'manager-postponed', key: '2', minutes: 10 },
  'cancelled-by-hand': { type: 'cancelled-by-hand' },
  'next-route': { type: 'next-route', role: 'manager', route: 2 },
  'answered-elsewhere': { type: 'answered-elsewhere', person: 'Anna' },
  'connect-limit': { type: 'connect-limit', seconds: 90 },
  'visitor-left': { type: 'visitor-left' },
  'leg-answered': { type: 'leg-answered', role: 'visitor', person: 'Ivan' },
  'machine-answered': { type: 'machine-answered', role: 'manager' },
  'manager-accepted': { type: 'manager-accepted', key: '1' },
  'manager-cancelled': { type: 'manager-cancelled', key: '0' },
  'no-key-pressed': { type: 'no-key-pressed' },
  'no-free-line': { type: 'no-free-line', person: 'Anna' },
  'visitor-on-another-call': { type: 'visitor-on-another-call' },
  'exchange-away': { type: 'exchange-away' },
  'no-word': { type: 'no-word', role: 'visitor' },
  'leg-ended': { type: 'leg-ended', role: 'visitor', disposition: 'busy', code: 486, cause: 17 },
  'talk-started': { type: 'talk-started' },
  'talk-ended': { type: 'talk-ended', seconds: 3.5, by: 'visitor', short: true },
  'attempt-waits': { type: 'attempt-waits', attempt: 1, seconds: 5 },
  'attempt-ended': { type: 'attempt-ended', attempt: 1, status: { manager: 486, visitor: 0 } },
  'attempt-scheduled': { type: 'attempt-scheduled', attempt: 2, at: '2026-11-20T10:01:10.000Z', seconds: 60 },
  finished: { type: 'finished', status: { manager: 200, visitor: 200 }, short: false },
};

describe('describeTimelineEntry', () => {
  it.each([
    { blockedBy: 'widget-list', en: "the widget's block list", ru: 'списке блокировки виджета' },
    { blockedBy: 'installation-list', en: 'the block list of this installation', ru: 'общем списке блокировки' },
    { blockedBy: 'limit', en: 'too many calls were ordered', ru: 'заказано слишком много звонков' },
  ] as const)('says what blocked a call: $blockedBy', ({ blockedBy, en, ru }) => {
    const entry = { type: 'not-called', status: { manager: 667, visitor: 0 }, blockedBy } as const;
    expect(describeTimelineEntry(entry, 'en')).toContain(en);
    expect(describeTimelineEntry(entry, 'ru')).toContain(ru);
  });

  it.each(Object.values(ENTRIES))('has a sentence in both languages for $type', (entry) => {
    const english = describeTimelineEntry(entry, 'en');
    const russian = describeTimelineEntry(entry, 'ru');
    expect(english).toMatch(/^[A-Z][\x20-\x7e]+$/);
    expect(russian).toMatch(/^[А-ЯA]/);
    for (const sentence of [english, russian]) expect(sentence).not.toMatch(/undefined|null|\[object|\s{2}/);
  });

  it.each([
    ['leg-dialed', 'Dialling the manager Anna at +74950000001', 'Набираем менеджера Anna: +74950000001'],
    [
      'leg-ringing',
      "The visitor's phone is ringing, 1.2 s after the form was sent",
      'У посетителя звонит телефон: через 1.2 с после отправки формы',
    ],
    ['leg-ended', 'The visitor was busy (486, cause 17)', 'Посетитель: занято (486, причина 17)'],
    [
      'talk-ended',
      'The visitor hung up after 3.5 s; too short to count',
      'Посетитель положил трубку, разговор 3.5 с; слишком короткий',
    ],
    [
      'call-deferred',
      "Outside working hours; the call is set for tomorrow 10:03, the widget's convenient time",
      'Нерабочее время; звонок назначен на завтра 10:03, удобное время виджета',
    ],
    ['finished', 'Finished: Connected (200/200)', 'Итог: Соединение состоялось (200/200)'],
  ] as const)('says %s as people would', (type, english, russian) => {
    expect(describeTimelineEntry(ENTRIES[type], 'en')).toBe(english);
    expect(describeTimelineEntry(ENTRIES[type], 'ru')).toBe(russian);
  });

  it('leaves out the cause and the person that nobody told', () => {
    const ended = { ...ENTRIES['leg-ended'], disposition: 'strange', cause: null };
    expect(describeTimelineEntry(ended, 'en')).toBe('The visitor left (486)');
    expect(describeTimelineEntry({ ...ENTRIES['leg-dialed'], person: null }, 'en')).toBe(
      'Dialling the manager at +74950000001',
    );
  });
});
