import { html, type Html } from './html.ts';
import type { PageContext } from './page-context.ts';

export function whereToLook({ texts, site, languageQuery }: PageContext): Html {
  const { home, nav } = texts;
  return html`
    <h2>${home.lookTitle}</h2>
    <ul class="look">
      <li>
        <a href="${site.consoleUrl}" target="_blank" rel="noopener">${nav.cabinet} ↗</a> — ${home.lookCabinet}.
        ${home.signIn} <code>demo@example.com</code> / <code>demo</code>
      </li>
      <li><a href="/received${languageQuery}">${nav.received}</a> — ${home.lookReceived}</li>
      <li><a href="/messages${languageQuery}">${nav.messages}</a> — ${home.lookMessages}</li>
      <li><a href="/webhooks${languageQuery}">${nav.webhooks}</a> — ${home.lookWebhooks}</li>
    </ul>
  `;
}
