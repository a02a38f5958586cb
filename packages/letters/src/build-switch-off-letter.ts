import type { Language } from '@ringback/scenario';

import type { Letter } from './letter.ts';
import { renderLetterHtml, renderLetterText } from './render-letter.ts';

export interface SwitchedOffWebhook {
  widgetName: string;
  url: string;
  failingSince: Date;
  /** It said that it is gone (410), or it failed for days. */
  reason: 'gone' | 'failing';
}

const WORDS = {
  ru: {
    heading: 'Вебхук выключен',
    widget: 'Виджет',
    url: 'Адрес',
    since: 'Не работает с (UTC)',
    why: 'Почему',
    reasons: {
      gone: 'Он ответил 410: такого адреса больше нет.',
      failing: 'Несколько дней подряд ни одно уведомление не удалось доставить.',
    },
    next: 'Что дальше',
    advice:
      'Новые уведомления на этот адрес не отправляются. Когда он заработает, включите его в кабинете и повторите пропущенные доставки.',
    open: 'Открыть доставки в кабинете',
  },
  en: {
    heading: 'A webhook was switched off',
    widget: 'Widget',
    url: 'Address',
    since: 'Failing since (UTC)',
    why: 'Why',
    reasons: {
      gone: 'It answered 410: there is no such address any more.',
      failing: 'For days no notification could be delivered.',
    },
    next: 'What now',
    advice:
      'No more notifications go to this address. When it works again, switch it on in the cabinet and replay the deliveries that it has missed.',
    open: 'Open the deliveries in the cabinet',
  },
} as const satisfies Record<Language, object>;

/** The letter to a webhook's owner when nothing is sent to it any more. */
export function buildSwitchOffLetter(
  { widgetName, url, failingSince, reason }: SwitchedOffWebhook,
  { language, consoleUrl }: { language: Language; consoleUrl: string | null },
): Letter {
  const words = WORDS[language];
  const rows = [
    { label: words.widget, value: widgetName },
    // Without its query, which may have a token in it.
    { label: words.url, value: url.replace(/[?#].*/s, '') },
    { label: words.since, value: failingSince.toISOString().slice(0, 16).replace('T', ' ') },
    { label: words.why, value: words.reasons[reason] },
    { label: words.next, value: words.advice },
  ];
  const content = {
    language,
    subject: words.heading,
    heading: words.heading,
    sections: [{ title: null, rows }],
    call: null,
    link: consoleUrl === null ? null : { label: words.open, url: `${consoleUrl.replace(/\/+$/, '')}/deliveries` },
  };
  return { subject: words.heading, text: renderLetterText(content), html: renderLetterHtml(content) };
}
