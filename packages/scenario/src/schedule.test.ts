import { describe, expect, it } from '@jest/globals';

import { findClosedReason, findSlot, spreadWithin, type CallSlot } from './schedule.ts';
import type { Schedule } from './schedule-settings.ts';
import { parseWidgetSettings } from './settings.ts';

function buildSchedule(schedule: object = {}): Schedule {
  const offices = [{ name: 'Sales', managers: [{ name: 'Anna', number: '101' }] }];
  const parsed = parseWidgetSettings({ sites: ['shop.example'], offices, schedule }).schedule;
  if (!parsed) throw new Error('a schedule was expected');
  return parsed;
}

const EVERY_DAY = (windows: object[]): object =>
  Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, windows]));

const slotOf = (schedule: Schedule, from: string, zone: string | null = null): CallSlot | null =>
  findSlot(schedule, new Date(from), zone);

const reasonOf = (schedule: Schedule, at: string, zone: string | null = null): string | null =>
  findClosedReason(schedule, new Date(at), zone);

describe('findClosedReason', () => {
  // 2026-11-20 is a Friday; Moscow is three hours ahead of UTC.
  it.each([
    { at: '2026-11-20T05:59:59.999Z', reason: 'outside-hours' },
    { at: '2026-11-20T06:00:00.000Z', reason: null },
    { at: '2026-11-20T14:59:59.999Z', reason: null },
    { at: '2026-11-20T15:00:00.000Z', reason: 'outside-hours' },
    { at: '2026-11-21T10:00:00.000Z', reason: 'outside-hours' },
  ])('is $reason at $at by the hours of an ordinary week', ({ at, reason }) => {
    expect(reasonOf(buildSchedule(), at)).toBe(reason);
  });

  it('knows the hours of holidays', () => {
    const schedule = buildSchedule({
      holidays: [{ date: '2026-11-20' }, { date: '2026-11-21', windows: [{ from: '12:00', to: '13:00' }] }],
    });
    expect(reasonOf(schedule, '2026-11-20T10:00:00.000Z')).toBe('holiday');
    expect(reasonOf(schedule, '2026-11-21T09:30:00.000Z')).toBeNull();
  });

  it('holds the hours of the visitor in the zone of their number, else in that of the widget', () => {
    const schedule = buildSchedule({ visitorWindow: { from: '09:00', to: '21:00' } });
    expect(reasonOf(schedule, '2026-11-20T14:00:00.000Z', 'Asia/Vladivostok')).toBe('visitor-hours');
    expect(reasonOf(schedule, '2026-11-20T14:00:00.000Z')).toBeNull();
  });
});

describe('findSlot', () => {
  it('is the beginning of the next working day', () => {
    expect(slotOf(buildSchedule(), '2026-11-20T16:00:00.000Z')).toEqual({
      at: new Date('2026-11-23T06:00:00.000Z'),
      by: 'opening',
    });
  });

  it('is the convenient time of that day', () => {
    expect(slotOf(buildSchedule({ convenientTime: '10:00' }), '2026-11-20T16:00:00.000Z')).toEqual({
      at: new Date('2026-11-23T07:00:00.000Z'),
      by: 'convenient-time',
    });
  });

  it('is the end of a break when the convenient time of the day has passed', () => {
    const windows = [
      { from: '09:00', to: '13:00' },
      { from: '14:00', to: '18:00' },
    ];
    const schedule = buildSchedule({ week: EVERY_DAY(windows), convenientTime: '10:00' });
    expect(slotOf(schedule, '2026-11-20T10:30:00.000Z')).toEqual({
      at: new Date('2026-11-20T11:00:00.000Z'),
      by: 'opening',
    });
  });

  it('passes over holidays', () => {
    const schedule = buildSchedule({ holidays: [{ date: '2026-11-23' }] });
    expect(slotOf(schedule, '2026-11-20T16:00:00.000Z')?.at).toEqual(new Date('2026-11-24T06:00:00.000Z'));
  });

  it('waits until it is day where the visitor lives', () => {
    const schedule = buildSchedule({ visitorWindow: { from: '10:00', to: '21:00' } });
    // Kaliningrad is an hour behind Moscow.
    expect(slotOf(schedule, '2026-11-20T04:00:00.000Z', 'Europe/Kaliningrad')?.at).toEqual(
      new Date('2026-11-20T08:00:00.000Z'),
    );
  });

  it.each([
    { hours: 'there are none', schedule: { week: EVERY_DAY([]) } },
    {
      hours: 'they never meet those of the visitor',
      schedule: { week: EVERY_DAY([{ from: '09:00', to: '10:00' }]), visitorWindow: { from: '09:00', to: '10:00' } },
    },
  ])('is nothing when $hours', ({ schedule }) => {
    expect(slotOf(buildSchedule(schedule), '2026-11-20T16:00:00.000Z', 'Asia/Kamchatka')).toBeNull();
  });

  describe('in New York, where clocks change', () => {
    const at = (from: string, to: string): Schedule =>
      buildSchedule({ timeZone: 'America/New_York', week: EVERY_DAY([{ from, to }]) });

    it('is an hour of the wall, before and after the change', () => {
      expect(slotOf(at('09:00', '18:00'), '2026-03-07T23:30:00.000Z')?.at).toEqual(
        new Date('2026-03-08T13:00:00.000Z'),
      );
      expect(slotOf(at('09:00', '18:00'), '2026-10-31T23:30:00.000Z')?.at).toEqual(
        new Date('2026-11-01T14:00:00.000Z'),
      );
    });

    it('begins when the clocks are put forward over the beginning of a window', () => {
      expect(slotOf(at('02:30', '05:00'), '2026-03-08T06:00:00.000Z')?.at).toEqual(
        new Date('2026-03-08T07:00:00.000Z'),
      );
    });

    it('is a day later for a window that is skipped', () => {
      expect(slotOf(at('02:15', '02:45'), '2026-03-08T06:50:00.000Z')?.at).toEqual(
        new Date('2026-03-09T06:15:00.000Z'),
      );
    });

    it('comes twice in a window that the clocks go through twice', () => {
      const schedule = at('01:15', '01:45');
      expect(slotOf(schedule, '2026-11-01T05:50:00.000Z')?.at).toEqual(new Date('2026-11-01T06:15:00.000Z'));
    });
  });
});

describe('spreadWithin', () => {
  const slot = new Date('2026-11-23T06:00:00.000Z');
  const schedule = buildSchedule({ spreadSeconds: 3600 });

  it('is the same for the same lead, and differs from lead to lead', () => {
    const of = (leadId: string): number => spreadWithin(schedule, slot, null, leadId);
    expect(of('a')).toBe(of('a'));
    const parts = new Set(Array.from({ length: 100 }, (_, index) => of(`lead-${index}`)));
    expect(parts.size).toBeGreaterThan(90);
    expect(Math.max(...parts)).toBeLessThan(3600);
  });

  it('stays within hours that are shorter than the spread', () => {
    const short = buildSchedule({ spreadSeconds: 3600, week: EVERY_DAY([{ from: '09:00', to: '09:05' }]) });
    for (let index = 0; index < 100; index += 1) {
      expect(spreadWithin(short, slot, null, `lead-${index}`)).toBeLessThan(300);
    }
  });
});
