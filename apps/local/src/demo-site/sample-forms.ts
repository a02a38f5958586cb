import { html, type Html } from './html.ts';
import type { PageContext, SiteAddresses } from './page-context.ts';

type FormTexts = PageContext['texts']['form'];

/** The address that a form of the site is sent to; flags have no value. */
export function receiverUrl(site: SiteAddresses, parameters: string): string {
  return `${site.ingestUrl}/formReceiver?widgetHash=${site.widgetHash}${parameters}`;
}

function forwardingUrl(site: SiteAddresses): string {
  return receiverUrl(site, `&isSend&backUrl=${encodeURIComponent(`${site.url}/action`)}`);
}

export function plainForm({ site, texts }: PageContext): Html {
  return renderForm('plain-form', forwardingUrl(site), texts.form, null);
}

export function backUrlForm({ site, texts }: PageContext): Html {
  const action = receiverUrl(site, '&isSend&backUrl=/action&responseMethod=GET&isRedirect');
  return renderForm('back-url-form', action, texts.form, null);
}

export function xhrForm({ texts }: PageContext): Html {
  return renderForm('xhr-form', '/action', texts.form, html`<output></output>`);
}

export function formDataForm({ site, texts }: PageContext): Html {
  return renderForm('form-data-form', forwardingUrl(site), texts.form, html`<output></output>`);
}

export function dataLayerForm({ site, texts }: PageContext): Html {
  return renderForm('data-layer-form', forwardingUrl(site), texts.form, html`<output></output>`);
}

function renderForm(id: string, action: string, texts: FormTexts, answer: Html | null): Html {
  return html`
    <form id="${id}" method="post" action="${action}">
      <input type="hidden" name="form_name" value="${texts.formName}" />
      <label for="name">${texts.name}</label>
      <input id="name" name="name" autocomplete="name" />
      <label for="phone">${texts.phone}</label>
      <input id="phone" name="phone" type="tel" autocomplete="tel" placeholder="+7 999 888-66-55" />
      <label for="comment">${texts.comment}</label>
      <textarea id="comment" name="comment" rows="2"></textarea>
      <button type="submit">${texts.submit}</button>
      ${answer}
    </form>
  `;
}
