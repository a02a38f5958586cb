import { WEEKDAYS, type DayWindow, type Schedule } from './schedule-settings.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** An independent judge of schedules for tests: looks at what `Intl` says a clock on the wall shows, minute by minute. */
export class WallClock {
  readonly #formats = new Map<string, Intl.DateTimeFormat>();
  readonly #tables = new WeakMap<Schedule, Tables>();
  readonly #offsets = new Map<string, Map<number, number>>();

  isAllowed(schedule: Schedule, at: number, visitorTimeZone: string | null): boolean {
    const tables = this.#tables.get(schedule) ?? tablesOf(schedule);
    this.#tables.set(schedule, tables);
    const own = this.#local(schedule.timeZone, at);
    const day = Math.floor(own / DAY);
    // The first of January 1970 was a Thursday.
    const hours = tables.holidays.get(day) ?? tables.week[(day + 3) % 7];
    if (hours?.[minuteAt(own)] !== 1) return false;
    if (tables.visitor === null) return true;
    return tables.visitor[minuteAt(this.#local(visitorTimeZone ?? schedule.timeZone, at))] === 1;
  }

  /** `2026-11-20T09:00` */
  show(timeZone: string, at: number): string {
    return new Date(this.#local(timeZone, at)).toISOString().slice(0, 16);
  }

  /** Milliseconds as if the wall's time were UTC. Zones change their clocks on the hour of UTC. */
  #local(timeZone: string, at: number): number {
    const hour = Math.floor(at / HOUR);
    const known = this.#offsets.get(timeZone) ?? new Map<number, number>();
    this.#offsets.set(timeZone, known);
    const offset = known.get(hour) ?? this.#offsetAt(timeZone, hour * HOUR);
    known.set(hour, offset);
    return at + offset;
  }

  #offsetAt(timeZone: string, at: number): number {
    const format =
      this.#formats.get(timeZone) ??
      new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' });
    this.#formats.set(timeZone, format);
    return Date.parse(`${format.format(at).replace(' ', 'T')}Z`) - at;
  }
}

/** One 0 or 1 for each minute of a day. */
interface Tables {
  week: Uint8Array[];
  holidays: Map<number, Uint8Array>;
  visitor: Uint8Array | null;
}

function tablesOf({ week, holidays, visitorWindow }: Schedule): Tables {
  return {
    week: WEEKDAYS.map((day) => tableOf(week[day])),
    holidays: new Map(holidays.map(({ date, windows }) => [Date.parse(date) / DAY, tableOf(windows)])),
    visitor: visitorWindow && tableOf([visitorWindow]),
  };
}

function tableOf(windows: DayWindow[]): Uint8Array {
  const minutes = new Uint8Array(DAY / MINUTE);
  for (const { from, to } of windows) minutes.fill(1, minuteOf(from), minuteOf(to));
  return minutes;
}

function minuteAt(local: number): number {
  return Math.floor((local % DAY) / MINUTE);
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}
