import { ONLY_EXCHANGE, type ExchangeFacts, type LeadFacts, type WidgetSettings } from '@ringback/scenario';
import { findTimeZone } from '@ringback/submission';

type Kept = 'leadId' | 'receivedAt' | 'phone' | 'visitorName' | 'formName' | 'comment' | 'source';

/** What an installation with one exchange, of one way out, has. */
const ONE_EXCHANGE: readonly ExchangeFacts[] = [{ name: ONLY_EXCHANGE, routes: 1, isUp: true }];

/** What decisions know of a lead, out of what was stored of it or is about to be. */
export function leadFactsOf(
  kept: Pick<LeadFacts, Kept>,
  settings: WidgetSettings,
  exchanges = ONE_EXCHANGE,
): LeadFacts {
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
    exchanges,
    settings,
  };
}
