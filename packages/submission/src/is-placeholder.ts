import { normaliseName } from './normalise-name.ts';

const MAX_LENGTH = 60;
const ASKS = [
  ...['введите', 'укажите', 'напишите', 'впишите', 'ваш', 'ваша', 'ваше', 'ваши', 'свое', 'свой', 'свою', 'сюда'],
  ...['your', 'enter', 'type', 'please', 'the', 'here'],
];
const ASKED = [
  ...['имя', 'имя_и_фамилия', 'имя_фамилия', 'фио', 'ф_и_о', 'фамилия', 'телефон', 'номер_телефона'],
  ...['почта', 'почту', 'комментарий', 'комментарии', 'сообщение', 'вопрос', 'текст'],
  ...['name', 'full_name', 'first_name', 'last_name', 'phone', 'phone_number', 'e_mail', 'email', 'mail'],
  ...['comment', 'comments', 'message', 'question'],
];
const PLACEHOLDER = new RegExp(`^(?:(?:${ASKS.join('|')})_)*(?:${ASKED.join('|')})$`, 'u');

const FIRST_WORDS = new Set([...ASKS, ...ASKED].map((words) => words.split('_', 1)[0]));
/** The first word, and what it begins with: `YourName`, `Your`. */
const WORD = /(\p{L}\p{Ll}*)\p{L}*/u;

/** Old pages write the words of a placeholder into the field itself, and send them when nobody has put in others. */
export function isPlaceholder(value: string): boolean {
  // Nearly no value is one, and its first word tells.
  if (value.length > MAX_LENGTH || !beginsLikeOne(value)) return false;
  return !/\d/.test(value) && PLACEHOLDER.test(normaliseName(value.replace(/\.{2,}|…/gu, '')));
}

function beginsLikeOne(value: string): boolean {
  const [word = '', hump = ''] = WORD.exec(value) ?? [];
  return isFirstWord(word) || (hump !== word && isFirstWord(hump));
}

function isFirstWord(word: string): boolean {
  return FIRST_WORDS.has(word.toLowerCase().replace('ё', 'е'));
}
