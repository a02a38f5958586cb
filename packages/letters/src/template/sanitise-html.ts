import sanitizeHtml from 'sanitize-html';

const TEXT_TAGS = [
  'a',
  'abbr',
  'b',
  'big',
  'blockquote',
  'br',
  'center',
  'code',
  'del',
  'div',
  'em',
  'font',
  'hr',
  'i',
];
const MORE_TEXT_TAGS = ['li', 'ol', 'p', 'pre', 's', 'small', 'span', 'strike', 'strong', 'sub', 'sup', 'u', 'ul'];
const OTHER_TAGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'img', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr'];

/**
 * Markup that is left of a letter when everything is taken out that mail programs do not show or that could act. What is
 * filled in is escaped already; this is for values that stand where escaping is not enough, such as `href={{ page }}`.
 */
export function sanitiseHtml(markup: string): string {
  return sanitizeHtml(markup, {
    allowedTags: [...TEXT_TAGS, ...MORE_TEXT_TAGS, ...OTHER_TAGS],
    allowedAttributes: {
      '*': ['style', 'align', 'dir', 'lang', 'title', 'bgcolor'],
      a: ['href'],
      font: ['color', 'face', 'size'],
      img: ['src', 'alt', 'width', 'height'],
      table: ['role', 'border', 'cellpadding', 'cellspacing', 'width'],
      td: ['colspan', 'rowspan', 'valign', 'width'],
      th: ['colspan', 'rowspan', 'valign', 'width'],
    },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['http', 'https'] },
    allowProtocolRelative: false,
    parseStyleAttributes: false,
    nestingLimit: 50,
  });
}
