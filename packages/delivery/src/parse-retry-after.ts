const LONGEST_SECONDS = 86_400;
// The one form of a date that senders may generate, https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7
const HTTP_DATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** When to come back by a `Retry-After` header: not before `now`, not after a day, null when it says nothing. */
export function parseRetryAfter(header: string | null, now: Date): Date | null {
  const value = header?.trim() ?? '';
  const waitMs = /^\d+$/.test(value)
    ? Number(value) * 1000
    : HTTP_DATE.test(value)
      ? Date.parse(value) - now.getTime()
      : Number.NaN;
  if (Number.isNaN(waitMs)) return null;
  return new Date(now.getTime() + Math.min(Math.max(waitMs, 0), LONGEST_SECONDS * 1000));
}
