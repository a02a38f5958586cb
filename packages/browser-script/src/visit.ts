import type { Visit } from './basket.ts';
import { findSource, typedIn, type Source } from './find-source.ts';

/** What is kept between page views. */
export interface KeptVisit {
  current: Source;
  current_add: Record<string, string>;
  first: Source;
  first_add: Record<string, string>;
  /** Click ids of advertising systems, of the click that brought the visitor last. */
  clicks: Record<string, string>;
  pages: number;
  visits: number;
  seenAt: number;
}

export interface PageView {
  url: string;
  referrer: string;
  at: Date;
}

const SESSION_MS = 30 * 60_000;
const FORGET_AFTER_MS = 183 * 24 * 3_600_000;
const CLICK_IDS = ['gclid', 'yclid'];

/**
 * The visit after one more page view, by sourcebuster's rules: marks and search engines always count, another site only
 * when it begins a session (so that a payment page in the middle does not), and a direct visit never takes the place of
 * a known source.
 */
export function countPage(kept: KeptVisit | null, { url, referrer, at }: PageView): KeptVisit {
  const now = at.getTime();
  const known = kept && now - kept.seenAt < FORGET_AFTER_MS ? kept : null;
  const goesOn = known !== null && now - known.seenAt < SESSION_MS;
  const page = new URL(url);
  const found = findSource(page, referrer);
  const counts = found && !(goesOn && found.typ === 'referral');
  const added = { fd: formatDate(at), ep: url, rf: referrer };
  const current = counts ? found : known ? known.current : typedIn();
  const currentAdd = counts || !known ? added : known.current_add;
  return {
    current,
    current_add: currentAdd,
    first: known ? known.first : current,
    first_add: known ? known.first_add : currentAdd,
    clicks: counts || !known ? readClicks(page.searchParams) : known.clicks,
    pages: goesOn ? known.pages + 1 : 1,
    visits: goesOn ? known.visits : (known ? known.visits : 0) + 1,
    seenAt: now,
  };
}

/** The visit as sections of the basket. */
export function describeVisit(kept: KeptVisit, page: string, userAgent: string): Visit {
  return {
    current: kept.current,
    current_add: kept.current_add,
    first: kept.first,
    first_add: kept.first_add,
    session: { pgs: String(kept.pages), cpg: page },
    udata: { vst: String(kept.visits), uip: '(none)', uag: userAgent },
  };
}

function readClicks(query: URLSearchParams): Record<string, string> {
  const clicks: Record<string, string> = {};
  for (const name of CLICK_IDS) {
    const value = query.get(name);
    if (value) clicks[name] = value;
  }
  return clicks;
}

/** `2026-03-02 12:14:54`, the visitor's own time. */
function formatDate(at: Date): string {
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19).replace('T', ' ');
}
