import { normaliseName } from './normalise-name.ts';

const MAX_LENGTH = 60;
const ASKS =
  '(?:введите|укажите|напишите|впишите|ваш|ваша|ваше|ваши|свое|свой|свою|your|enter|type|please|the|here|сюда)';
const ASKED =
  '(?:имя|имя_и_фамилия|имя_фамилия|фио|ф_и_о|фамилия|name|full_name|first_name|last_name|телефон|номер_телефона|phone|' +
  'phone_number|e_mail|email|mail|почта|почту|комментарий|комментарии|сообщение|вопрос|текст|comment|comments|message|question)';
/** Nearly no value is one, and telling so has to be quick. */
const MAY_BE_ASKED =
  /имя|фио|ф\.|фамилия|телефон|почт|комментари|сообщение|вопрос|текст|name|phone|mail|comment|message|question/iu;
const PLACEHOLDER = new RegExp(`^(?:${ASKS}_)*${ASKED}$`, 'u');

/** Old pages write the words of a placeholder into the field itself, and send them when nobody has put in others. */
export function isPlaceholder(value: string): boolean {
  if (value.length > MAX_LENGTH || /\d/.test(value) || !MAY_BE_ASKED.test(value)) return false;
  return PLACEHOLDER.test(normaliseName(value.replace(/\.{2,}|…/gu, '')));
}
