import type { FormSettings } from './read-form.ts';
import type { Outcome } from './send.ts';
import { textsFor, type TextName } from './texts.ts';

type State = Outcome | { kind: 'sending' };

const CALL_TEXTS: Record<number, TextName> = { 709: 'textBadPhone', 718: 'textNotCalled' };

/** Says how it stands in the form's own place, and to the site's styles and scripts. */
export function showState(form: HTMLFormElement, settings: FormSettings, state: State): void {
  const name = textNameOf(state);
  const text = name ? settings[name] || textsFor(form)[name] : state.kind === 'delivered' ? state.callReason : '';
  answerPlace(form).textContent = text;
  form.setAttribute('data-ringback-state', state.kind === 'delivered' && state.callCode ? 'not-called' : state.kind);
  form.dispatchEvent(new CustomEvent('ringback', { bubbles: true, detail: state }));
}

function textNameOf(state: State): TextName | undefined {
  switch (state.kind) {
    case 'sending':
      return 'textSending';
    case 'later':
      return 'textLater';
    case 'refused':
      return 'textFailed';
    case 'delivered':
      return state.callCode === null ? 'textSuccess' : CALL_TEXTS[state.callCode];
  }
}

/** An element of the form that is meant for it, else one of ours at its end. */
function answerPlace(form: HTMLFormElement): Element {
  const place = form.querySelector('[data-ringback-answer], output') || form.appendChild(document.createElement('div'));
  place.setAttribute('data-ringback-answer', '');
  place.setAttribute('aria-live', 'polite');
  return place;
}
