import { cleanLine } from './clean-text.ts';
import { html, type Html } from './html.ts';
import type { LetterContent, LetterLink, LetterRow, LetterSection } from './letter.ts';

/** Of what is shown of a link; it leads to the whole address all the same. */
const MAX_LINK_CHARACTERS = 100;

/** The letter for those who read without HTML. */
export function renderLetterText(content: LetterContent): string {
  return `${content.heading}\n\n${renderTableText(content)}`;
}

/** All that is known of the lead, with the link to it. */
export function renderTableText({ sections, link }: Pick<LetterContent, 'sections' | 'link'>): string {
  const blocks = [
    ...sections.map(({ title, rows }) => {
      const lines = rows.map(({ label, value }) => `${label}: ${value.replaceAll('\n', '\n    ')}`);
      return [...(title === null ? [] : [`${title}:`]), ...lines].join('\n');
    }),
    ...(link ? [`${link.label}: ${link.url}`] : []),
  ];
  return `${blocks.join('\n\n')}\n`;
}

export function renderLetterHtml(content: LetterContent): string {
  const { heading, call } = content;
  const button = call ? [renderButton(call, '#2b8a3e')] : [];
  return renderLetterFrame(
    content,
    html`<h1>${heading}</h1>
      ${button}${renderTable(content)}`,
  );
}

/** All that is known of the lead, with the link to it. */
export function renderTable({ sections, link }: Pick<LetterContent, 'sections' | 'link'>): Html {
  return html`${sections.map(renderSection)}${link ? [renderButton(link, '#1864ab')] : []}`;
}

/** Tables and inline styles only: that is what mail programs on phones understand. */
export function renderLetterFrame(
  { language, heading }: Pick<LetterContent, 'language' | 'heading'>,
  inside: Html,
): string {
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${heading}</title>
        <style>
          h1 {
            margin: 0 0 12px;
            font-size: 20px;
            line-height: 1.3;
          }
          h2 {
            margin: 20px 0 8px;
            font-size: 16px;
          }
          p {
            margin: 0 0 12px;
          }
          a {
            color: #1864ab;
          }
          img {
            max-width: 100%;
            height: auto;
          }
        </style>
      </head>
      <body style="margin:0;padding:12px;background:#f4f5f7;font:16px/1.45 Arial,Helvetica,sans-serif;color:#1c2530">
        <div
          style="max-width:600px;margin:0 auto;padding:16px;background:#ffffff;border-radius:8px;word-break:break-word"
        >
          ${inside}
        </div>
      </body>
    </html> `.markup;
}

function renderSection({ title, rows }: LetterSection): Html {
  const heading = title === null ? [] : [html`<h2>${title}</h2> `];
  return html`${heading}
    <table
      role="presentation"
      width="100%"
      cellpadding="0"
      cellspacing="0"
      style="border-collapse:collapse;table-layout:fixed"
    >
      ${rows.map(renderRow)}
    </table> `;
}

function renderRow({ label, value, href, linkText = value }: LetterRow): Html {
  const lines = value.split('\n').map((line, index) => (index === 0 ? html`${line}` : html`<br />${line}`));
  const content =
    href === undefined ? html`${lines}` : html`<a href="${href}">${cleanLine(linkText, MAX_LINK_CHARACTERS)}</a>`;
  return html`<tr>
    <td
      width="36%"
      valign="top"
      style="padding:6px 8px 6px 0;border-top:1px solid #e6e8eb;color:#66707c;font-size:14px;word-break:break-word"
    >
      ${label}
    </td>
    <td
      dir="auto"
      valign="top"
      style="padding:6px 0;border-top:1px solid #e6e8eb;text-align:left;word-break:break-word"
    >
      ${content}
    </td>
  </tr> `;
}

function renderButton({ label, url }: LetterLink, color: string): Html {
  return html`<p style="margin:16px 0">
    <a
      href="${url}"
      style="display:inline-block;padding:12px 18px;background:${color};color:#ffffff;text-decoration:none;border-radius:6px"
      >${label}</a
    >
  </p> `;
}
