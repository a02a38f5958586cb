import type { Language } from '../language/language.ts';

/** The log of tries is kept in English; these are the words of our own in it. What a server has said stays as it is. */
const RUSSIAN: Readonly<Record<string, string>> = {
  'no complete answer in time': 'за отведённое время полного ответа нет',
  'no connection in time': 'за отведённое время соединиться не удалось',
  'no answer in time': 'за отведённое время ответа нет',
  'connection refused': 'в соединении отказано',
  'connection closed before the answer': 'соединение закрылось до ответа',
  'no route to the host': 'к узлу нет пути',
  'the host name is not known (DNS)': 'такого имени узла нет (DNS)',
  'the host name has no address (DNS)': 'у имени узла нет адреса (DNS)',
  'the host name could not be looked up (DNS)': 'имя узла не удалось найти (DNS)',
  'the headers of the answer are too large': 'заголовки ответа слишком велики',
  'the answer is not HTTP': 'ответ не похож на HTTP',
  'TLS: the certificate has expired': 'TLS: срок сертификата истёк',
  'TLS: the certificate is not valid yet': 'TLS: сертификат ещё не действует',
  'TLS: the certificate is for another host name': 'TLS: сертификат выдан на другое имя',
  'TLS: the certificate is self-signed': 'TLS: сертификат подписан сам собой',
  'TLS: the certificate is not trusted': 'TLS: сертификату нет доверия',
  'TLS: the host does not speak it': 'TLS: узел на нём не говорит',
  'TLS: the connection failed': 'TLS: соединиться не удалось',
  'the request failed': 'запрос не удался',
  'the host has no address': 'у узла нет адреса',
  'the host has an address that is not on the public internet': 'адрес узла не в открытом интернете',
  'the address is not a valid URL': 'адрес написан неверно',
  'the address is neither http nor https': 'адрес не http и не https',
  'the address carries a user name or a password': 'в адресе есть имя или пароль',
  'the redirect from https to http would send the data in clear':
    'перенаправление с https на http открыло бы данные всем',
  'the connection led to another address than was checked': 'соединение привело не на тот адрес, что был проверен',
  "the address is not on one of the widget's sites": 'адрес не на сайтах виджета',
  'the name of the mail server is not a host': 'имя почтового сервера не похоже на имя узла',
  'the password of the mail server cannot be read: enter it again':
    'пароль почтового сервера не прочитать: введите его снова',
  'the webhook is switched off: it has answered 410, gone for good':
    'вебхук выключен: он ответил 410, адреса больше нет',
  'the webhook is switched off: it has failed for days': 'вебхук выключен: несколько дней ничего не принимал',
  'the webhook is switched off in the cabinet': 'вебхук выключен в кабинете',
  'the webhook was switched on again': 'вебхук снова включён',
};

const RUSSIAN_WITH_VALUE: readonly (readonly [pattern: RegExp, words: (value: string) => string])[] = [
  [/^the endpoint answered (\d+)$/, (status) => `приёмник ответил ${status}`],
  [/^the handler answered (\d+)$/, (status) => `обработчик ответил ${status}`],
  [/^the request failed \((\w+)\)$/, (code) => `запрос не удался (${code})`],
  [/^port (\d+) is not allowed$/, (port) => `порт ${port} не разрешён`],
  [/^port (\d+) is not one of mail servers$/, (port) => `порт ${port} не почтовый`],
  [/^(\S+) is not one of the hosts that may be reached$/, (host) => `к узлу ${host} обращаться нельзя`],
];

/** Why a try came to nothing, in the reader's language where the words are ours. */
export function describeDeliveryError(error: string, language: Language): string {
  if (language === 'en') return error;
  const known = Object.hasOwn(RUSSIAN, error) ? RUSSIAN[error] : undefined;
  if (known !== undefined) return known;
  for (const [pattern, words] of RUSSIAN_WITH_VALUE) {
    const value = pattern.exec(error)?.[1];
    if (value !== undefined) return words(value);
  }
  return error;
}
