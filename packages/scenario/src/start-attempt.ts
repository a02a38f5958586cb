import { withEffects, withTimeline } from './decision.ts';
import { dialManagers } from './dial-managers.ts';
import { dialVisitor } from './dial-visitor.ts';
import { finish } from './end-attempt.ts';
import type { Chain, LeadFacts, TimelineEntry, Transition } from './types.ts';

const FIRST_PLACE = { office: 0, manager: 0 };

/** Begins an attempt, or goes on with one that waited, with its first leg; unless the lead has grown too old. */
export function startAttempt(chain: Chain & { begun: boolean }, lead: LeadFacts, at: Date): Transition {
  const age = (at.getTime() - Date.parse(chain.plannedAt)) / 1000;
  if (age > lead.settings.freshnessSeconds) {
    const status = { manager: 200, visitor: 201 };
    const tooOld: TimelineEntry = { type: 'too-old', minutes: Math.round(age / 60) };
    const ended: TimelineEntry[] = chain.begun ? [{ type: 'attempt-ended', attempt: chain.attempt, status }] : [];
    return withTimeline([tooOld, ...ended], finish(chain.attempt, status));
  }
  const decision = dialFirst(chain, lead, at);
  if (chain.begun) return decision;
  const started = withTimeline([{ type: 'attempt-started', attempt: chain.attempt }], decision);
  return withEffects([{ type: 'notify', event: 'call.started' }], started);
}

function dialFirst(chain: Chain, lead: LeadFacts, at: Date): Transition {
  return lead.settings.callFirst === 'visitor'
    ? dialVisitor(chain, { manager: null, route: 0, connectBy: null }, lead, at)
    : dialManagers({ ...chain, failed: null, visitorCallId: null }, FIRST_PLACE, lead, at);
}
