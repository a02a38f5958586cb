import { finish, startAttempt, withEffects, withTimeline } from './attempt.ts';
import { findManager } from './facts.ts';
import type { LeadFacts, Refusals, Transition } from './types.ts';

const NOT_A_PHONE = 709;

/** The first decision about a lead: the reasons not to call, first match wins, else the first attempt. */
export function acceptLead(refusals: Refusals, lead: LeadFacts, at: Date): Transition {
  const code = refusalCode(refusals, lead);
  const status = { manager: code ?? 0, visitor: 0 };
  const decision =
    code === null
      ? startAttempt({ attempt: 1, legCount: 0, plannedAt: lead.receivedAt.toISOString(), begun: false }, lead, at)
      : withTimeline([{ type: 'not-called', status }], finish(0, status));
  const announced = withEffects([{ type: 'notify', event: 'lead.accepted' }], decision);
  return withTimeline([{ type: 'lead-accepted' }], announced);
}

function refusalCode(refusals: Refusals, lead: LeadFacts): number | null {
  if (lead.phone === null) return refusals.phone ?? NOT_A_PHONE;
  if (findManager(lead, { office: 0, manager: 0 }) === null) return 703;
  if (refusals.chainUnfinished) return 706;
  return refusals.reachedRecently ? 813 : null;
}
