import { encodedBasket } from './page-visit.ts';
import type { Submission } from './outbox.ts';

/** Where forms go that do not say it themselves: what the script's own tag knows. */
export interface ScriptTag {
  url: URL | null;
  widgetHash: string | null;
}

/** `data-*` attributes of the form, under them the options of `Ringback.connect`. */
export type FormSettings = Record<string, string | undefined>;

const RECEIVER = /\/formReceiver$/i;

/**
 * The form as it goes to the receiver; null when the browser has to send it itself: with a file, or to an address that
 * is not known. Attributes are read as such, as a field called `action` hides `form.action`.
 */
export function readForm(
  form: HTMLFormElement,
  button: HTMLElement | null,
  settings: FormSettings,
  tag: ScriptTag,
): Submission | null {
  const fields: [string, string][] = [];
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string') fields.push([name, value]);
    else if (value.name || value.size) return null;
  }
  const buttonName = button && button.getAttribute('name');
  if (buttonName) fields.push([buttonName, button.getAttribute('value') || '']);
  const url = receiverOf(form, button, settings.widget || hashIn(fields) || tag.widgetHash, tag);
  if (!url) return null;
  const id = randomId();
  url.searchParams.set('submissionId', id);
  if (!valueOf('cookiesbasket', [...fields, ...url.searchParams])) fields.push(['cookiesBasket', encodedBasket()]);
  const { metrikaCounter, metrikaGoal } = settings;
  const goal: Submission['goal'] = metrikaCounter && metrikaGoal ? [metrikaCounter, metrikaGoal] : null;
  return { id, url: url.href, body: new URLSearchParams(fields).toString(), at: Date.now(), goal };
}

/** The widget that a form's action or field names. */
export function hashOfForm(form: HTMLFormElement): string | null {
  return hashIn([...actionOf(form, null).searchParams]);
}

/** A form with a handler of its own goes through the receiver, which forwards it to that handler. */
function receiverOf(
  form: HTMLFormElement,
  button: HTMLElement | null,
  hash: string | null,
  tag: ScriptTag,
): URL | null {
  const action = actionOf(form, button);
  if (RECEIVER.test(action.pathname)) {
    if (hash && !hashIn([...action.searchParams])) action.searchParams.set('widgetHash', hash);
    return action;
  }
  // A copy of the script on the site itself does not know where the receiver is.
  if (!hash || !tag.url || tag.url.origin === location.origin) return null;
  const receiver = new URL('/formReceiver', tag.url);
  const method = /^get$/i.test(form.getAttribute('method') || 'get') ? 'GET' : 'POST';
  receiver.search = new URLSearchParams({
    widgetHash: hash,
    isSend: '',
    backUrl: action.href,
    responseMethod: method,
  }).toString();
  return receiver;
}

function actionOf(form: HTMLFormElement, button: HTMLElement | null): URL {
  const action = (button && button.getAttribute('formaction')) || form.getAttribute('action') || '';
  try {
    return new URL(action, document.baseURI);
  } catch {
    return new URL(location.href);
  }
}

function hashIn(fields: [string, string][]): string | null {
  return valueOf('widgethash', fields);
}

/** Names of control parameters are compared as the server does. */
function valueOf(name: string, fields: [string, string][]): string | null {
  const found = fields.find((field) => field[0].trim().toLowerCase() === name && field[1]);
  return found ? found[1] : null;
}

function randomId(): string {
  // Not randomUUID(), which pages without TLS do not have.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
