import type { RecognisedName } from './submission.ts';

export interface NameRule {
  name: RecognisedName;
  /** Normalised names that mean this and nothing else, the strongest first. */
  aliases: readonly string[];
  contains: NamePattern;
  /** Names that hold such a word and are taken before others that hold one, or after them. */
  likely: NamePattern;
  unlikely: NamePattern;
  /** Names that hold such a word and mean something else. */
  except: NamePattern;
}

/** A normalised name with its words. */
export interface SplitName {
  key: string;
  words: readonly string[];
}

/** `stems` may stand anywhere in a name, `words` only as whole words of it: `tel` is no part of `hotel`. */
interface NamePattern {
  stems: RegExp | null;
  words: ReadonlySet<string>;
}

// A name is looked at as far as a label of a form goes, so that no form of long names takes long.
const MAX_KEY_LENGTH = 100;

export function splitName(key: string): SplitName {
  const looked = key.slice(0, MAX_KEY_LENGTH);
  return { key: looked, words: looked.split(/[_\d]+/) };
}

export function hasWord({ key, words }: SplitName, pattern: NamePattern): boolean {
  return words.some((word) => pattern.words.has(word)) || pattern.stems?.test(key) === true;
}

function nameHas(stems: string, words: string): NamePattern {
  const list = (text: string): string[] => text.trim().split(/\s+/).filter(Boolean);
  return { stems: list(stems).length > 0 ? new RegExp(list(stems).join('|')) : null, words: new Set(list(words)) };
}

/** Says that the field is about the visitor. */
const OWN = nameHas(
  'клиент покупател заказчик посетител пользовател отправител контактн username yourname clientname customername',
  `your user client customer visitor buyer contact person guest patient sender billing applicant lead
   ваш ваша ваше ваши vash vasha vashe klient`,
);

/** `email_to` and `to_phone`, and not `the_best_number_to_reach_you_on`. */
const ADDRESSED_TO = '^(?:[a-z]+_){0,2}to(?!_(?:call|reach|contact))(?:_[a-z]+)?$';
const STEMS_OF_OTHERS = `manager менеджер admin админ operator оператор дилер dealer webmaster moderator филиал filial
  ^send_?e?_?mail$ ${ADDRESSED_TO}`;
const WORDS_OF_OTHERS = `site website сайт сайта shop store магазин магазина office офис офиса salon салон салона support our
   recipient mailto cc bcc owner pvz пвз`;

/** Says that the field is about somebody else: hidden fields tell scripts of the site whom to write to or to call. */
export const OF_OTHERS = nameHas(STEMS_OF_OTHERS, WORDS_OF_OTHERS);

const alternatives = (words: string): string => `(?:${words.trim().split(/\s+/).join('|')})`;

/** Beside these a bare «номер» is a phone's; beside any other word it is the number of a contract, a flat, a flight. */
const OF_A_CALL = alternatives(
  `ваш ваше вашего мой свой свои твой личн[а-я]* контактн[а-я]* основн[а-я]* дополнительн[а-я]* доп запасн[а-я]*
   рабоч[а-я]* домашн[а-я]* друг[а-я]*
   для обратн[а-я]* связи звонка звонков перезвона смс sms или и в на который позвонить перезвонить звонить введите
   укажите оставьте
   какой у вас вам нам мы по которому какому можно можем с вами связаться обязательно подтверждения контакта лица
   ответственного представителя
   клиента покупателя заказчика абонента пациента гостя получателя отправителя родителя мамы папы телеграм[а-я]*
   telegram max мах
   vash vashego moy kontaktn[a-z]* lichn[a-z]* osnovn[a-z]* dlya dlja obratn[a-z]* svyazi svjazi zvonka klienta
   pokupatelya abonenta
   your client user contact call`,
);
const BARE_NUMBER = `^(?:${OF_A_CALL}_)*(?:номер|nomer)(?:_${OF_A_CALL})*$`;
const OTHER_NUMBER = `^(?!${BARE_NUMBER.slice(1)})(?:.*_)?(?:гос|gos)?(?:номер|nomer)(?:_|$)`;
const ENGLISH_OTHER_NUMBER = `(?:^|_)${alternatives(
  `room house flat apartment building table seat contract policy card bonus member membership passport license licence
   reg registration car auto vehicle plate tracking track serial part item lot batch flight ticket booking reservation
   ref reference case claim bill receipt invoice order account tax vat coupon gift certificate student employee`,
)}_?(?:number|num|no)$`;

/** What may be the person, or whether there is one, or of which kind. */
const CUSTOMER = '^(?:user|client|customer|klient|zakazchik|pokupatel)$';

export const NAME_RULES: readonly NameRule[] = [
  {
    name: 'phone',
    aliases: ['phone', 'tel', 'telephone', 'phone_number', 'number'],
    contains: nameHas(
      `phone telef telephon mobile mobiln sotov телефон мобильн сотов wh?ats_?ap ватсап вотсап вацап viber вайбер
       tel_?num (?:contact|call|callback)_(?:number|no)$ contactnumber куда_(?:вам_)?(?:пере|по)?звонить
       ${BARE_NUMBER}`,
      'tel mob тел моб cell tlf gsm telno telnomer msisdn',
    ),
    likely: OWN,
    unlikely: nameHas(
      `доп друг домашн рабоч супруг родствен организац компани телефакс
       dopoln domashn raboch organi[sz]a kompani spouse telefax`,
      `company work home second secondary additional extra alt alternative other friend relative dop dom rab fax факс
       is has`,
    ),
    except: nameHas(
      `iphone headphone microphone айфон _id$ ${STEMS_OF_OTHERS}`,
      `code country type mask model prefix brand os device version iso dial ${WORDS_OF_OTHERS}`,
    ),
  },
  {
    name: 'email',
    aliases: ['email', 'e_mail', 'mail'],
    contains: nameHas('email e_mail почт пошт pochta имейл имэйл электронный_адрес эл_адрес', 'mail емейл емайл мейл'),
    likely: OWN,
    unlikely: nameHas('confirm повтор subscri', 'company repeat second additional'),
    except: nameHas(STEMS_OF_OTHERS, `${WORDS_OF_OTHERS} from subject template id send`),
  },
  {
    name: 'formName',
    aliases: ['form_name', 'form_title', 'formname', 'formtitle', 'form_subject'],
    contains: nameHas(
      `form_name formname form_title formtitle form_caption form_header название_формы имя_формы заголовок_формы
       nazvanie_form imya_form name_form`,
      'форма forma',
    ),
    likely: nameHas('', ''),
    unlikely: nameHas('', ''),
    except: nameHas('', 'type model id'),
  },
  {
    name: 'visitorName',
    aliases: [
      // What may be the name of a form or a page elsewhere comes after what is only ever that of a person.
      ...['fio', 'фио', 'піб', 'full_name', 'fullname', 'f_i_o', 'ф_и_о', 'name', 'имя', 'імя', 'imya', 'imja'],
      ...['imia', 'first_name', 'firstname', 'name_first', 'fname', 'f_name', 'first', 'receiver', 'author'],
    ],
    contains: nameHas(
      `username fullname yourname clientname customername firstname (?:user|client|your)fio ${CUSTOMER} vasheim[yji]a
       обращаться называть звертатис зовут zovut представьтесь получател заявител zayavitel
       kak_(?:k_vam_)?obras[hc] контактное_лицо kontaktnoy?e_li(?:c|ts)o contact_person contact_face`,
      'name fname uname имя імя fio фио піб imya imja imia receiver first клиент заказчик покупатель',
    ),
    likely: OWN,
    unlikely: nameHas(
      `ребен второ друг ученик ${CUSTOMER}`,
      'child kid student pupil second nick login display friend screen partner',
    ),
    except: nameHas(
      `форм файл filename company компани организац organi[sz]ation produ товар goods услуг service project проект
       tarif тариф categor категор сайт магазин брон город регион улиц марк модел курс пакет ваканси должност отдел врач
       manager менеджер admin dealer дилер салон филиал объект form_?name name_(?:of_)?form imya_form
       field_?(?:\\d+_)?name block campaign template button session operation`,
      `page site branch model car auto brand city region street country domain host last event item office shop store
       firm course tour landing title file doctor plan package room object department vacancy position tag class group
       bank school option key param attr image photo img utm complex source channel btn sku family
       middle card pet host building house flat district operator widget section variant size color offer
       org legal script browser server os items positions`,
    ),
  },
  {
    name: 'comment',
    aliases: [
      'comment',
      'comments',
      'message',
      'msg',
      'text',
      'txt',
      'textarea',
      'question',
      'enquiry',
      'inquiry',
      'body',
      'about',
    ],
    contains: nameHas(
      `comment message textarea коммент комент сообщени повідомлен вопрос запитан пожелани примечани обращени помочь
       опишите расскажите случилось побажан доп(?:олнительная)?_инф (?:dop|additional)_info(?:rm[a-z]+)?$
       special_?requests?$ komment koment soobs[ch] soobw vopros pozhelan primechan otzyv ^f_text$
       (?:preview|detail)_text (?:order|zakaz|request|zayavka|feedback|review|otzyv|user|client|your)_text$
       can_we_help`,
      `question msg mess mesg mesage messege tekst opisanie desc note notes remark remarks enquiry inquiry content
       wishes description описание details отзыв review
       задача zadacha проблема problema суть запрос zapros текст`,
    ),
    likely: OWN,
    unlikely: nameHas('', 'subject desc description описание details content'),
    except: nameHas(
      'produ товар success error категор categor _(?:name|author|phone|tel|e?_?mail)$',
      `id nid sid type status utm meta page site thank thanks button label title answer spec count consent agree url
       file code format template`,
    ),
  },
  {
    name: 'consent',
    aliases: ['agree', 'consent', 'agreement', 'privacy', 'acceptance', 'soglasie', 'согласие'],
    contains: nameHas(
      `agree consent privacy policy politic politik политик согласи согласен согласна соглашен згод soglas персональн
       gdpr acceptance confiden конфиденц licen[sc]e оферт обработк obrabotk принимаю personal_data pers_?da[tn]
       data_processing 152fz ^fz$`,
      'accept accepted rules terms tos oferta oferty pdn пдн pd approve approval approved правила pravila',
    ),
    likely: nameHas('персональн personal pers_?da[tn] 152fz ^fz$', 'pdn пдн pd'),
    unlikely: nameHas('рассыл subscri newsletter mailing реклам', 'sms promo adv marketing'),
    except: nameHas('driver водител', 'url link text label title version page number'),
  },
];

/** Of no field with such a name the value is what the visitor has typed. */
export const NEVER_TYPED = /^utm/;

/** Beside a consent these hold its words. */
export const WORDS_OF_CONSENT = nameHas('', 'text label title');

/** Beside `form_phone`, `form_name` may ask for the visitor's name. Forms are called after what they are for. */
export const CALLED_AS_A_FORM = new RegExp(
  alternatives(
    `звон заяв форм консульт заказ запис расчет обратн связ вопрос подпис скидк акци квиз попап главн футер шапк
     call contact request order feedback quote book subscri form popup modal lead footer header quiz main index page
     landing`,
  ),
  'u',
);

/** Parts of a name that some forms ask for one by one, at the end of a field's name. */
export const NAME_PARTS = {
  first: /(?:^|_)(?:first_?name|name_first|given_?name|f_?name|first|name|имя|імя|imya|imja|imia)$/u,
  middle: /(?:^|_)(?:middle_?name|patronymic|m_?name|second_name|отчество|по_батькові|otchestvo|name_middle|middle)$/u,
  last: /(?:^|_)(?:last_?name|surname|name_last|l_?name|family_?name|family|фамилия|прізвище|familiya|familia|last)$/u,
} as const;

/** Where a phone is asked for in two parts, this is the code of its country. */
export const DIAL_CODE = nameHas(
  'dial_?code phone_code tel_code country_?code phone_country phone_prefix код_страны код_телефона code_country',
  '',
);

/** What a phone that is asked for in parts is made of, beside fields that are named as phones. */
export const PHONE_CODE = nameHas(
  `dial_?code phone_code tel_code country_?code phone_prefix area_?code city_?code код_страны код_телефона код_города
   kod_goroda ^(?:code|kod|код)$`,
  '',
);

/** Of a field that may hold a whole form. Others hold settings of the site, with its own phone among them. */
export const WHOLE_FORM = nameHas(
  'formdata serial',
  'data form fields values params payload lead request post body json order contact contacts client customer user',
);

/** Tilda sends all cookies of its page in one field. */
export const HOLDS_COOKIES = /(?:^|_)cookies?$/;

/** Fields whose value may have the digits of a phone and is something else. */
export const NEVER_A_PHONE = nameHas(
  `snils снилс passport паспорт pasport price цена стоимость client_?id sess token договор dogovor заказ zakaz roistat
   barcode штрихкод артикул серийн serial кадастр рожден birth coord postcode индекс captcha account invoice документ
   полис ${OTHER_NUMBER} ${ENGLISH_OTHER_NUMBER} number_(?:of|people|guests|persons|rooms) clid hash nonce data_rozhd
   (?:^|_)order(?!_prop)(?:_|$) ^contract$ licen[sc]e водител удостовер`,
  `id ids uid uuid cid sid inn инн kpp кпп bik бик ogrn огрн okpo окпо oktmo bic sum сумма summa date дата
   time время card карта карты vin ym ga ip cost amount total итого budget бюджет polis sku imei lat lng lon year год
   zip index articul code код счет счета schet timestamp ts key версия version build sts стс pts птс
   orderid userid formid clickid refid subid ref guid okato окато track tracking trek трек waybill nakladnaya накладная
   promocode coupon certificate сертификат artikul article kod pin pincode password ls licschet random rand rnd`,
);
