import type { LeadFacts, WidgetSettings } from '@ringback/scenario';

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
    visitorTimeZone: null,
    routes: 1,
    settings,
  };
}
