import { chainOf, withTimeline } from './decision.ts';
import { secondsAfter } from './facts.ts';
import { planCall } from './plan-call.ts';
import { isRetried, type Status } from './statuses.ts';
import type { Chain, LeadFacts, TimelineEntry, Transition } from './types.ts';

/** A dial that could not go out is tried again after this, in the same attempt. */
const WAIT_SECONDS = 5;

const DECLINED = 603;

/** A talk that was no success because it was so short. */
interface ShortTalk {
  seconds: number;
}

/** The attempt failed: the next one by the widget's intervals, or the end. */
export function endAttempt(
  chain: Chain,
  status: Status,
  lead: LeadFacts,
  at: Date,
  shortTalk: ShortTalk | null = null,
): Transition {
  const { intervalsSeconds, statuses, quietSeconds } = lead.settings.retry;
  const interval = intervalsSeconds[chain.retries];
  const ended = { type: 'attempt-ended', attempt: chain.attempt, status } as const;
  if (interval === undefined || !(shortTalk || isRetried(status, statuses))) {
    return withTimeline([ended], finish(chain.attempt, status, shortTalk !== null, shortTalk?.seconds ?? null));
  }
  const isDeclined = status.manager === DECLINED || status.visitor === DECLINED;
  const seconds = isDeclined ? Math.max(interval, quietSeconds) : interval;
  const next = scheduleNext({ ...chain, retries: chain.retries + 1 }, seconds, lead, at);
  return withTimeline([ended], next ?? finish(chain.attempt, status, shortTalk !== null, shortTalk?.seconds ?? null));
}

/** A manager wants the call later: the next attempt takes no interval of the list. */
export function postpone(chain: Chain, key: string, lead: LeadFacts, at: Date): Transition {
  const { postponeSeconds } = lead.settings.briefing;
  const status = { manager: 200, visitor: 0 };
  const ended = { type: 'attempt-ended', attempt: chain.attempt, status } as const;
  const postponed = { type: 'manager-postponed', key, minutes: Math.round(postponeSeconds / 60) } as const;
  const next = scheduleNext({ ...chain, postponed: chain.postponed + 1 }, postponeSeconds, lead, at);
  return withTimeline([postponed, ended], next ?? finish(chain.attempt, status));
}

/** Null when the next attempt would be outside the hours and cannot be put off. */
function scheduleNext(chain: Chain, seconds: number, lead: LeadFacts, at: Date): Transition | null {
  const attempt = chain.attempt + 1;
  const due = new Date(at.getTime() + seconds * 1000);
  const plan = planCall(lead, attempt, due, at);
  if (plan.when === 'closed' || plan.when === 'never') return null;
  const timerAt = (plan.when === 'later' ? plan.at : due).toISOString();
  const told: TimelineEntry =
    plan.when === 'later' ? plan.told : { type: 'attempt-scheduled', attempt, at: timerAt, seconds };
  return {
    next: { ...chainOf(chain), status: 'scheduled', attempt, plannedAt: timerAt, begun: false, timerAt },
    effects: [],
    timeline: [told],
  };
}

/** Nothing could be dialled: the same attempt waits, unspent. */
export function waitForLine(chain: Chain, at: Date): Transition {
  const timerAt = secondsAfter(at, WAIT_SECONDS);
  return {
    next: { ...chainOf(chain), status: 'scheduled', begun: true, timerAt },
    effects: [],
    timeline: [{ type: 'attempt-waits', attempt: chain.attempt, seconds: WAIT_SECONDS }],
  };
}

/** The end of the scenario; the client is told. */
export function finish(attempt: number, result: Status, short = false, talkSeconds: number | null = null): Transition {
  return {
    next: { status: 'finished', attempt, result, talkSeconds, short },
    effects: [{ type: 'notify', event: 'call.finished' }],
    timeline: [{ type: 'finished', status: result, short }],
  };
}

/** The end of the scenario in the midst of an attempt. */
export function finishAttempt(attempt: number, status: Status, talkSeconds: number | null = null): Transition {
  return withTimeline([{ type: 'attempt-ended', attempt, status }], finish(attempt, status, false, talkSeconds));
}
