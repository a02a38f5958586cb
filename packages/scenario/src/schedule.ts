import { WEEKDAYS, type DayWindow, type Schedule } from './schedule-settings.ts';

/** Why a call cannot be made at a moment. */
export type ClosedReason = 'outside-hours' | 'holiday' | 'visitor-hours';

/** A moment at which calls that were put off are made. */
export interface CallSlot {
  at: Date;
  by: 'opening' | 'convenient-time';
}

/** Beyond it nobody waits for a call: 702. */
const MOST_DAYS = 366;

const MINUTES_OF_DAY = 24 * 60;

/** Null when calls may be made at this moment, in the widget's hours and in the visitor's. */
export function findClosedReason(schedule: Schedule, at: Date, visitorTimeZone: string | null): ClosedReason | null {
  const instant = Temporal.Instant.fromEpochMilliseconds(at.getTime());
  const local = instant.toZonedDateTimeISO(schedule.timeZone);
  if (!isWithin(windowsOn(schedule, local.toPlainDate()), local)) {
    return isHoliday(schedule, local.toPlainDate()) ? 'holiday' : 'outside-hours';
  }
  if (schedule.visitorWindow === null) return null;
  const visitors = instant.toZonedDateTimeISO(visitorTimeZone ?? schedule.timeZone);
  return isWithin([schedule.visitorWindow], visitors) ? null : 'visitor-hours';
}

/**
 * The first slot from `from` on, null when there is none within a year: the convenient time of a day if it is still to
 * come and within the hours, else the moment at which that day's hours begin or go on. Hours can begin only where a
 * window does, or where the clocks are changed; so these moments are all that has to be looked at.
 */
export function findSlot(schedule: Schedule, from: Date, visitorTimeZone: string | null): CallSlot | null {
  if (!hasHours(schedule)) return null;
  const visitorZone = visitorTimeZone ?? schedule.timeZone;
  const firstDay = Temporal.Instant.fromEpochMilliseconds(from.getTime())
    .toZonedDateTimeISO(schedule.timeZone)
    .toPlainDate();
  const changes = [schedule.timeZone, visitorZone].flatMap((zone) => changesOfClocks(zone, from));
  const isPossible = (at: number): boolean =>
    at >= from.getTime() && findClosedReason(schedule, new Date(at), visitorTimeZone) === null;
  for (let days = 0; days <= MOST_DAYS; days += 1) {
    const day = firstDay.add({ days });
    const convenient = momentsOf(day, schedule.convenientTime, schedule.timeZone).find(isPossible);
    if (convenient !== undefined) return { at: new Date(convenient), by: 'convenient-time' };
    const begins = [
      ...beginsOf(schedule, day, visitorZone),
      ...changes.filter((change) => isOn(day, change, schedule)),
    ];
    const opening = begins.sort((a, b) => a - b).find(isPossible);
    if (opening !== undefined) return { at: new Date(opening), by: 'opening' };
  }
  return null;
}

/** The part of the spread that falls to a lead: always the same, and always within the hours. */
export function spreadWithin(schedule: Schedule, slot: Date, visitorTimeZone: string | null, leadId: string): number {
  let seconds = schedule.spreadSeconds === 0 ? 0 : hashOf(leadId) % schedule.spreadSeconds;
  while (seconds > 0) {
    const at = new Date(slot.getTime() + seconds * 1000);
    if (findClosedReason(schedule, at, visitorTimeZone) === null) return seconds;
    seconds = Math.floor(seconds / 2);
  }
  return 0;
}

function windowsOn({ holidays, week }: Schedule, day: Temporal.PlainDate): DayWindow[] {
  const text = day.toString();
  const holiday = holidays.find(({ date }) => date === text);
  const weekday = WEEKDAYS[day.dayOfWeek - 1];
  return holiday?.windows ?? (weekday ? week[weekday] : []);
}

function isHoliday({ holidays }: Schedule, day: Temporal.PlainDate): boolean {
  const text = day.toString();
  return holidays.some(({ date }) => date === text);
}

function hasHours({ week, holidays }: Schedule): boolean {
  return WEEKDAYS.some((day) => week[day].length > 0) || holidays.some(({ windows }) => windows.length > 0);
}

function isWithin(windows: DayWindow[], local: Temporal.ZonedDateTime): boolean {
  const minute = local.hour * 60 + local.minute;
  return windows.some(({ from, to }) => minuteOf(from) <= minute && minute < minuteOf(to));
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

/** When the widget's windows of a day begin, and the visitor's around that day. */
function beginsOf(schedule: Schedule, day: Temporal.PlainDate, visitorZone: string): number[] {
  const own = windowsOn(schedule, day).flatMap(({ from }) => momentsOf(day, from, schedule.timeZone));
  const { visitorWindow } = schedule;
  if (visitorWindow === null) return own;
  const days = [-1, 0, 1].map((add) => day.add({ days: add }));
  const visitors = days.flatMap((visitorDay) => momentsOf(visitorDay, visitorWindow.from, visitorZone));
  return [...own, ...visitors.filter((moment) => isOn(day, moment, schedule))];
}

/** The moments at which the clocks of a zone show this time: two where they are set back, and none where it is skipped. */
function momentsOf(day: Temporal.PlainDate, time: string | null, timeZone: string): number[] {
  if (time === null || minuteOf(time) >= MINUTES_OF_DAY) return [];
  const local = day.toPlainDateTime(time);
  const moments = (['earlier', 'later'] as const).map((disambiguation) =>
    local.toZonedDateTime(timeZone, { disambiguation }),
  );
  const shown = moments.filter((moment) => moment.toPlainDateTime().equals(local));
  return [...new Set(shown.map(({ epochMilliseconds }) => epochMilliseconds))];
}

/** The next two changes of the clocks, as far as a search can come. */
function changesOfClocks(timeZone: string, from: Date): number[] {
  const start = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(timeZone);
  const next = start.getTimeZoneTransition('next');
  const second = next?.getTimeZoneTransition('next');
  return [next, second].flatMap((change) => (change ? [change.epochMilliseconds] : []));
}

function isOn(day: Temporal.PlainDate, moment: number, { timeZone }: Schedule): boolean {
  return Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(timeZone).toPlainDate().equals(day);
}

/** FNV-1a: the leads of one evening come apart evenly. */
/** Spreads leads evenly: the same number for the same text, always. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
}
