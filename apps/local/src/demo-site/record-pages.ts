import { html, type Html } from './html.ts';
import type { Letter } from './mailbox.ts';
import type { PageContext } from './page-context.ts';
import type { FormField } from './read-form.ts';
import type { NumberedRecord } from './recent-records.ts';
import type { ReceivedWebhook } from './webhook-receiver.ts';

export interface ReceivedForm {
  at: string;
  method: string;
  contentType: string | null;
  fields: FormField[];
}

const SHOWN_RECORDS = 50;

export function receivedPage(context: PageContext, records: readonly NumberedRecord<ReceivedForm>[]): Html {
  const { receivedTitle, receivedAbout, noFields } = context.texts.records;
  return recordsPage(context, receivedTitle, receivedAbout, records, ({ method, contentType, fields }) => ({
    title: html`<code>${method}</code> <span class="hint">${contentType}</span>`,
    content: fields.length === 0 ? html`<p>${noFields}</p>` : definitions(fields),
  }));
}

export function webhooksPage(context: PageContext, records: readonly NumberedRecord<ReceivedWebhook>[]): Html {
  const { webhooksTitle, webhooksAbout, verified, notVerified } = context.texts.records;
  return recordsPage(context, webhooksTitle, webhooksAbout, records, (webhook) => ({
    title: html`
      <code>${webhook.type ?? '?'}</code>
      <span class="badge ${webhook.verified ? 'good' : 'bad'}">${webhook.verified ? verified : notVerified}</span>
    `,
    content: html`
      <p class="hint">webhook-id: ${webhook.id ?? '–'}</p>
      <pre>${JSON.stringify(webhook.body, null, 2)}</pre>
    `,
  }));
}

export function messagesPage(context: PageContext, records: readonly NumberedRecord<Letter>[]): Html {
  const { messagesTitle, messagesAbout, noSubject } = context.texts.records;
  return recordsPage(context, messagesTitle, messagesAbout, records, (letter) => ({
    title: html`${letter.subject === '' ? noSubject : letter.subject}`,
    content: letterContent(context, letter),
  }));
}

function letterContent({ texts }: PageContext, letter: Letter): Html {
  const { from, to, asText, asHtml } = texts.records;
  // An empty sandbox: no scripts, no forms, no links out, an origin of its own.
  const asPage = html` <iframe sandbox="" loading="lazy" title="${asHtml}" srcdoc="${letter.html ?? ''}"></iframe> `;
  return html`
    ${definitions([
      { name: from, value: letter.from },
      { name: to, value: letter.to },
    ])}
    ${letter.html === null ? null : asPage}
    ${
      letter.text === null
        ? null
        : html`
            <details ${letter.html === null ? html`open` : null}>
              <summary>${asText}</summary>
              <pre>${letter.text}</pre>
            </details>
          `
    }
  `;
}

function recordsPage<T extends { at: string }>(
  context: PageContext,
  title: string,
  about: string,
  records: readonly NumberedRecord<T>[],
  view: (record: T) => { title: Html; content: Html },
): Html {
  const { texts, language, path } = context;
  const clock = new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'medium' });
  const article = ({ number, record }: NumberedRecord<T>): Html => {
    const { title: heading, content } = view(record);
    return html`
      <article class="card" id="record-${number}">
        <header>
          <h2>${heading}</h2>
          <time datetime="${record.at}">${clock.format(new Date(record.at))}</time>
        </header>
        ${content}
      </article>
    `;
  };
  return html`
    <h1>${title}</h1>
    <p class="lead">${about}</p>
    <p class="hint">${texts.records.newest} <a href="${path}?format=json">${texts.records.json}</a></p>
    <div id="records" aria-live="polite">
      ${
        records.length === 0
          ? html`<p class="card empty" id="no-records">${texts.records.empty}</p>`
          : records.slice(0, SHOWN_RECORDS).map(article)
      }
    </div>
  `;
}

function definitions(fields: readonly FormField[]): Html {
  return html`
    <dl>
      ${fields.map(
        ({ name, value }) => html`
          <dt>${name}</dt>
          <dd>${value}</dd>
        `,
      )}
    </dl>
  `;
}
