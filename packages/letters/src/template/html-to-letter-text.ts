import { htmlToText } from 'html-to-text';

/** The same letter for those who read without HTML. */
export function htmlToLetterText(markup: string): string {
  const text = htmlToText(markup, {
    wordwrap: false,
    limits: { maxDepth: 50, maxInputLength: 1_000_000 },
    selectors: [
      {
        selector: 'a',
        options: {
          hideLinkHrefIfSameAsText: true,
          linkBrackets: false,
          pathRewrite: (href: string) => href.replace(/^tel:/, ''),
        },
      },
      { selector: 'img', format: 'skip' },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    ],
  });
  return `${text.trim()}\n`;
}
