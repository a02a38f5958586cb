import { leadFactsOf, type NewLead } from '@ringback/db';
import { transition, type ExchangeFacts, type LeadFacts, type WidgetSettings } from '@ringback/scenario';
import type { AcceptedSubmission } from '@ringback/submission';

import { planDeliveries } from '../scenario/plan-deliveries.ts';
import type { EarlierCalls } from './earlier-calls.ts';

/** A lead that is to be stored, and what was known of it for its first decision. */
export interface DecidedLead extends NewLead {
  lead: LeadFacts;
}

/** Makes the first decision about each submission of a group, in their order; each knows of those before it. */
export function decideLeads(
  group: { accepted: AcceptedSubmission; settings: WidgetSettings }[],
  earlier: EarlierCalls,
  at: Date,
  exchanges?: readonly ExchangeFacts[],
): DecidedLead[] {
  return group.map(({ accepted, settings }) => {
    const { leadId, submission } = accepted;
    const { utm, isSend, backUrl } = submission;
    const refusals = earlier.refusalsOf(accepted, settings, at);
    const receivedAt = new Date(accepted.receivedAt);
    const lead = leadFactsOf({ ...submission, leadId, receivedAt, source: utm.source }, settings, exchanges);
    const state = { status: 'accepted' } as const;
    const decided = transition(state, { type: 'lead-accepted', refusals }, lead, at);
    if (decided.next.status !== 'finished') earlier.begin(accepted);
    const deliveries = planDeliveries({ leadId, version: 1, settings, isSend, backUrl, state }, decided);
    return { accepted, lead, decision: { leadId, version: 1, transition: decided, deliveries, at } };
  });
}
