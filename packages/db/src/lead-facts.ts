import type { LeadFacts, WidgetSettings } from '@ringback/scenario';
import { findTimeZone } from '@ringback/submission';

type Kept = 'leadId' | 'receivedAt' | 'phone' | 'visitorName' | 'formName' | 'comment' | 'source';

/** What decisions know of a lead, out of what was stored of it or is about to be. */
export function leadFactsOf(kept: Pick<LeadFacts, Kept>, settings: WidgetSettings): LeadFacts {
  const { leadId, receivedAt, phone, visitorName, formName, comment, source } = kept;
  return {
    leadId,
    receivedAt,
    phone,
    visitorName,
    formName,
    comment,
    source,
    visitorTimeZone: phone === null ? null : findTimeZone(phone),
    routes: 1,
    settings,
  };
}
