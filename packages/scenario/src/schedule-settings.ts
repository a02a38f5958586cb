import Joi from 'joi';

/** `09:00` to `18:00`, the end not included; `24:00` is the end of the day. */
export interface DayWindow {
  from: string;
  to: string;
}

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** When a widget calls. Times are those that a clock on the wall shows, whatever that means over a change of the clocks. */
export interface Schedule {
  timeZone: string;
  week: Record<(typeof WEEKDAYS)[number], DayWindow[]>;
  /** Days with hours of their own; none: closed. */
  holidays: { date: string; windows: DayWindow[] }[];
  /** What becomes of an order outside the hours: called later, or kept as a lead without a call. */
  outside: 'defer' | 'lead';
  /** When deferred calls of a day are made, if that is within the hours; null: when the hours begin. */
  convenientTime: string | null;
  /** Deferred calls for the same moment are spread over this time. */
  spreadSeconds: number;
  /** Hours in the visitor's own region, by their number; where it does not tell, in the zone of the widget. */
  visitorWindow: DayWindow | null;
}

const time = Joi.string().pattern(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 09:30');
const endTime = Joi.string().pattern(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a time such as 18:00');

/** Times of one form compare as texts do. */
const dayWindow = Joi.object<DayWindow>({ from: time.required(), to: endTime.required() })
  .custom((window: DayWindow, helpers) => (window.from < window.to ? window : helpers.error('window.empty')))
  .messages({ 'window.empty': '{{#label}} must end after it begins' });

const dayWindows = Joi.array().items(dayWindow).max(6);

const timeZone = Joi.string()
  .max(64)
  .custom((name: string, helpers) => {
    try {
      return new Temporal.ZonedDateTime(0n, name).timeZoneId;
    } catch {
      return helpers.error('timeZone.unknown');
    }
  })
  .messages({ 'timeZone.unknown': '{{#label}} must be a time zone such as Europe/Moscow' });

const WORKDAY: DayWindow[] = [{ from: '09:00', to: '18:00' }];

const week = Joi.object({
  mon: dayWindows.default(WORKDAY),
  tue: dayWindows.default(WORKDAY),
  wed: dayWindows.default(WORKDAY),
  thu: dayWindows.default(WORKDAY),
  fri: dayWindows.default(WORKDAY),
  sat: dayWindows.default([]),
  sun: dayWindows.default([]),
});

export const callScheduleSchema = Joi.object<Schedule>({
  timeZone: timeZone.default('Europe/Moscow'),
  week: week.default(),
  holidays: Joi.array()
    .items(
      Joi.object({
        date: Joi.string()
          .pattern(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a date such as 2026-12-31')
          .required(),
        windows: dayWindows.default([]),
      }),
    )
    .unique('date')
    .max(400)
    .default([]),
  outside: Joi.valid('defer', 'lead').default('defer'),
  convenientTime: time.allow(null).default(null),
  spreadSeconds: Joi.number().integer().min(0).max(14_400).default(0),
  visitorWindow: dayWindow.allow(null).default(null),
});
