import { chainOf, type StateOf } from './decision.ts';
import { callIdOf, RING_GRACE_SECONDS, secondsAfter } from './facts.ts';
import type { Chain, LeadFacts, Transition } from './types.ts';

/** Time that a visitor's leg may live besides ringing, waiting for a manager and talking. */
const SPARE_SECONDS = 60;

interface Given {
  manager: StateOf<'dialing-visitor'>['manager'];
  route: number;
  /** Null: the limit begins with this leg. */
  connectBy: string | null;
}

/** Rings the visitor: with a manager on the line, or before any manager where the widget calls the visitor first. */
export function dialVisitor(chain: Chain, given: Given, lead: LeadFacts, at: Date): Transition {
  const { settings, phone } = lead;
  const number = phone ?? '';
  const legCount = chain.legCount + 1;
  const visitorCallId = callIdOf(lead.leadId, chain.attempt, 'visitor', legCount);
  const ringTimeoutSeconds = settings.visitorRingTimeoutSeconds;
  const connectBy = given.connectBy ?? secondsAfter(at, settings.visitorConnectLimitSeconds);
  const silentBy = secondsAfter(at, ringTimeoutSeconds + RING_GRACE_SECONDS);
  const waitSeconds = given.manager ? 0 : managersSeconds(lead);
  const { callerId } = settings;
  const { manager, route } = given;
  const role = 'visitor';
  return {
    next: {
      ...chainOf(chain),
      status: 'dialing-visitor',
      legCount,
      manager,
      visitorCallId,
      ringing: false,
      route,
      connectBy,
      timerAt: silentBy < connectBy ? silentBy : connectBy,
    },
    effects: [{ type: 'dial-leg', callId: visitorCallId, role, number, lines: 1, ringTimeoutSeconds, callerId, route }],
    timeline: [
      {
        type: 'leg-dialed',
        attempt: chain.attempt,
        callId: visitorCallId,
        role,
        number,
        person: lead.visitorName,
        longestSeconds: ringTimeoutSeconds + waitSeconds + settings.talkLimitSeconds + SPARE_SECONDS,
      },
    ],
  };
}

/** The longest that a visitor who is called first may wait for the managers, one after the other. */
function managersSeconds({ settings, routes }: LeadFacts): number {
  const managers = settings.offices.flatMap((office) => office.managers).length;
  const { timeoutSeconds } = settings.briefing;
  return managers * (routes * (settings.managerRingTimeoutSeconds + RING_GRACE_SECONDS) + 4 * timeoutSeconds + 60);
}
