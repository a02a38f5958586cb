import { deliver, giveUp } from './deliver.ts';
import { keep, type Submission } from './outbox.ts';
import { encodedBasket } from './page-visit.ts';
import { readForm, type FormSettings, type ScriptTag } from './read-form.ts';
import type { Outcome } from './send.ts';
import { showState } from './show-state.ts';

const connected = new WeakMap<EventTarget, FormSettings>();
const waiting = new Map<HTMLFormElement, Submission>();
const sending = new WeakSet<HTMLFormElement>();

/** Takes over a form, as the attribute `data-ringback` does. */
export function connect(form: HTMLFormElement, options: FormSettings = {}): void {
  connected.set(form, options);
}

/** Listens once for all forms of the page, also for those that come later. */
export function listenToForms(tag: ScriptTag): void {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    // What the site's own check has refused is not sent.
    if (event.defaultPrevented || !(form instanceof HTMLFormElement)) return;
    const options = connected.get(form);
    if (!options && !form.hasAttribute('data-ringback')) return;
    if (sending.has(form)) event.preventDefault();
    else submit(event, form, Object.assign({}, form.dataset, options), tag);
  });
  document.addEventListener('securitypolicyviolation', ({ disposition, effectiveDirective, blockedURI }) => {
    if (disposition === 'enforce' && effectiveDirective === 'connect-src') sendPlainly(blockedURI);
  });
}

function submit(event: SubmitEvent, form: HTMLFormElement, settings: FormSettings, tag: ScriptTag): void {
  const submission = readForm(form, event.submitter, settings, tag);
  if (!submission) {
    addField(form, 'cookiesBasket', encodedBasket());
    return;
  }
  event.preventDefault();
  const earlier = waiting.get(form);
  if (earlier) giveUp(earlier.id);
  waiting.set(form, submission);
  sending.add(form);
  keep(submission);
  showState(form, settings, { kind: 'sending' });
  void deliver(submission, (outcome) => {
    sending.delete(form);
    if (outcome.kind !== 'later') waiting.delete(form);
    showState(form, settings, outcome);
    finish(form, outcome);
  });
}

function finish(form: HTMLFormElement, outcome: Outcome): void {
  if (outcome.kind !== 'delivered' || outcome.callCode !== null) return;
  // Called this way, as a field called `reset` hides the form's own.
  HTMLFormElement.prototype.reset.call(form);
  if (outcome.redirect) location.assign(outcome.redirect);
}

/** The page's security policy does not let scripts reach the receiver; it may still let forms. */
function sendPlainly(blocked: string): void {
  for (const [form, { id, url, body }] of waiting) {
    if (new URL(url).origin !== new URL(blocked, url).origin) continue;
    giveUp(id);
    waiting.delete(form);
    sending.delete(form);
    const basket = new URLSearchParams(body).get('cookiesBasket');
    if (basket) addField(form, 'cookiesBasket', basket);
    HTMLFormElement.prototype.submit.call(form);
  }
}

function addField(form: HTMLFormElement, name: string, value: string): void {
  const input = document.createElement('input');
  input.type = 'hidden';
  input.name = name;
  input.value = value;
  form.append(input);
}
