import { chooseExchange, countRoutes } from './choose-exchange.ts';
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

/** An attempt that rings the visitor; `exchange`: null while no phone has rung in it. */
interface RingingVisitor extends Chain {
  exchange: string | null;
}

/** Rings the visitor: with a manager on the line, or before any manager where the widget calls the visitor first. */
export function dialVisitor(chain: RingingVisitor, given: Given, lead: LeadFacts, at: Date): Transition {
  const { settings, phone } = lead;
  const number = phone ?? '';
  const legCount = chain.legCount + 1;
  const visitorCallId = callIdOf(lead.leadId, chain.attempt, 'visitor', legCount);
  const ringTimeoutSeconds = settings.visitorRingTimeoutSeconds;
  const connectBy = given.connectBy ?? secondsAfter(at, settings.visitorConnectLimitSeconds);
  const silentBy = secondsAfter(at, ringTimeoutSeconds + RING_GRACE_SECONDS);
  const { callerId } = settings;
  const { manager, route } = given;
  // Whom the visitor is to be joined with is on this exchange.
  const exchange = manager && chain.exchange ? chain.exchange : chooseExchange(lead, chain.attempt, chain.exchange);
  const waitSeconds = manager ? 0 : managersSeconds(lead, countRoutes(lead, exchange));
  const role = 'visitor';
  return {
    next: {
      ...chainOf(chain),
      status: 'dialing-visitor',
      exchange,
      legCount,
      manager,
      visitorCallId,
      ringing: false,
      route,
      connectBy,
      timerAt: silentBy < connectBy ? silentBy : connectBy,
    },
    effects: [
      {
        exchange,
        type: 'dial-leg',
        callId: visitorCallId,
        role,
        number,
        lines: 1,
        ringTimeoutSeconds,
        callerId,
        route,
      },
    ],
    timeline: [
      {
        type: 'leg-dialed',
        attempt: chain.attempt,
        callId: visitorCallId,
        role,
        number,
        person: lead.visitorName,
        exchange,
        longestSeconds: ringTimeoutSeconds + waitSeconds + settings.talkLimitSeconds + SPARE_SECONDS,
      },
    ],
  };
}

/** The longest that a visitor who is called first may wait for the managers, one after the other. */
function managersSeconds({ settings }: LeadFacts, routes: number): number {
  const managers = settings.offices.flatMap((office) => office.managers).length;
  const { timeoutSeconds } = settings.briefing;
  return managers * (routes * (settings.managerRingTimeoutSeconds + RING_GRACE_SECONDS) + 4 * timeoutSeconds + 60);
}
