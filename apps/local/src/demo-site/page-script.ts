import { html, type Html } from './html.ts';
import type { SiteAddresses } from './page-context.ts';

/** Ringback's script, as a site puts it into its pages. */
export function pageScriptTag({ ingestUrl, widgetHash }: SiteAddresses): Html {
  return html`<script src="${ingestUrl}/callkeeper.js?widgetHash=${widgetHash}" defer></script>`;
}
