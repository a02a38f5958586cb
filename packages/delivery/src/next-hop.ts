import { TargetRefusedError } from './target-refused-error.ts';

export interface Hop {
  url: URL;
  method: 'POST' | 'GET';
  headers: Readonly<Record<string, string>>;
  body: Buffer | string | null;
}

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];
const BODY_HEADERS: readonly string[] = ['content-type', 'content-length', 'content-encoding'];
const CREDENTIAL_HEADERS: readonly string[] = ['authorization', 'cookie'];

/** What a redirect asks to be requested next, or null when the answer is not a redirect that can be followed. */
export function nextHop(hop: Hop, status: number, location: string | null): Hop | null {
  if (!REDIRECTS.includes(status) || location === null || !URL.canParse(location, hop.url)) return null;
  const url = new URL(location, hop.url);
  const keepsBody = status === 307 || status === 308 || (status !== 303 && isSamePageElsewhere(hop.url, url));
  const dropped = [...(keepsBody ? [] : BODY_HEADERS), ...(url.origin === hop.url.origin ? [] : CREDENTIAL_HEADERS)];
  if (keepsBody && hop.body !== null && hop.url.protocol === 'https:' && url.protocol === 'http:') {
    throw new TargetRefusedError('the redirect from https to http would send the data in clear');
  }
  return {
    url,
    method: keepsBody ? hop.method : 'GET',
    headers: Object.fromEntries(Object.entries(hop.headers).filter(([name]) => !dropped.includes(name.toLowerCase()))),
    body: keepsBody ? hop.body : null,
  };
}

// A site that moved to https or to www answers 301 or 302 before any handler has seen the data: a GET, as browsers do
// after a handler's own redirect, would be answered 200 and lose them.
function isSamePageElsewhere(from: URL, to: URL): boolean {
  return from.origin !== to.origin && from.pathname === to.pathname && from.search === to.search;
}
