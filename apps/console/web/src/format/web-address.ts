/** The address to link to, or null: only http and https become links, whatever a form has sent. */
export function webAddress(text: string): string | null {
  if (!/^https?:\/\//i.test(text)) return null;
  return URL.canParse(text) ? new URL(text).href : null;
}

/** `site.ru/price` for `https://www.site.ru/price/?utm_source=x`; any other text as it is. */
export function shortAddress(text: string): string {
  const address = webAddress(text);
  if (address === null) return text;
  const { host, pathname } = new URL(address);
  return `${host.replace(/^www\./, '')}${readablePath(pathname).replace(/\/$/, '')}`;
}

function readablePath(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
