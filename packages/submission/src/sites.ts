import { domainToASCII } from 'node:url';

const IMPLIED_PORTS = new Set(['', '80', '443']);
// The URL parser drops tabs and line ends and takes a backslash for a slash: nothing that needs it is meant well.
const HOSTILE_CHARACTERS = /[\u0000-\u001f\u007f\\]/;

/** Whether an http or https URL stands on one of the widget's sites: `host[:port]`, or `*.host[:port]` for subdomains. */
export function isRegisteredSite(url: URL, sites: string[]): boolean {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return false;
  if (url.username !== '' || url.password !== '') return false;
  return sites.some((site) => matchesSite(url, site));
}

function matchesSite(url: URL, site: string): boolean {
  const { host, port } = splitSite(site);
  if (host === '' || (port === '' ? !IMPLIED_PORTS.has(url.port) : effectivePort(url) !== port)) return false;
  return host.startsWith('*.') ? url.hostname.endsWith(host.slice(1)) : url.hostname === host;
}

function splitSite(site: string): { host: string; port: string } {
  const [, host = '', port = ''] = /^([^:/]+)(?::(\d+))?$/.exec(site.trim().toLowerCase()) ?? [];
  const wildcard = host.startsWith('*.') ? '*.' : '';
  const ascii = domainToASCII(host.slice(wildcard.length));
  return { host: ascii === '' ? '' : wildcard + ascii, port };
}

function effectivePort(url: URL): string {
  return url.port || (url.protocol === 'https:' ? '443' : '80');
}

/** The root of the first site that has a name of its own. A site with a port of its own is taken for plain http. */
export function firstSiteUrl(sites: string[]): URL | null {
  for (const site of sites) {
    const { host, port } = splitSite(site);
    if (host === '' || host.startsWith('*.')) continue;
    const url = URL.parse(port === '' || port === '443' ? `https://${host}/` : `http://${host}:${port}/`);
    if (url) return url;
  }
  return null;
}

/** `url` as a URL where it stands on one of the widget's sites, else null. */
export function registeredUrl(url: string | null, sites: string[]): URL | null {
  const parsed = url === null ? null : URL.parse(url);
  return parsed && isRegisteredSite(parsed, sites) ? parsed : null;
}

/**
 * Where `backUrl` points, null where that is none of the widget's sites. What is relative stands on the site of the
 * Referer or Origin if that is registered, else on the first site.
 */
export function resolveBackUrl(
  backUrl: string | null,
  sites: string[],
  request: { referer: string | null; origin: string | null },
): URL | null {
  const given = backUrl?.trim() ?? '';
  if (given === '' || HOSTILE_CHARACTERS.test(given)) return null;
  // `site.ru/action`: a host without its scheme, where that host is registered.
  const schemeless = given.split(/[/?#]/, 1)[0]?.includes('.') ? registeredUrl(`https://${given}`, sites) : null;
  if (schemeless) return schemeless;
  const base = registeredUrl(request.referer, sites) ?? registeredUrl(request.origin, sites) ?? firstSiteUrl(sites);
  const resolved = URL.parse(given, base?.origin);
  return resolved && isRegisteredSite(resolved, sites) ? resolved : null;
}
