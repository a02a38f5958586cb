/** Where a visitor came from, under sourcebuster's keys: type, source, medium, campaign, content, term. */
export interface Source extends Record<string, string> {
  typ: string;
  src: string;
  mdm: string;
  cmp: string;
  cnt: string;
  trm: string;
}

const NONE = '(none)';

/** Search engines by the host of the referrer, with the parameter that holds the words in case the referrer has it. */
const ENGINES: [host: RegExp, name: string, words: string][] = [
  [/^((www|m)\.)?yandex\.[a-z.]{2,6}$|^ya\.ru$/, 'yandex', 'text'],
  [/^((www|m)\.)?google\.[a-z.]{2,6}$/, 'google', 'q'],
  [/^((www|m|cn)\.)?bing\.com$/, 'bing', 'q'],
  [/^go\.mail\.ru$/, 'go.mail.ru', 'q'],
  [/^(nova|www)\.rambler\.ru$/, 'rambler', 'query'],
  [/^((www|html)\.)?duckduckgo\.com$/, 'duckduckgo', 'q'],
  [/^([a-z]+\.)?search\.yahoo\.com$/, 'yahoo', 'p'],
];

/** What an advertising system marks a click with, when the page's owner has set no UTM marks. */
const CLICK_MARKS = { gclid: ['google', 'google_cpc'], yclid: ['yandex', 'yandex_cpc'] } as const;

/** The source that a page view shows by itself; null when it came from a page of the site or from nowhere. */
export function findSource(page: URL, referrer: string): Source | null {
  return findUtm(page.searchParams) || findReferrer(page.hostname, referrer);
}

export function typedIn(): Source {
  return { typ: 'typein', src: '(direct)', mdm: NONE, cmp: NONE, cnt: NONE, trm: NONE };
}

function findUtm(query: URLSearchParams): Source | null {
  const mark = (name: string): string => query.get(`utm_${name}`) || '';
  const marks = {
    src: mark('source'),
    mdm: mark('medium'),
    cmp: mark('campaign'),
    cnt: mark('content'),
    trm: mark('term'),
  };
  const hasMarks = Object.values(marks).some(Boolean);
  const click = query.has('gclid') ? CLICK_MARKS.gclid : query.has('yclid') ? CLICK_MARKS.yclid : null;
  if (!hasMarks && !click) return null;
  const [src, cmp] = click || [NONE, NONE];
  return {
    typ: 'utm',
    src: marks.src || src,
    mdm: marks.mdm || (click ? 'cpc' : NONE),
    cmp: marks.cmp || cmp,
    cnt: marks.cnt || NONE,
    trm: marks.trm || NONE,
  };
}

function findReferrer(ownHost: string, referrer: string): Source | null {
  const url = parseUrl(referrer);
  if (!url || !/^https?:$/.test(url.protocol) || isSameSite(ownHost, url.hostname)) return null;
  const engine = ENGINES.find(([host]) => host.test(url.hostname));
  if (engine) {
    const [, src, words] = engine;
    return { typ: 'organic', src, mdm: 'organic', cmp: NONE, cnt: NONE, trm: url.searchParams.get(words) || NONE };
  }
  const src = url.hostname.replace(/^www\./, '');
  return { typ: 'referral', src, mdm: 'referral', cmp: NONE, cnt: url.pathname, trm: NONE };
}

/** A subdomain belongs to its domain: `shop.site.ru` and `www.site.ru` to `site.ru`. */
function isSameSite(own: string, other: string): boolean {
  const a = dotted(own);
  const b = dotted(other);
  return a.endsWith(b) || b.endsWith(a);
}

function dotted(host: string): string {
  return `.${host.replace(/^www\./, '')}`;
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
