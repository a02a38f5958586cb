import {
  callOffDial,
  loadScenarios,
  recordLegEvents,
  wasDialed,
  type Decision,
  type LoadedScenario,
  type PrismaClient,
  type ToldEvent,
} from '@ringback/db';
import type { Logger } from '@ringback/runtime';
import {
  formatStatus,
  transition,
  type ExchangeFacts,
  type LegEvent,
  type ScenarioEvent,
  type ScenarioState,
  type Transition,
} from '@ringback/scenario';

import { grouped } from '../grouped.ts';
import { inTurns } from '../in-turns.ts';
import type { FindSettings } from '../settings-cache.ts';
import type { Dispatch } from './dispatcher.ts';
import type { KeptScenarios } from './kept-scenarios.ts';
import { planDeliveries } from './plan-deliveries.ts';

export interface HandleEventDeps {
  prisma: PrismaClient;
  findSettings: FindSettings;
  kept: KeptScenarios;
  saveTransition: (decision: Decision) => Promise<boolean>;
  exchanges: () => ExchangeFacts[];
  dispatch: Dispatch;
  /** Hears of every decision that was saved, with the state before it. */
  onSaved: (before: ScenarioState, decision: Decision) => void;
  now: () => Date;
  log: Logger;
}

/**
 * Applies one event, of `at`, to one lead, and notes in the row of the leg what it tells. Safe to repeat: an event that
 * was heard before changes nothing. The events of a lead are taken in the order in which they come.
 */
export type HandleEvent = (leadId: string, event: ScenarioEvent, at: Date) => Promise<void>;

/** More rounds than workers could ever meet over one lead: beyond it something else is wrong. */
const MAX_ROUNDS = 50;

const LATE_MS = 3000;

interface Tools extends HandleEventDeps {
  load: (leadId: string) => Promise<LoadedScenario | null>;
  note: (told: ToldEvent) => Promise<unknown>;
}

export function createHandleEvent(deps: HandleEventDeps): HandleEvent {
  const { prisma, findSettings } = deps;
  const inTurn = inTurns();
  const find = grouped(async (leadIds: string[]) => {
    const found = await loadScenarios(prisma, leadIds, findSettings);
    return leadIds.map((leadId) => ({ current: found.get(leadId) ?? null }));
  });
  const tools: Tools = {
    ...deps,
    load: async (leadId) => (await find(leadId)).current,
    note: grouped(async (told: ToldEvent[]) => {
      await recordLegEvents(prisma, told);
      return told;
    }),
  };
  return (leadId, event, at) => inTurn(leadId, () => handle(tools, leadId, event, at));
}

async function handle(tools: Tools, leadId: string, event: ScenarioEvent, toldAt: Date): Promise<void> {
  const { kept, load, note, saveTransition, now, log } = tools;
  const at = decisionTime(event, toldAt, now());
  const told = isLegEvent(event) ? { event, at: toldAt } : undefined;
  // What a leg tells is mostly news to a lead that this process has stored last. A timer or a hand comes from elsewhere.
  let guess = told ? kept.get(leadId) : undefined;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const current = guess ?? (await load(leadId));
    if (!current) {
      log.warn({ leadId, event: event.type }, 'event was for an unknown lead');
      return;
    }
    const decided = await decide(tools, current, event, at);
    const isIgnored = decided.next === current.state;
    // It may be news to what another process has made of the lead. Nothing is, once it has finished.
    if (isIgnored && (!guess || current.state.status === 'finished')) {
      kept.set(leadId, current);
      if (told) await note(told);
      return;
    }
    guess = undefined;
    if (isIgnored) continue;
    const decision = { ...plan(current, decided, leadId, at), ...(told && { told }) };
    if (!(await saveTransition(decision))) continue;
    kept.set(leadId, { ...current, version: decision.version, state: decided.next });
    await follow(tools, current, decision);
    return;
  }
  throw new Error('the lead changed faster than it could be decided');
}

async function decide(
  { prisma, exchanges }: Tools,
  current: LoadedScenario,
  event: ScenarioEvent,
  at: Date,
): Promise<Transition> {
  const { state } = current;
  const lead = { ...current.lead, exchanges: exchanges() };
  if (event.type === 'timer-due')
    return transition(state, { ...event, dialed: await isDialed(prisma, state, event, at) }, lead, at);
  const decided = transition(state, event, lead, at);
  // What would change nothing calls off no dial.
  if (decided.next === state) return decided;
  if (event.type === 'exchange-away')
    return transition(state, { ...event, dialed: await isDialed(prisma, state, event, at) }, lead, at);
  // A refusal may be long on its way, and the order have found a line meanwhile.
  const isOvertaken = event.type === 'dial-refused' && (await hasGoneOut(prisma, event.callId, at));
  return isOvertaken ? { next: state, effects: [], timeline: [] } : decided;
}

function plan(current: LoadedScenario, decided: Transition, leadId: string, at: Date): Decision {
  const { isSend, backUrl, state } = current;
  const version = current.version + 1;
  const deliveries = planDeliveries(
    { leadId, version, settings: current.lead.settings, isSend, backUrl, state },
    decided,
  );
  return { leadId, version, transition: decided, deliveries, at };
}

async function follow({ onSaved, dispatch, log }: Tools, before: LoadedScenario, decision: Decision): Promise<void> {
  const { next } = decision.transition;
  onSaved(before.state, decision);
  if (next.status === 'finished')
    log.info({ leadId: decision.leadId, status: formatStatus(next.result) }, 'lead finished');
  await dispatch(decision, before.widgetHash);
}

function isLegEvent(event: ScenarioEvent): event is LegEvent {
  return 'callId' in event && event.type !== 'dial-refused';
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
  event: Extract<ScenarioEvent, { type: 'timer-due' | 'exchange-away' }>,
  at: Date,
): Promise<boolean> {
  if (state.status !== 'dialing-manager' && state.status !== 'dialing-visitor') return true;
  if (event.type === 'timer-due' && state.timerAt !== event.timerAt) return true;
  const callIds = state.status === 'dialing-manager' ? state.legs.map(({ callId }) => callId) : [state.visitorCallId];
  const anyDialed = async (isGone: (callId: string) => Promise<boolean>): Promise<boolean> =>
    (await Promise.all(callIds.map(async (callId) => isGone(callId)))).includes(true);
  // Where one phone rings, the others of the office still may: they wait for the timer.
  if (event.type === 'exchange-away' && (await anyDialed((callId) => wasDialed(prisma, callId)))) return true;
  return anyDialed((callId) => hasGoneOut(prisma, callId, at));
}

/** Whether the order for a leg went out; what has not is called off, and does not any more. */
async function hasGoneOut(prisma: PrismaClient, callId: string, at: Date): Promise<boolean> {
  return !(await callOffDial(prisma, callId, at)) && wasDialed(prisma, callId);
}
