import type { PageContext } from './page-context.ts';
import { receiverUrl } from './sample-forms.ts';

// `|||` and `^#^#` are the separators of the visit data, see docs/protocol.md.
const SAMPLE_VISIT = 'current:::typ=utm|||src=yandex|||mdm=cpc|||cmp=demo^#^#';

export function basketScript(): string {
  return `const form = document.querySelector('#basket-form');
const action = form.action;

form.addEventListener('submit', () => {
  // An ad blocker may have taken CallKeeper away; then the form goes without the visit data.
  if (typeof CallKeeper === 'undefined') return;
  form.action = action + '&cookiesBasket=' + CallKeeper.f.justCookies();
});
`;
}

export function xhrScript({ site, texts }: PageContext): string {
  return `const form = document.querySelector('#xhr-form');

form.addEventListener('submit', (event) => {
  event.preventDefault();

  // The site's own handler gets the form as ever.
  fetch(form.action, { method: 'POST', body: new FormData(form) });

  // Beside it the same fields go to Ringback, with where the visitor came from.
  const visit =
    typeof CallKeeper === 'undefined'
      ? encodeURIComponent('${SAMPLE_VISIT}')
      : CallKeeper.f.justCookies();
  const xhr = new XMLHttpRequest();
  xhr.open('POST', ${quote(receiverUrl(site, '&cookiesBasket='))} + visit);
  xhr.responseType = 'json';
  xhr.onload = () => {
    const { status, call, reason } = xhr.response ?? {};
    const text = status === 'success' ? (call?.reason ?? ${quote(texts.form.success)}) : reason;
    form.querySelector('output').textContent = text ?? ${quote(texts.form.failure)};
  };
  xhr.onerror = () => {
    form.querySelector('output').textContent = ${quote(texts.form.failure)};
  };
  xhr.send(new URLSearchParams(new FormData(form)));
});
`;
}

export function formDataScript({ texts }: PageContext): string {
  return `const form = document.querySelector('#form-data-form');

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const output = form.querySelector('output');
  try {
    const response = await fetch(form.action, { method: 'POST', body: new FormData(form) });
    const { status, call, reason } = await response.json();
    output.textContent = status === 'success' ? (call?.reason ?? ${quote(texts.form.success)}) : reason;
  } catch {
    output.textContent = ${quote(texts.form.failure)};
  }
});
`;
}

export function dataLayerScript({ texts }: PageContext): string {
  return `window.dataLayer = window.dataLayer || [];
const form = document.querySelector('#data-layer-form');

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const output = form.querySelector('output');
  try {
    const response = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
    const { status, call, reason } = await response.json();
    if (status === 'success') {
      window.dataLayer.push({
        event: 'callkeeper-call_order-ckaction',
        eventCategory: 'callkeeper',
        eventAction: 'call_order',
        eventLabel: 'ckaction',
      });
    }
    output.textContent = status === 'success' ? (call?.reason ?? ${quote(texts.form.success)}) : reason;
  } catch {
    output.textContent = ${quote(texts.form.failure)};
  }
});
`;
}

export function connectScript({ texts }: PageContext): string {
  return `// Without Ringback's script the form goes to its own handler, as ever.
if (typeof Ringback !== 'undefined') {
  Ringback.connect(document.querySelector('#connect-form'), {
    textSuccess: ${quote(texts.form.success)},
  });
}
`;
}

export function landingScript({ site, texts }: PageContext): string {
  return `const form = document.querySelector('#landing-form');

form.addEventListener('submit', (event) => {
  event.preventDefault();

  // What $.post(url, $(form).serialize()) of jQuery sends, to the landing's own handler and to Ringback.
  for (const url of [form.action, ${quote(receiverUrl(site))}]) {
    const xhr = new XMLHttpRequest();
    xhr.open('POST', url);
    xhr.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded; charset=UTF-8');
    xhr.onload = () => {
      form.querySelector('output').textContent = ${quote(texts.form.success)};
    };
    xhr.send(new URLSearchParams(new FormData(form)).toString());
  }
});
`;
}

/** A string of JavaScript, in the quotes of the samples. */
function quote(text: string): string {
  return `'${JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll("'", String.raw`\'`)}'`;
}
