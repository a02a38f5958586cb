import { writeBasket } from './basket.ts';
import { isRecord } from './is-record.ts';
import { readCookies, readIds, readSourcebuster } from './read-cookies.ts';
import { load, save } from './storage.ts';
import { countPage, describeVisit, type KeptVisit } from './visit.ts';

const NAME = 'ringback.visit';

let visit: KeptVisit | null = null;

/** Counts this page view. */
export function beginPage(): KeptVisit {
  visit = countPage(load(NAME, isVisit), { url: location.href, referrer: document.referrer, at: new Date() });
  save(NAME, visit);
  return visit;
}

/** The visit data of this moment, percent-encoded. What sourcebuster on the site has found out goes before ours. */
export function encodedBasket(): string {
  const cookies = readCookies();
  const kept = visit || beginPage();
  const sections = readSourcebuster(cookies) || describeVisit(kept, location.href, navigator.userAgent);
  const ids = { ...kept.clicks, ...readIds(cookies) };
  return encodeURIComponent(writeBasket(Object.keys(ids).length ? { ...sections, ids } : sections));
}

/** Of this version of the script: what another one has left is as good as nothing. */
function isVisit(value: unknown): value is KeptVisit {
  return (
    isRecord(value) &&
    [value.current, value.current_add, value.first, value.first_add, value.clicks].every(isRecord) &&
    [value.pages, value.visits, value.seenAt].every(Number.isFinite)
  );
}
