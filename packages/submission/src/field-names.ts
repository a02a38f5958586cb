import type { RecognisedName } from './submission.ts';

interface NameRule {
  name: RecognisedName;
  /** Normalised names that mean this and nothing else, the strongest first. */
  aliases: readonly string[];
  contains: RegExp;
  /** Names that hold such a word and mean something else. */
  except: RegExp;
}

const QUOTES = /["'`«»“”„‟‘’‚‹›]/g;
const CAMEL_HUMP = /(\p{Ll})(\p{Lu})/gu;
const SEPARATORS = /[^\p{L}\p{N}]+/gu;
const ENDING = /[\d_]+$/;
const BRACKETS = /[[\]]+/;

/** In `form[phone]` or `PROPERTY[NAME][0]` these and numbers only say where the field belongs. */
const CONTAINERS = new Set(
  'form,form_fields,wpforms,fields,field,data,lead,values,value,property,request,order,feedback,callback'.split(','),
);

/**
 * The form in which names are compared: lower case, without quotes, `[]` and trailing digits, words joined by `_`.
 * `”tel”`, `Tel-463`, `TEL[]` and `form[tel]` are all `tel`; `userPhone` is `user_phone`.
 */
export function normaliseName(name: string): string {
  return withoutContainers(name)
    .replace(QUOTES, '')
    .replace(CAMEL_HUMP, '$1_$2')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(SEPARATORS, '_')
    .replace(ENDING, '')
    .replace(/^_/, '');
}

function withoutContainers(name: string): string {
  if (!name.includes('[')) return name;
  const parts = name.split(BRACKETS).filter((part) => !CONTAINERS.has(part.toLowerCase()) && !/^\d*$/.test(part));
  return parts.length > 0 ? parts.join('_') : name;
}

/** Matches `stems` anywhere in a normalised name, `words` only as whole words of it: `tel` is no part of `hotel`. */
function nameHas(stems: string[], words: string[]): RegExp {
  const anywhere = stems.join('|');
  const whole = words.length > 0 ? `(?<!\\p{L})(?:${words.join('|')})(?!\\p{L})` : '';
  return new RegExp([anywhere, whole].filter((part) => part !== '').join('|'), 'u');
}

export const NAME_RULES: readonly NameRule[] = [
  {
    name: 'phone',
    aliases: ['phone', 'tel', 'telephone', 'phone_number', 'number'],
    contains: nameHas(['phone', 'telefon', 'mobile', 'телефон', 'мобильн'], ['tel', 'mob', 'тел', 'моб', 'сотовый']),
    except: nameHas(['iphone', 'headphone', 'microphone', 'айфон'], ['code', 'country', 'type', 'mask', 'model']),
  },
  {
    name: 'email',
    aliases: ['email', 'e_mail', 'mail'],
    contains: nameHas(['email', 'почта', 'имейл'], ['mail', 'e_mail', 'емейл', 'емайл']),
    except: nameHas(['subscri', 'confirm'], ['to', 'from', 'manager', 'admin']),
  },
  {
    name: 'formName',
    aliases: ['form_name', 'form_title', 'formname', 'formtitle', 'form_subject'],
    contains: nameHas(['form_name', 'formname', 'form_title', 'название_формы', 'имя_формы'], ['форма']),
    except: nameHas([], ['type', 'model', 'id']),
  },
  {
    name: 'visitorName',
    aliases: ['name', 'fio', 'фио', 'имя', 'full_name', 'fullname', 'first_name', 'firstname', 'name_first', 'fname'],
    contains: nameHas(
      ['username', 'fullname', 'yourname', 'clientname', 'customername', 'обращаться'],
      ['name', 'имя', 'fio', 'фио', 'imya'],
    ),
    except: nameHas(
      ['форм', 'file', 'company', 'компани', 'организац', 'product', 'товар'],
      ['form', 'page', 'site', 'model', 'car', 'brand', 'city', 'domain', 'last', 'event', 'item', 'office', 'button'],
    ),
  },
  {
    name: 'comment',
    aliases: ['comment', 'comments', 'message', 'msg', 'text', 'textarea', 'question'],
    contains: nameHas(
      ['comment', 'message', 'textarea', 'комментари', 'сообщени', 'вопрос', 'пожелани', 'примечани'],
      ['question', 'msg', 'note', 'notes'],
    ),
    except: nameHas([], ['id', 'type', 'status', 'error']),
  },
  {
    name: 'consent',
    aliases: ['agree', 'consent', 'agreement', 'privacy'],
    contains: nameHas(
      ['agree', 'consent', 'privacy', 'policy', 'согласи', 'soglasie', 'политик', 'персональн', 'gdpr', 'acceptance'],
      ['accept', 'rules', 'terms', 'pdn', 'пдн'],
    ),
    except: nameHas(['url', 'link', 'text'], []),
  },
];

/** Parts of a name that some forms ask for one by one. */
export const NAME_PARTS = {
  first: new Set(['name', 'имя', 'first_name', 'firstname', 'name_first', 'fname', 'your_name']),
  middle: new Set(['middle_name', 'middlename', 'patronymic', 'отчество', 'second_name']),
  last: new Set(['last_name', 'lastname', 'surname', 'name_last', 'lname', 'family_name', 'фамилия']),
};

/** Fields whose value may have the digits of a phone and is something else. */
export const NEVER_A_PHONE = nameHas(
  [
    'utm',
    'snils',
    'снилс',
    'passport',
    'паспорт',
    'price',
    'цена',
    'client_?id',
    'session',
    'token',
    'договор',
    'заказ',
  ],
  [
    'id',
    'uid',
    'cid',
    'inn',
    'инн',
    'ogrn',
    'огрн',
    'sum',
    'сумма',
    'date',
    'дата',
    'time',
    'card',
    'order',
    'vin',
    'ym',
  ],
);
