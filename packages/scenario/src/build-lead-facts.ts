import { ONLY_EXCHANGE } from './facts.ts';
import { parseWidgetSettings } from './settings.ts';
import type { LeadFacts, Refusals, ScenarioState } from './types.ts';

const LEAD_ID = '0190a000-0000-7000-8000-000000000001';

/** When the leads of the tests were received. */
export const RECEIVED_AT = new Date('2026-11-20T10:00:00.000Z');

/** Nothing stands in the way of the call. */
export const NO_REFUSALS: Refusals = {
  widgetOff: false,
  phone: null,
  phoneBlocked: null,
  addressBlocked: null,
  chainUnfinished: false,
  reachedRecently: false,
};

/** The only one of most tests. */
export const EXCHANGE = ONLY_EXCHANGE;

export const ANNA = { name: 'Anna', number: '+74950000001' };
export const BORIS = { name: 'Boris', number: '+74950000002' };

/** A lead for tests; `settings` are laid over those of a widget with two managers and two more attempts. */
export function buildLeadFacts(settings: object = {}, facts: Partial<LeadFacts> = {}): LeadFacts {
  return {
    leadId: LEAD_ID,
    receivedAt: RECEIVED_AT,
    phone: '+79160000000',
    visitorName: 'Ivan',
    formName: 'Order',
    comment: null,
    source: null,
    visitorTimeZone: null,
    exchanges: [{ name: EXCHANGE, routes: 1, isUp: true }],
    settings: parseWidgetSettings({
      language: 'en',
      sites: ['shop.example'],
      offices: [{ name: 'Sales', managers: [ANNA, BORIS] }],
      retry: { intervalsSeconds: [60, 300] },
      ...settings,
    }),
    ...facts,
  };
}

export const MANAGER_CALL = `${LEAD_ID}-a1-m1`;
export const NEXT_MANAGER_CALL = `${LEAD_ID}-a1-m2`;
export const VISITOR_CALL = `${LEAD_ID}-a1-v2`;
export const BRIDGE = `${LEAD_ID}-a1-b`;

/** What the first attempt of such a lead takes along. */
export const CHAIN = {
  attempt: 1,
  legCount: 1,
  plannedAt: RECEIVED_AT.toISOString(),
  retries: 0,
  postponed: 0,
  rang: false,
} as const;

const FIRST_PLACE = { office: 0, manager: 0 };
const onLine = { place: FIRST_PLACE, managerCallId: MANAGER_CALL, visitorCallId: null } as const;

/** States of the first attempt of such a lead, as they follow one another. */
export const dialingManager = {
  ...CHAIN,
  status: 'dialing-manager',
  exchange: EXCHANGE,
  legs: [{ place: FIRST_PLACE, callId: MANAGER_CALL, ringing: false, route: 0 }],
  failed: null,
  visitorCallId: null,
  timerAt: '2026-11-20T10:00:35.000Z',
} satisfies ScenarioState;

export const briefing = {
  ...CHAIN,
  ...onLine,
  status: 'briefing',
  exchange: EXCHANGE,
  rang: true,
  spoken: 1,
  informed: 0,
  playbackId: `${MANAGER_CALL}-p1`,
  timerAt: '2026-11-20T10:00:40.000Z',
} as const satisfies ScenarioState;

export const dialingVisitor = {
  ...CHAIN,
  status: 'dialing-visitor',
  exchange: EXCHANGE,
  rang: true,
  legCount: 2,
  manager: { place: FIRST_PLACE, callId: MANAGER_CALL },
  visitorCallId: VISITOR_CALL,
  ringing: false,
  route: 0,
  connectBy: '2026-11-20T10:01:45.000Z',
  timerAt: '2026-11-20T10:01:00.000Z',
} as const satisfies ScenarioState;

export const talking = {
  ...CHAIN,
  ...onLine,
  status: 'talking',
  exchange: EXCHANGE,
  rang: true,
  legCount: 2,
  visitorCallId: VISITOR_CALL,
  talkingSince: '2026-11-20T10:00:30.000Z',
  timerAt: '2026-11-20T11:00:30.000Z',
} as const satisfies ScenarioState;

/** The second attempt of such a lead, before its time. */
export const scheduled = {
  ...CHAIN,
  status: 'scheduled',
  attempt: 2,
  retries: 1,
  plannedAt: '2026-11-20T10:01:10.000Z',
  begun: false,
  timerAt: '2026-11-20T10:01:10.000Z',
} as const satisfies ScenarioState;

/** The same state as if the second manager, under the same call id, were rung. */
export const dialingSecond = {
  ...dialingManager,
  legs: [{ place: { office: 0, manager: 1 }, callId: MANAGER_CALL, ringing: false, route: 0 }],
} satisfies ScenarioState;

/** How a leg that was never answered ends. */
export function buildUnansweredEnd(callId: string, code: number, disposition = 'failed') {
  return { type: 'leg-ended', callId, disposition, code, cause: null, answeredAt: null } as const;
}

/** How a leg ends on which somebody, or a machine, had answered. */
export function buildAnsweredEnd(callId: string, answeredAt: string, disposition: 'answered' | 'machine' = 'answered') {
  return { type: 'leg-ended', callId, disposition, code: 200, cause: 16, answeredAt } as const;
}
