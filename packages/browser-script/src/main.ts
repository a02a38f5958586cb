import { connect, listenToForms } from './connect.ts';
import { deliverKept } from './deliver.ts';
import { beginPage, encodedBasket } from './page-visit.ts';
import { hashOfForm, type ScriptTag } from './read-form.ts';

function readTag(): ScriptTag {
  const script = document.currentScript || document.querySelector('script[src*="/callkeeper"]');
  const source = script && script.getAttribute('src');
  const url = source ? new URL(source, document.baseURI) : null;
  const widgetHash = (script && script.getAttribute('data-widget')) || (url && url.searchParams.get('widgetHash'));
  return { url, widgetHash: widgetHash || null };
}

/** What is there already stays: a page may define its own. */
function define(widgetHash: string | null): void {
  try {
    const callKeeper = (window.CallKeeper ||= {});
    (callKeeper.f ||= {}).justCookies ||= encodedBasket;
    const p = (callKeeper.p ||= {});
    p.hash ||= widgetHash;
  } catch {
    // Frozen by the page.
  }
}

function start(): void {
  const tag = readTag();
  beginPage();
  define(tag.widgetHash);
  listenToForms(tag);
  deliverKept();
  const look = (): void => {
    for (const form of document.querySelectorAll<HTMLFormElement>('form[action]')) define(hashOfForm(form));
  };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', look);
  else look();
}

// The page may have the script twice.
if (!window.Ringback) {
  window.Ringback = { connect };
  start();
}
