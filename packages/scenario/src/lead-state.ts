import type { Status } from './statuses.ts';
import type { LeadState, ScenarioState } from './types.ts';

/** The state in the word that people and the API use. */
export function leadStateOf(state: ScenarioState): LeadState {
  switch (state.status) {
    case 'dialing-manager':
    case 'dialing-extension':
    case 'briefing':
    case 'dialing-visitor':
      return 'calling';
    default:
      return state.status;
  }
}

/** The pair of codes that a lead in this state shows. */
export function statusOf(state: ScenarioState): Status {
  if (state.status === 'finished') return state.result;
  return state.status === 'scheduled' ? { manager: 2, visitor: 0 } : { manager: 1, visitor: 0 };
}

/** The office whose manager is called; while none is, the one that is called first. */
export function officeOf(state: ScenarioState): number {
  switch (state.status) {
    case 'accepted':
    case 'scheduled':
    case 'finished':
      return 0;
    case 'dialing-manager':
      return state.legs[0]?.place.office ?? 0;
    case 'dialing-visitor':
      return state.manager?.place.office ?? 0;
    case 'dialing-extension':
    case 'briefing':
    case 'talking':
      return state.place.office;
  }
}
