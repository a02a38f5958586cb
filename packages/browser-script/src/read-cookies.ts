import type { Visit } from './basket.ts';

const SECTIONS = ['current', 'current_add', 'first', 'first_add', 'session', 'udata', 'promo'];
const ID_COOKIES = ['_ym_uid', '_ga', 'roistat_visit'];

/** Values of cookies by name, as they are. A sandboxed page may not read its cookies: then there are none. */
export function readCookies(): Record<string, string> {
  const cookies: Record<string, string> = {};
  try {
    for (const pair of document.cookie.split('; ')) {
      const equals = pair.indexOf('=');
      cookies[pair.slice(0, equals)] = decode(pair.slice(equals + 1));
    }
  } catch {
    // Refused by the browser.
  }
  return cookies;
}

/** What sourcebuster on this site has found out, null where there is none. Its cookies hold the basket's own format. */
export function readSourcebuster(cookies: Record<string, string>): Visit | null {
  if (!cookies.sbjs_current) return null;
  const visit: Visit = {};
  for (const name of SECTIONS) {
    const text = cookies[`sbjs_${name}`];
    if (text) visit[name] = readFields(text);
  }
  return visit;
}

/** The visitor's ids in the statistics that the site uses. */
export function readIds(cookies: Record<string, string>): Record<string, string> {
  const ids: Record<string, string> = {};
  for (const name of ID_COOKIES) {
    const value = cookies[name];
    if (value) ids[name] = value;
  }
  return ids;
}

function readFields(text: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const field of text.split('|||')) {
    const equals = field.indexOf('=');
    if (equals > 0) fields[field.slice(0, equals)] = field.slice(equals + 1);
  }
  return fields;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
