import { html, type Html } from './html.ts';
import type { PageContext } from './page-context.ts';
import { forwardingUrl } from './sample-forms.ts';

/** A form of the web form module: fields by the number of their answer, the form by its own. */
export function bitrixForm({ site, texts: { form: texts } }: PageContext): Html {
  return html`
    <form id="bitrix-form" method="post" action="${forwardingUrl(site)}" enctype="multipart/form-data">
      <input type="hidden" name="sessid" value="5d41402abc4b2a76b9719d911017c592" />
      <input type="hidden" name="WEB_FORM_ID" value="3" />
      <label for="name">${texts.name}</label>
      <input id="name" name="form_text_10" />
      <label for="phone">${texts.phone}</label>
      <input id="phone" name="form_text_11" type="tel" />
      <label for="comment">${texts.comment}</label>
      <textarea id="comment" name="form_textarea_12" rows="2"></textarea>
      <button type="submit" name="web_form_submit" value="${texts.submit}">${texts.submit}</button>
    </form>
  `;
}

/** Contact Form 7: its own hidden fields, and the visitor's named by type and number. */
export function wordpressForm({ site, texts: { form: texts } }: PageContext): Html {
  return html`
    <form id="wordpress-form" method="post" action="${forwardingUrl(site)}" enctype="multipart/form-data">
      <input type="hidden" name="_wpcf7" value="463" />
      <input type="hidden" name="_wpcf7_unit_tag" value="wpcf7-f463-p12-o1" />
      <input type="hidden" name="_wpcf7_container_post" value="12" />
      <label for="name">${texts.name}</label>
      <input id="name" name="your-name" autocomplete="name" />
      <label for="phone">${texts.phone}</label>
      <input id="phone" name="tel-463" type="tel" autocomplete="tel" />
      <label for="comment">${texts.comment}</label>
      <textarea id="comment" name="your-message" rows="2"></textarea>
      <button type="submit">${texts.submit}</button>
    </form>
  `;
}

/** A page builder's form: capitalised names, and a repeated field for the services that get it. */
export function tildaForm({ site, texts: { form: texts } }: PageContext): Html {
  return html`
    <form id="tilda-form" method="post" action="${forwardingUrl(site)}">
      <input type="hidden" name="formservices[]" value="0a1b2c3d4e5f60718293a4b5c6d7e8f9" />
      <input type="hidden" name="formservices[]" value="9f8e7d6c5b4a39281706f5e4d3c2b1a0" />
      <input type="hidden" name="tildaspec-formname" value="${texts.formName}" />
      <input type="hidden" name="form-spec-comments" value="Its good" />
      <label for="name">${texts.name}</label>
      <input id="name" name="Name" autocomplete="name" />
      <label for="phone">${texts.phone}</label>
      <input id="phone" name="Phone" type="tel" autocomplete="tel" />
      <label for="comment">${texts.comment}</label>
      <textarea id="comment" name="Textarea" rows="2"></textarea>
      <button type="submit">${texts.submit}</button>
    </form>
  `;
}

/** A landing page whose script mails the form: the letter's subject and recipient are fields like any other. */
export function landingForm({ texts: { form: texts } }: PageContext): Html {
  return html`
    <form id="landing-form" method="post" action="/action">
      <input type="hidden" name="project_name" value="Shop" />
      <input type="hidden" name="admin_email" value="owner@shop.example" />
      <input type="hidden" name="form_subject" value="${texts.formName}" />
      <label for="name">${texts.name}</label>
      <input id="name" name="user_name" autocomplete="name" />
      <label for="phone">${texts.phone}</label>
      <input id="phone" name="user_phone" type="tel" autocomplete="tel" />
      <button type="submit">${texts.submit}</button>
      <output></output>
    </form>
  `;
}
