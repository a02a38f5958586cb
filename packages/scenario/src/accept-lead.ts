import { withEffects, withTimeline } from './decision.ts';
import { finish } from './end-attempt.ts';
import { findManagers } from './facts.ts';
import { startAttempt } from './start-attempt.ts';
import type { BlockReason, LeadFacts, Refusals, Transition } from './types.ts';

interface ReasonNotToCall {
  code: number;
  applies: (refusals: Refusals, lead: LeadFacts) => boolean;
  blockedBy?: (refusals: Refusals) => BlockReason | null;
}

const FIRST = { attempt: 1, legCount: 0, retries: 0, postponed: 0, rang: false, begun: false };

/** Why a lead is not called. The first that applies is told. */
const REASONS_NOT_TO_CALL: readonly ReasonNotToCall[] = [
  { code: 710, applies: ({ widgetOff }) => widgetOff },
  { code: 709, applies: ({ phone }, lead) => lead.phone === null && phone !== 718 },
  { code: 718, applies: (_refusals, lead) => lead.phone === null },
  { code: 667, applies: ({ phoneBlocked }) => phoneBlocked !== null, blockedBy: ({ phoneBlocked }) => phoneBlocked },
  {
    code: 668,
    applies: ({ addressBlocked }) => addressBlocked !== null,
    blockedBy: ({ addressBlocked }) => addressBlocked,
  },
  { code: 703, applies: (_refusals, lead) => findManagers(lead, { office: 0, manager: 0 }).length === 0 },
  { code: 706, applies: ({ chainUnfinished }) => chainUnfinished },
  { code: 813, applies: ({ reachedRecently }) => reachedRecently },
];

/** The first decision about a lead: a reason not to call it, else the first attempt. */
export function acceptLead(refusals: Refusals, lead: LeadFacts, at: Date): Transition {
  const reason = REASONS_NOT_TO_CALL.find(({ applies }) => applies(refusals, lead));
  const decision = reason
    ? refuseCall(reason, refusals)
    : startAttempt({ ...FIRST, plannedAt: lead.receivedAt.toISOString() }, lead, at);
  const announced = withEffects([{ type: 'notify', event: 'lead.accepted' }], decision);
  return withTimeline([{ type: 'lead-accepted' }], announced);
}

function refuseCall({ code, blockedBy }: ReasonNotToCall, refusals: Refusals): Transition {
  const status = { manager: code, visitor: 0 };
  const by = blockedBy?.(refusals);
  return withTimeline([{ type: 'not-called', status, ...(by && { blockedBy: by }) }], finish(0, status));
}
