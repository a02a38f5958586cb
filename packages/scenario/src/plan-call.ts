import { findClosedReason, findSlot, spreadWithin, type ClosedReason } from './schedule.ts';
import type { Schedule } from './schedule-settings.ts';
import type { LeadFacts, TimelineEntry } from './types.ts';

type Deferral = Extract<TimelineEntry, { type: 'call-deferred' }>;

/** `closed`: outside the hours of a widget that defers nothing. `never`: there are no hours to come. */
export type CallPlan =
  | { when: 'at-once' }
  | { when: 'later'; at: Date; told: Deferral }
  | { when: 'closed'; reason: ClosedReason }
  | { when: 'never' };

/** When a call can be made that is due at `due`; `at` is the moment of the decision. */
export function planCall(lead: LeadFacts, attempt: number, due: Date, at: Date): CallPlan {
  const { schedule } = lead.settings;
  const reason = schedule && findClosedReason(schedule, due, lead.visitorTimeZone);
  if (!schedule || reason === null) return { when: 'at-once' };
  if (schedule.outside === 'lead') return { when: 'closed', reason };
  return defer({ lead, schedule, attempt, reason, due, at });
}

/** For a lead that is too old to be called by itself: when the hours begin the next time. */
export function planAfterHours(lead: LeadFacts, attempt: number, at: Date): CallPlan {
  const { schedule } = lead.settings;
  if (!schedule) return { when: 'never' };
  // The slot that has begun already is the one that was missed.
  const day = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(schedule.timeZone);
  const nextDay = day.startOfDay().add({ days: 1 });
  return defer({ lead, schedule, attempt, reason: 'too-old', due: new Date(nextDay.epochMilliseconds), at });
}

interface Given {
  lead: LeadFacts;
  schedule: Schedule;
  attempt: number;
  reason: Deferral['reason'];
  due: Date;
  at: Date;
}

function defer({ lead, schedule, attempt, reason, due, at }: Given): CallPlan {
  const slot = findSlot(schedule, due, lead.visitorTimeZone);
  if (!slot) return { when: 'never' };
  const spreadSeconds = spreadWithin(schedule, slot.at, lead.visitorTimeZone, lead.leadId);
  const callAt = new Date(slot.at.getTime() + spreadSeconds * 1000);
  const told = {
    type: 'call-deferred',
    attempt,
    reason,
    by: slot.by,
    at: callAt.toISOString(),
    days: daysBetween(at, callAt, schedule.timeZone),
    timeZone: schedule.timeZone,
    spreadSeconds,
  } as const;
  return { when: 'later', at: callAt, told };
}

function daysBetween(from: Date, to: Date, timeZone: string): number {
  const [first, last] = [from, to].map((moment) =>
    Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone).toPlainDate(),
  );
  return first && last ? first.until(last).days : 0;
}
