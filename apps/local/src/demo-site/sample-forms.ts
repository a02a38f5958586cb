import { html, type Html } from './html.ts';
import type { PageContext, SiteAddresses } from './page-context.ts';

interface FormParts {
  id: string;
  action: string;
  attributes?: Html;
  /** Where a script shows the answer. */
  answer?: Html;
}

const OUTPUT = html`<output></output>`;

/** The address that a form of the site is sent to; flags have no value. */
export function receiverUrl(site: SiteAddresses, parameters = ''): string {
  return `${site.ingestUrl}/formReceiver?widgetHash=${site.widgetHash}${parameters}`;
}

export function forwardingUrl(site: SiteAddresses): string {
  return receiverUrl(site, `&isSend&backUrl=${encodeURIComponent(`${site.url}/action`)}`);
}

export function callOnlyForm(context: PageContext): Html {
  return renderForm(context, { id: 'call-only-form', action: receiverUrl(context.site) });
}

export function plainForm(context: PageContext): Html {
  return renderForm(context, { id: 'plain-form', action: forwardingUrl(context.site) });
}

export function getForm(context: PageContext): Html {
  const action = receiverUrl(context.site, '&isSend&backUrl=/action&responseMethod=GET');
  return renderForm(context, { id: 'get-form', action });
}

export function redirectForm(context: PageContext): Html {
  const action = receiverUrl(context.site, '&isSend&backUrl=/action&isRedirect');
  return renderForm(context, { id: 'redirect-form', action });
}

export function basketForm(context: PageContext): Html {
  return renderForm(context, { id: 'basket-form', action: forwardingUrl(context.site) });
}

export function xhrForm(context: PageContext): Html {
  return renderForm(context, { id: 'xhr-form', action: '/action', answer: OUTPUT });
}

export function formDataForm(context: PageContext): Html {
  return renderForm(context, { id: 'form-data-form', action: forwardingUrl(context.site), answer: OUTPUT });
}

export function dataLayerForm(context: PageContext): Html {
  return renderForm(context, { id: 'data-layer-form', action: forwardingUrl(context.site), answer: OUTPUT });
}

export function backgroundForm(context: PageContext): Html {
  const action = forwardingUrl(context.site);
  return renderForm(context, { id: 'background-form', action, attributes: html`data-ringback`, answer: OUTPUT });
}

export function connectForm(context: PageContext): Html {
  return renderForm(context, { id: 'connect-form', action: '/action', answer: OUTPUT });
}

function renderForm({ texts: { form: texts } }: PageContext, { id, action, attributes, answer }: FormParts): Html {
  return html`
    <form id="${id}" method="post" action="${action}" ${attributes ?? null}>
      <input type="hidden" name="form_name" value="${texts.formName}" />
      <label for="name">${texts.name}</label>
      <input id="name" name="name" autocomplete="name" />
      <label for="phone">${texts.phone}</label>
      <input id="phone" name="phone" type="tel" autocomplete="tel" placeholder="+7 999 888-66-55" />
      <label for="comment">${texts.comment}</label>
      <textarea id="comment" name="comment" rows="2"></textarea>
      <button type="submit">${texts.submit}</button>
      ${answer ?? null}
    </form>
  `;
}
