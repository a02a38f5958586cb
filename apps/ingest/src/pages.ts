import { createHash } from 'node:crypto';

import type { AnswerPages } from './ingest-widget.ts';
import type { CALL_REFUSALS } from './refusals.ts';
import { type RefusalName } from './refusals.ts';

export type Language = 'ru' | 'en';

interface PageText {
  title: string;
  text: string;
}

export type PageName = RefusalName | 'accepted' | keyof typeof CALL_REFUSALS;

const TRY_AGAIN = {
  en: { title: 'Please send the form again', text: 'It could not be stored right now. Try again in a few seconds.' },
  ru: {
    title: 'Отправьте форму ещё раз',
    text: 'Сейчас сохранить её не получилось. Попробуйте через несколько секунд.',
  },
};
const NOT_A_FORM = {
  en: { title: 'The form cannot be read', text: 'Go back to the site and send it again.' },
  ru: { title: 'Не удалось прочитать форму', text: 'Вернитесь на сайт и отправьте её ещё раз.' },
};
const NOTHING_HERE = {
  en: { title: 'Nothing here', text: 'This address takes the forms of websites.' },
  ru: { title: 'Здесь ничего нет', text: 'Этот адрес принимает формы сайтов.' },
};

const PAGES: Record<PageName, Record<Language, PageText>> = {
  accepted: {
    en: { title: 'Thank you', text: 'We have received your request and will call you back.' },
    ru: { title: 'Спасибо', text: 'Мы получили вашу заявку и перезвоним вам.' },
  },
  709: {
    en: {
      title: 'We cannot call you',
      text: 'Your request is received, but the phone number is missing or not valid.',
    },
    ru: { title: 'Мы не сможем позвонить', text: 'Заявка получена, но номер телефона не указан или указан с ошибкой.' },
  },
  718: {
    en: { title: 'We cannot call you', text: 'Your request is received, but we do not call numbers of this kind.' },
    ru: { title: 'Мы не сможем позвонить', text: 'Заявка получена, но на такие номера мы не звоним.' },
  },
  'unknown-widget': {
    en: { title: 'Unknown form', text: 'This form is not connected. Please tell the owner of the site.' },
    ru: { title: 'Неизвестная форма', text: 'Эта форма не подключена. Сообщите об этом владельцу сайта.' },
  },
  'widget-off': {
    en: { title: 'The form is switched off', text: 'Requests are not taken at the moment.' },
    ru: { title: 'Форма отключена', text: 'Сейчас заявки не принимаются.' },
  },
  'form-too-large': {
    en: { title: 'The form is too large', text: 'Shorten it or leave out the files, and send it again.' },
    ru: { title: 'Форма слишком большая', text: 'Сократите текст или уберите файлы и отправьте её ещё раз.' },
  },
  'form-malformed': NOT_A_FORM,
  'unsupported-encoding': NOT_A_FORM,
  flood: {
    en: { title: 'Too many requests', text: 'Please wait a minute and send the form again.' },
    ru: { title: 'Слишком много заявок', text: 'Подождите минуту и отправьте форму ещё раз.' },
  },
  'method-not-allowed': NOTHING_HERE,
  'unknown-address': NOTHING_HERE,
  'internal-error': TRY_AGAIN,
  'not-stored': TRY_AGAIN,
  'widgets-not-loaded': TRY_AGAIN,
};

const LINK_TEXT = { en: 'Back to the site', ru: 'Вернуться на сайт' };

const STYLE =
  'body{font:18px/1.5 system-ui,sans-serif;max-width:32rem;margin:15vh auto;padding:0 1rem;text-align:center}' +
  '@media(prefers-color-scheme:dark){body{background:#1a1b1e;color:#e9ecef}a{color:#74c0fc}}';

/** Nothing may be loaded or run on a page, and no form on it may be sent; the style is allowed by its hash. */
export const PAGE_SECURITY_POLICY =
  `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; ` +
  `base-uri 'none'; form-action 'none'`;

/** Which of the owner's texts stands on which page. */
const OWNERS_TEXTS: Partial<Record<PageName, keyof AnswerPages>> = {
  accepted: 'accepted',
  709: 'phoneNotValid',
  718: 'phoneNotCalled',
  'widget-off': 'switchedOff',
};

export interface PageOptions {
  language: Language;
  /** Back to the form; the caller has checked its site. */
  link: URL | null;
  answerPages?: AnswerPages;
}

/** A small page of the owner's words or ours. Nothing on it comes from the form. */
export function renderPage(page: PageName, { language, link, answerPages = {} }: PageOptions): string {
  const owners = OWNERS_TEXTS[page];
  const words = (owners && answerPages[owners]) ?? PAGES[page][language];
  const [title, text] = [escapeHtml(words.title), escapeHtml(words.text)];
  const back = link ? `<p><a href="${escapeHtml(link.href)}">${LINK_TEXT[language]}</a></p>` : '';
  return (
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}</style></head>` +
    `<body><h1>${title}</h1><p>${text}</p>${back}</body></html>`
  );
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
