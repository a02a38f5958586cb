import { chooseExchange } from './choose-exchange.ts';
import { chainOf } from './decision.ts';
import { endAttempt, waitForLine } from './end-attempt.ts';
import { callIdOf, findManagers, managerAt, RING_GRACE_SECONDS, secondsAfter } from './facts.ts';
import type { Status } from './statuses.ts';
import type { Chain, Effect, LeadFacts, ManagerPlace, RingingManager, TimelineEntry, Transition } from './types.ts';

/** Time that a manager's leg may live besides ringing, briefing and talking. */
const SPARE_SECONDS = 60;

/** Each further information gives the manager the time anew. */
const BRIEFINGS = 4;

/** With the visitor on the line nobody can wait for a manager's line. */
const MANAGER_BUSY: Status = { manager: 486, visitor: 0 };

/** How an attempt stands that rings managers. */
export interface Ringing extends Chain {
  /** Null while no phone has rung in it. */
  exchange: string | null;
  failed: Status | null;
  visitorCallId: string | null;
}

/**
 * Rings the first manager who can be rung from `from` on, or all of that office at once, as the widget says. When there
 * is none: the attempt ends as its last manager did, or waits when nobody was rung.
 */
export function dialManagers(ringing: Ringing, from: ManagerPlace, lead: LeadFacts, at: Date): Transition {
  const { failed, visitorCallId } = ringing;
  const places = findManagers(lead, from);
  if (places.length === 0) {
    if (failed) return endAttempt(ringing, failed, lead, at);
    return visitorCallId === null ? waitForLine(ringing, at) : endAttempt(ringing, MANAGER_BUSY, lead, at);
  }
  // The visitor who waits is on this exchange.
  const exchange =
    visitorCallId !== null && ringing.exchange !== null
      ? ringing.exchange
      : chooseExchange(lead, ringing.attempt, ringing.exchange);
  return ringManagers({ ...ringing, exchange }, places, lead, at);
}

/** Rings these managers at once, on the exchange's first way out. */
export function ringManagers(
  ringing: Ringing & { exchange: string },
  places: ManagerPlace[],
  lead: LeadFacts,
  at: Date,
): Transition {
  const { exchange, failed, visitorCallId } = ringing;
  const dialed = places.map((place, index) => dialManager(ringing, place, ringing.legCount + index + 1, 0, lead));
  return {
    next: {
      ...chainOf(ringing),
      status: 'dialing-manager',
      exchange,
      legCount: ringing.legCount + places.length,
      legs: dialed.map(({ leg }) => leg),
      failed,
      visitorCallId,
      timerAt: secondsAfter(at, lead.settings.managerRingTimeoutSeconds + RING_GRACE_SECONDS),
    },
    effects: dialed.map(({ effect }) => effect),
    timeline: dialed.map(({ entry }) => entry),
  };
}

/** One manager's leg on one of the exchange's ways out. */
export function dialManager(
  { attempt, exchange }: Chain & { exchange: string },
  place: ManagerPlace,
  legNumber: number,
  route: number,
  lead: LeadFacts,
): { leg: RingingManager; effect: Effect; entry: TimelineEntry } {
  const { settings } = lead;
  const { name, number, lines } = managerAt(lead, place);
  const callId = callIdOf(lead.leadId, attempt, 'manager', legNumber);
  const ringTimeoutSeconds = settings.managerRingTimeoutSeconds;
  const longestSeconds =
    ringTimeoutSeconds +
    BRIEFINGS * settings.briefing.timeoutSeconds +
    settings.visitorConnectLimitSeconds +
    settings.talkLimitSeconds +
    SPARE_SECONDS;
  const { callerId } = settings;
  const role = 'manager';
  return {
    leg: { place, callId, ringing: false, route },
    effect: { exchange, type: 'dial-leg', callId, role, number, lines, ringTimeoutSeconds, callerId, route },
    entry: { type: 'leg-dialed', attempt, callId, role, number, person: name, exchange, longestSeconds },
  };
}
