import { bridgeIdOf } from './facts.ts';
import type { Effect, ScenarioEvent, ScenarioState } from './types.ts';

/** The legs that a state has to do with: the visitor's before the managers'. */
export function legsOf(state: ScenarioState): string[] {
  switch (state.status) {
    case 'accepted':
    case 'scheduled':
    case 'finished':
      return [];
    case 'dialing-manager':
      return [...idsOf(state.visitorCallId), ...state.legs.map(({ callId }) => callId)];
    case 'dialing-visitor':
      return [state.visitorCallId, ...idsOf(state.manager?.callId ?? null)];
    case 'dialing-extension':
    case 'briefing':
    case 'talking':
      return [...idsOf(state.visitorCallId), state.managerCallId];
  }
}

/**
 * The one place where legs are given up: what `next` does not know any more is hung up, unless the event told that it has
 * ended. So no decision can forget a leg.
 */
export function releaseLegs(
  before: ScenarioState,
  event: ScenarioEvent,
  next: ScenarioState,
  leadId: string,
): Effect[] {
  const kept = new Set(legsOf(next));
  const ended = event.type === 'leg-ended' ? event.callId : null;
  const isAnswered = before.status === 'dialing-manager' && kept.size > 0 && next.status !== 'dialing-manager';
  const released = legsOf(before).filter((callId) => callId !== ended && !kept.has(callId));
  const reason = isAnswered ? 'answered-elsewhere' : 'normal';
  if (!('exchange' in before)) return [];
  const { exchange } = before;
  const effects: Effect[] = released.map((callId) => ({ exchange, type: 'hang-up', callId, reason }));
  if (before.status === 'talking') {
    effects.push({ exchange, type: 'remove-bridge', bridgeId: bridgeIdOf(leadId, before.attempt) });
  }
  return effects;
}

function idsOf(callId: string | null): string[] {
  return callId === null ? [] : [callId];
}
