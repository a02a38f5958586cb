import { chainOf, withEffects, withTimeline } from './decision.ts';
import { dialManagers } from './dial-managers.ts';
import { dialVisitor } from './dial-visitor.ts';
import { finish } from './end-attempt.ts';
import { planAfterHours, planCall, type CallPlan } from './plan-call.ts';
import type { Status } from './statuses.ts';
import type { Chain, LeadFacts, TimelineEntry, Transition } from './types.ts';

const FIRST_PLACE = { office: 0, manager: 0 };
const KEPT_AS_LEAD: Status = { manager: 200, visitor: 201 };
const NO_WORKING_TIME: Status = { manager: 702, visitor: 0 };

/** However often it is put off, an order of last week is not called. */
const MOST_DEFERRED_SECONDS = 7 * 24 * 3600;

interface Due extends Chain {
  begun: boolean;
}

/**
 * Begins an attempt, or goes on with one that waited, with its first leg; unless it is outside the hours, or the lead has
 * grown too old.
 */
export function startAttempt(due: Due, lead: LeadFacts, at: Date): Transition {
  const plan = planCall(lead, due.attempt, at, at);
  if (plan.when !== 'at-once') return putOff(due, plan);
  const age = (at.getTime() - Date.parse(due.plannedAt)) / 1000;
  if (age > lead.settings.freshnessSeconds) return tooOld(due, age, lead, at);
  const decision = dialFirst(due, lead, at);
  if (due.begun) return decision;
  const started = withTimeline([{ type: 'attempt-started', attempt: due.attempt }], decision);
  return withEffects([{ type: 'notify', event: 'call.started' }], started);
}

function dialFirst(chain: Chain, lead: LeadFacts, at: Date): Transition {
  return lead.settings.callFirst === 'visitor'
    ? dialVisitor({ ...chain, exchange: null }, { manager: null, route: 0, connectBy: null }, lead, at)
    : dialManagers({ ...chain, exchange: null, failed: null, visitorCallId: null }, FIRST_PLACE, lead, at);
}

/** Nobody is rung now: the attempt waits for the hours, or the lead is kept as one. */
function putOff(due: Due, plan: Exclude<CallPlan, { when: 'at-once' }>): Transition {
  switch (plan.when) {
    case 'later': {
      const timerAt = plan.at.toISOString();
      const { begun } = due;
      return {
        next: { ...chainOf(due), status: 'scheduled', plannedAt: timerAt, begun, timerAt },
        effects: [],
        timeline: [plan.told],
      };
    }
    case 'closed':
      return withTimeline([{ type: 'not-in-hours', reason: plan.reason }], end(due, KEPT_AS_LEAD));
    case 'never':
      return end(due, NO_WORKING_TIME);
  }
}

/** No burst of stale calls after an outage. */
function tooOld(due: Due, age: number, lead: LeadFacts, at: Date): Transition {
  const told: TimelineEntry = { type: 'too-old', minutes: Math.round(age / 60) };
  const sinceReceived = (at.getTime() - lead.receivedAt.getTime()) / 1000;
  if (lead.settings.whenStale === 'defer' && sinceReceived < MOST_DEFERRED_SECONDS) {
    const plan = planAfterHours(lead, due.attempt, at);
    if (plan.when === 'later') return withTimeline([told], putOff(due, plan));
  }
  return withTimeline([told], end(due, KEPT_AS_LEAD));
}

function end({ attempt, begun }: Due, status: Status): Transition {
  const ended: TimelineEntry[] = begun ? [{ type: 'attempt-ended', attempt, status }] : [];
  return withTimeline(ended, finish(attempt, status));
}
