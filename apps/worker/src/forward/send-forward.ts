import type { ClaimedDelivery, DeliveryLead } from '@ringback/db';
import { parseRetryAfter, type DeliveryClient } from '@ringback/delivery';
import { isRegisteredSite, resolveBackUrl } from '@ringback/submission';

import type { TryOutcome } from '../delivery/plan-next-try.ts';
import { buildForwardRequest } from './build-forward-request.ts';

/** Handlers in the field redirect after a post; each hop stays within the widget's sites. */
const MAX_REDIRECTS = 3;

/** Sends the form's data to the site's own handler, if that is on one of the widget's sites. */
export async function sendForward(
  { id }: Pick<ClaimedDelivery, 'id'>,
  lead: DeliveryLead,
  client: DeliveryClient,
  now: Date,
): Promise<TryOutcome> {
  const { sites } = lead.settings;
  const url = resolveBackUrl(lead.backUrl ?? '', sites, { referer: lead.referrer, origin: lead.origin });
  if (!url)
    return {
      kind: 'refused',
      responseStatus: null,
      error: "the address is not on one of the widget's sites",
      retryAfter: null,
    };
  const request = buildForwardRequest({ url, method: lead.responseMethod, fields: lead.fields, charset: lead.charset });
  const outcome = await client.send({
    ...request,
    // Lets a handler recognise a form that came twice.
    headers: { ...request.headers, 'ringback-delivery-id': id },
    followRedirects: MAX_REDIRECTS,
    allowUrl: (hop) => isRegisteredSite(hop, sites),
    allowPorts: portsOf(sites),
  });
  if (outcome.kind === 'refused')
    return { kind: 'refused', responseStatus: null, error: outcome.reason, retryAfter: null };
  if (outcome.kind === 'failed')
    return { kind: 'missed', responseStatus: null, error: outcome.error, retryAfter: null };
  return judgeAnswer(outcome.status, outcome.retryAfter, now);
}

/** 2xx is success. What a handler says about our form will not change by asking again, unless it is busy or broken. */
function judgeAnswer(status: number, retryAfterHeader: string | null, now: Date): TryOutcome {
  if (status >= 200 && status < 300)
    return { kind: 'delivered', responseStatus: status, error: null, retryAfter: null };
  const later = status === 429 || status >= 500;
  return {
    kind: later ? 'missed' : 'failed',
    responseStatus: status,
    error: `the handler answered ${status}`,
    retryAfter: later && retryAfterHeader !== null ? parseRetryAfter(retryAfterHeader, now) : null,
  };
}

function portsOf(sites: readonly string[]): number[] {
  return sites.flatMap((site) => {
    const port = /:(\d+)$/.exec(site)?.[1];
    return port === undefined ? [] : [Number(port)];
  });
}
