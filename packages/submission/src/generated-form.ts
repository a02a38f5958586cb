import fc from 'fast-check';

/** A form that somebody might have built, with what is in it. */
export interface GeneratedForm {
  contentType: string | undefined;
  query: string;
  body: Buffer;
  phone: string;
  visitorName: string;
  formName: string;
  source: string;
}

type Field = [name: string, value: string];

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';

const digits = (length: number): fc.Arbitrary<string> =>
  fc.integer({ min: 0, max: 10 ** length - 1 }).map((number) => String(number).padStart(length, '0'));

const MASKS: ((n: string) => string)[] = [
  (n) => `+7 (${n.slice(0, 3)}) ${n.slice(3, 6)}-${n.slice(6, 8)}-${n.slice(8)}`,
  (n) => `+7${n}`,
  (n) => `8 ${n.slice(0, 3)} ${n.slice(3, 6)} ${n.slice(6, 8)} ${n.slice(8)}`,
  (n) => `8(${n.slice(0, 3)})${n.slice(3, 6)}-${n.slice(6)}`,
  (n) => `7${n}`,
  (n) => `8-${n.slice(0, 3)}-${n.slice(3, 6)}-${n.slice(6, 8)}-${n.slice(8)}`,
  (n) => `(${n.slice(0, 3)}) ${n.slice(3, 6)}-${n.slice(6)}`,
  (n) => ` +7 ${n.slice(0, 3)} ${n.slice(3, 6)} ${n.slice(6)} `,
];

const PHONE_NAMES = [
  'phone',
  'tel',
  'telephone',
  'Телефон',
  'your-phone',
  'userPhone',
  'mobile',
  'form[phone]',
  'x',
  'f',
];
const PERSON_NAMES = ['name', 'fio', 'Имя', 'your-name', 'user_name', 'clientName', 'fields[name]', 'Ваше имя'];
const FORM_NAMES = ['form_name', 'form_title', 'formname', 'Название формы', 'FormName'];

/** As form builders and people write the same name. */
const DECORATIONS: ((name: string) => string)[] = [
  (name) => name,
  (name) => name.toUpperCase(),
  (name) => ` ${name} `,
  (name) => `"${name}"`,
  (name) => `”${name}”`,
  (name) => `${name}[]`,
  (name) => `${name}-463`,
  (name) => `${name}_2`,
  (name) => `${name}*`,
];

const decorated = (names: string[]): fc.Arbitrary<string> =>
  fc.tuple(fc.constantFrom(...names), fc.constantFrom(...DECORATIONS)).map(([name, decorate]) => decorate(name));

const NOISE: Field[] = [
  ['sessid', '0f1e2d3c4b5a69788796a5b4c3d2e1f0'],
  ['order_id', '79161234567'],
  ['sum', '4 951 234 567'],
  ['date', '12.05.2021 10:30'],
  ['inn', '7707083893'],
  ['f3', '4111 1111 1111 1111'],
  ['project_name', 'Shop'],
  ['company', 'ООО «Ромашка»'],
  ['manager_phone', '+74951234567'],
  ['admin_email', 'shop@site.example'],
  ['text-9', 'дом 7, квартира 916'],
  ['number', '5'],
  ['phone', ''],
  ['name', 'undefined'],
  ['form_name', ' '],
  ['agree', '1'],
  ['', 'Отправить'],
  ['rate', '100%'],
];

const word = fc.string({ unit: fc.constantFrom(...Array.from(ALPHABET)), minLength: 3, maxLength: 12 });
const person = fc.constantFrom('Анна', 'Пётр Кузнецов', "Jean-Luc O'Neil", 'Ян', 'Мария Петровна');

const formFields = fc.record({
  number: digits(7).map((rest) => `916${rest}`),
  mask: fc.constantFrom(...MASKS),
  names: fc.record({ phone: decorated(PHONE_NAMES), person: decorated(PERSON_NAMES), form: decorated(FORM_NAMES) }),
  person,
  formName: fc.constantFrom('Заявка', 'Рассчитать 100%', 'Call me & more', 'Форма «А»'),
  noise: fc.uniqueArray(fc.constantFrom(...NOISE), { maxLength: 8, selector: ([name]) => name }),
  order: fc.array(fc.nat(), { minLength: 20, maxLength: 20 }),
  source: word,
  utmIn: fc.constantFrom('basket', 'parameter', 'encoded basket', 'doubled basket', 'cut basket'),
  encoding: fc.constantFrom('browser', 'by hand', 'windows-1251', 'multipart', 'json', 'text', 'query'),
});

/** Forms whose parts are in fields of any usual name, in any order and mask, among noise, and sent in any way. */
export const generatedForm: fc.Arbitrary<GeneratedForm> = formFields.map((given) => {
  const { names, noise, order, utmIn, source } = given;
  const own: Field[] = [
    [names.phone, given.mask(given.number)],
    [names.person, given.person],
    [names.form, given.formName],
    ...noise,
    utmIn === 'parameter' ? ['utm_source', source] : ['cookiesBasket', writeBasket(source, utmIn)],
  ];
  const fields = own.map((field, index) => ({ field, place: order[index] ?? 0 })).sort((a, b) => a.place - b.place);
  return {
    ...write(
      given.encoding,
      fields.map(({ field }) => field),
    ),
    phone: `+7${given.number}`,
    visitorName: given.person,
    formName: given.formName,
    source,
  };
});

function writeBasket(source: string, how: string): string {
  const basket = `current:::typ=utm|||src=${source}|||mdm=cpc^#^#session:::pgs=1|||cpg=https://site.example/^#^#`;
  if (how === 'encoded basket') return encodeURIComponent(basket);
  if (how === 'doubled basket') return basket + basket;
  return how === 'cut basket' ? basket.slice(0, basket.indexOf('#')) : basket;
}

function write(encoding: string, fields: Field[]): Pick<GeneratedForm, 'contentType' | 'query' | 'body'> {
  const urlencoded = new URLSearchParams(fields).toString();
  const sent = (contentType: string | undefined, body: string | Buffer): ReturnType<typeof write> => ({
    contentType,
    query: '',
    body: Buffer.from(body),
  });
  switch (encoding) {
    case 'by hand':
      return sent('application/x-www-form-urlencoded', `${fields.map(writeByHand).join('&')}&`);
    case 'windows-1251':
      return sent('application/x-www-form-urlencoded', toWindows1251(fields.map(writeByHand).join('&')));
    case 'multipart':
      return sent('multipart/form-data; boundary=b', `${fields.map(writePart).join('')}--b--\r\n`);
    case 'json':
      return sent('application/json', JSON.stringify(fields.map(([name, value]) => ({ name, value }))));
    case 'text':
      return sent('text/plain;charset=UTF-8', urlencoded);
    case 'query':
      return { contentType: undefined, query: urlencoded, body: Buffer.alloc(0) };
    default:
      return sent('application/x-www-form-urlencoded', urlencoded);
  }
}

/** Only what would end a pair is encoded. */
function writeByHand([name, value]: Field): string {
  const raw = (text: string): string => text.replace(/[&+]|%(?=[0-9a-f]{2})/gi, encodeURIComponent);
  return `${raw(name).replaceAll('=', '%3D')}=${raw(value)}`;
}

function writePart([name, value]: Field): string {
  return `--b\r\nContent-Disposition: form-data; name="${name.replaceAll('"', '%22')}"\r\n\r\n${value}\r\n`;
}

function toWindows1251(text: string): Buffer {
  const others: Record<string, number> = { '«': 0xab, '»': 0xbb, '”': 0x94, ё: 0xb8 };
  const codes = Array.from(text, (letter) => {
    const code = letter.charCodeAt(0);
    return others[letter] ?? (code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code);
  });
  return Buffer.from(codes);
}
