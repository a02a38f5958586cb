import { withEffects, withTimeline } from './decision.ts';
import { finish } from './end-attempt.ts';
import { findManagers } from './facts.ts';
import { startAttempt } from './start-attempt.ts';
import type { LeadFacts, Refusals, Transition } from './types.ts';

const NOT_A_PHONE = 709;

const FIRST = { attempt: 1, legCount: 0, retries: 0, postponed: 0, rang: false, begun: false };

/** The first decision about a lead: the reasons not to call, first match wins, else the first attempt. */
export function acceptLead(refusals: Refusals, lead: LeadFacts, at: Date): Transition {
  const code = refusalCode(refusals, lead);
  const status = { manager: code ?? 0, visitor: 0 };
  const decision =
    code === null
      ? startAttempt({ ...FIRST, plannedAt: lead.receivedAt.toISOString() }, lead, at)
      : withTimeline([{ type: 'not-called', status }], finish(0, status));
  const announced = withEffects([{ type: 'notify', event: 'lead.accepted' }], decision);
  return withTimeline([{ type: 'lead-accepted' }], announced);
}

function refusalCode(refusals: Refusals, lead: LeadFacts): number | null {
  if (lead.phone === null) return refusals.phone ?? NOT_A_PHONE;
  if (findManagers(lead, { office: 0, manager: 0 }).length === 0) return 703;
  if (refusals.chainUnfinished) return 706;
  return refusals.reachedRecently ? 813 : null;
}
