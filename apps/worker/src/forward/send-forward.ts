import { randomUUID } from 'node:crypto';

import type { ClaimedDelivery, DeliveryLead } from '@ringback/db';
import { parseRetryAfter, type DeliveryClient } from '@ringback/delivery';
import type { FileStore } from '@ringback/files';
import { isRegisteredSite, resolveBackUrl } from '@ringback/submission';

import { describeExchange, describeNoAnswer } from '../delivery/describe-exchange.ts';
import type { TryOutcome } from '../delivery/plan-next-try.ts';
import { readFiles } from '../delivery/read-files.ts';
import { buildForwardRequest } from './build-forward-request.ts';

/** Handlers in the field redirect after a post; each hop stays within the widget's sites. */
const MAX_REDIRECTS = 3;

/** Of all files together. They are held in memory while they are sent. */
const MAX_FILES_BYTES = 25_000_000;

export interface SendForwardDeps {
  client: DeliveryClient;
  files: Pick<FileStore, 'read'>;
  now: Date;
}

/** Sends the form's data to the site's own handler, if that is on one of the widget's sites. */
export async function sendForward(
  { id }: Pick<ClaimedDelivery, 'id'>,
  lead: DeliveryLead,
  { client, files, now }: SendForwardDeps,
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
  const { responseMethod: method, fields, charset } = lead;
  const carried = method === 'GET' ? [] : await readFiles(lead.files, files, MAX_FILES_BYTES);
  const request = buildForwardRequest({ url, method, fields, charset, files: carried, boundary: randomUUID() });
  const outcome = await client.send({
    ...request,
    // Lets a handler recognise a form that came twice.
    headers: { ...request.headers, 'ringback-delivery-id': id },
    followRedirects: MAX_REDIRECTS,
    allowUrl: (hop) => isRegisteredSite(hop, sites),
    allowPorts: portsOf(sites),
  });
  const exchange = describeExchange(method, outcome);
  if (outcome.kind !== 'answered') return describeNoAnswer(outcome, exchange);
  const judged = judgeAnswer(outcome.status, outcome.retryAfter, now, describeLeftOut(lead, carried.length));
  return { ...judged, exchange };
}

/** 2xx is success. What a handler says about our form will not change by asking again, unless it is busy or broken. */
function judgeAnswer(status: number, retryAfterHeader: string | null, now: Date, leftOut: string | null): TryOutcome {
  if (status >= 200 && status < 300)
    return { kind: 'delivered', responseStatus: status, error: leftOut, retryAfter: null };
  const later = status === 429 || status >= 500;
  return {
    kind: later ? 'missed' : 'failed',
    responseStatus: status,
    error: `the handler answered ${status}`,
    retryAfter: later && retryAfterHeader !== null ? parseRetryAfter(retryAfterHeader, now) : null,
  };
}

function describeLeftOut({ files, responseMethod }: DeliveryLead, carried: number): string | null {
  const leftOut = files.filter(({ key }) => key !== null).length - carried;
  if (leftOut === 0) return null;
  const why = responseMethod === 'GET' ? 'the form is forwarded by GET' : 'they are too large, or gone';
  return `${leftOut} of its files were left out: ${why}`;
}

function portsOf(sites: readonly string[]): number[] {
  return sites.flatMap((site) => {
    const port = /:(\d+)$/.exec(site)?.[1];
    return port === undefined ? [] : [Number(port)];
  });
}
