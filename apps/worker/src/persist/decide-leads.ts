import { leadFactsOf, type NewLead, type PhoneHistory } from '@ringback/db';
import { transition, type Refusals, type WidgetSettings } from '@ringback/scenario';
import type { AcceptedSubmission } from '@ringback/submission';

import { planDeliveries } from '../scenario/plan-deliveries.ts';

/** Makes the first decision about each submission of a group, in their order. Pure. */
export function decideLeads(
  group: { accepted: AcceptedSubmission; settings: WidgetSettings }[],
  history: PhoneHistory[],
  at: Date,
): NewLead[] {
  const known = new Map(history.map((entry) => [phoneKey(entry.widgetId, entry.phone), entry]));
  const begunInGroup = new Set<string>();
  return group.map(({ accepted, settings }) => {
    const { leadId, widgetId, submission } = accepted;
    const { phone, utm, isSend, backUrl } = submission;
    const key = phone === null ? null : phoneKey(widgetId, phone);
    const earlier = key === null ? undefined : known.get(key);
    const refusals: Refusals = {
      phone: submission.phoneRefusal,
      chainUnfinished: key !== null && (begunInGroup.has(key) || earlier?.chainUnfinished === true),
      reachedRecently: isWithin(earlier?.lastReachedAt ?? null, settings.repeatWindowSeconds, at),
    };
    const receivedAt = new Date(accepted.receivedAt);
    const lead = leadFactsOf({ ...submission, leadId, receivedAt, source: utm.source }, settings);
    const state = { status: 'accepted' } as const;
    const decided = transition(state, { type: 'lead-accepted', refusals }, lead, at);
    if (key !== null && decided.next.status !== 'finished') begunInGroup.add(key);
    const deliveries = planDeliveries({ leadId, version: 1, settings, isSend, backUrl, state }, decided);
    return { accepted, decision: { leadId, version: 1, transition: decided, deliveries, at } };
  });
}

function phoneKey(widgetId: string, phone: string): string {
  return `${widgetId} ${phone}`;
}

function isWithin(moment: Date | null, seconds: number, at: Date): boolean {
  return moment !== null && at.getTime() - moment.getTime() < seconds * 1000;
}
