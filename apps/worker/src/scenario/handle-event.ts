import { callOffDial, loadScenario, wasDialed, type Decision, type PrismaClient } from '@ringback/db';
import type { Logger } from '@ringback/runtime';
import { formatStatus, transition, type ScenarioEvent, type ScenarioState } from '@ringback/scenario';

import type { FindSettings } from '../settings-cache.ts';
import type { Dispatch } from './dispatcher.ts';
import { planDeliveries } from './plan-deliveries.ts';

export interface HandleEventDeps {
  prisma: PrismaClient;
  findSettings: FindSettings;
  saveTransition: (decision: Decision) => Promise<boolean>;
  /** How many ways out the exchange has; one when it is left out. */
  routes?: number;
  dispatch: Dispatch;
  /** Hears of every decision that was saved, with the state before it. */
  onSaved: (before: ScenarioState, decision: Decision) => void;
  now: () => Date;
  log: Logger;
}

/** Applies one event, of `at`, to one lead. Safe to repeat: an event that was heard before changes nothing. */
export type HandleEvent = (leadId: string, event: ScenarioEvent, at: Date) => Promise<void>;

/** More rounds than workers could ever meet over one lead: beyond it something else is wrong. */
const MAX_ROUNDS = 50;

const LATE_MS = 3000;

export function createHandleEvent(deps: HandleEventDeps): HandleEvent {
  const { prisma, findSettings, saveTransition, dispatch, onSaved, routes = 1, log } = deps;
  return async (leadId, event, toldAt) => {
    const at = decisionTime(event, toldAt, deps.now());
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const current = await loadScenario(prisma, leadId, findSettings);
      if (!current) {
        log.warn({ leadId, event: event.type }, 'event was for an unknown lead');
        return;
      }
      const known =
        event.type === 'timer-due' ? { ...event, dialed: await isDialed(prisma, current.state, event, at) } : event;
      const decided = transition(current.state, known, { ...current.lead, routes }, at);
      if (decided.next === current.state) return;
      const version = current.version + 1;
      const { isSend, backUrl } = current;
      const { settings } = current.lead;
      const facts = { leadId, version, settings, isSend, backUrl, state: current.state };
      const deliveries = planDeliveries(facts, decided);
      const decision = { leadId, version, transition: decided, deliveries, at };
      if (!(await saveTransition(decision))) continue;
      onSaved(current.state, decision);
      if (decided.next.status === 'finished')
        log.info({ leadId, status: formatStatus(decided.next.result) }, 'lead finished');
      await dispatch(decision, current.widgetHash);
      return;
    }
    throw new Error('the lead changed faster than it could be decided');
  };
}

/**
 * What an exchange tells counts from when it happened. A timer means the moment that it is heard, and so does an event
 * that was long on its way: the timers that are set by it would be over before they begin.
 */
function decisionTime(event: ScenarioEvent, toldAt: Date, now: Date): Date {
  const isLate = now.getTime() - toldAt.getTime() > LATE_MS;
  return event.type === 'timer-due' || isLate ? now : toldAt;
}

/**
 * Whether an order for a leg that the state waits for went out. What did not go out is called off: what is decided here
 * must still hold when it is saved, and the order may be about to go out at this moment.
 */
async function isDialed(
  prisma: PrismaClient,
  state: ScenarioState,
  { timerAt }: Extract<ScenarioEvent, { type: 'timer-due' }>,
  at: Date,
): Promise<boolean> {
  if ((state.status !== 'dialing-manager' && state.status !== 'dialing-visitor') || state.timerAt !== timerAt)
    return true;
  const callIds = state.status === 'dialing-manager' ? state.legs.map(({ callId }) => callId) : [state.visitorCallId];
  const dialed = await Promise.all(
    callIds.map(async (callId) => !(await callOffDial(prisma, callId, at)) && wasDialed(prisma, callId)),
  );
  return dialed.includes(true);
}
