import { html, type Html } from './html.ts';
import type { PageContext } from './page-context.ts';
import { WAYS } from './ways.ts';

/** The frame of every page; there is no inline script and no inline style, so that the content policy forbids both. */
export function renderPage(context: PageContext, title: string, content: Html, scripts: readonly Html[] = []): string {
  const { texts, language, site } = context;
  const link = (path: string, label: string): Html =>
    html`<a href="${path}${context.languageQuery}" ${path === context.path ? html`aria-current="page"` : null}
      >${label}</a
    >`;
  // The handler takes every query for a form.
  const languagePath = context.path === '/action' ? '/' : '';
  const page = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · ${texts.siteName}</title>
        <link rel="stylesheet" href="/assets/demo.css" />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <script src="/assets/demo.js" defer></script>
        ${scripts}
      </head>
      <body>
        <a class="skip" href="#content">${texts.nav.skip}</a>
        <header>
          <div>
            <a class="brand" href="/${context.languageQuery}">${texts.siteName}</a>
            <nav>
              ${link('/received', texts.nav.received)} ${link('/messages', texts.nav.messages)}
              ${link('/webhooks', texts.nav.webhooks)}
              <a href="${site.consoleUrl}" target="_blank" rel="noopener">${texts.nav.cabinet} ↗</a>
              <a href="${languagePath}?lang=${language === 'ru' ? 'en' : 'ru'}">${texts.otherLanguage}</a>
            </nav>
          </div>
          <nav>${link('/', texts.nav.home)} ${WAYS.map(({ path }) => link(path, texts.ways[path].title))}</nav>
        </header>
        <main id="content">${content}</main>
      </body>
    </html> `;
  return page.source;
}
