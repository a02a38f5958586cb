import { describe, expect, it } from '@jest/globals';

import { parseForm } from './parse-form.ts';
import { DEFAULT_RECOGNISE_SETTINGS } from './phone.ts';
import { recogniseSubmission } from './recognise-submission.ts';
import type { RecogniseSettings, Submission } from './submission.ts';

const PHONE = '+7 999 888-66-55';
const READ = '+79998886655';

function recognise(
  fields: [name: string, value: string][],
  pins: RecogniseSettings['pins'] = {},
  referer: string | null = null,
): Submission {
  const body = Buffer.from(new URLSearchParams(fields).toString());
  const form = parseForm({ query: '', contentType: undefined, body });
  return recogniseSubmission(form, { ...DEFAULT_RECOGNISE_SETTINGS, pins }, { referer });
}

function understand(json: unknown): Submission {
  const body = Buffer.from(JSON.stringify(json));
  const form = parseForm({ query: '', contentType: 'application/json', body });
  return recogniseSubmission(form, DEFAULT_RECOGNISE_SETTINGS, { referer: null });
}

describe('the phone', () => {
  it.each([
    ['phone', 'alias'],
    ['TEL', 'alias'],
    ['”tel”', 'alias'],
    ['tel-463', 'alias'],
    ['number', 'alias'],
    ['form[phone]', 'alias'],
    ['your-phone', 'name-contains'],
    ['userPhone', 'name-contains'],
    ['Телефон', 'name-contains'],
    ['Номер телефона:', 'name-contains'],
    ['Мобильный', 'name-contains'],
    ['Тел.', 'name-contains'],
    ['form_text_11', 'by-value'],
    ['comment', 'by-value'],
  ])('is found in a field named %j by %s', (field, reason) => {
    const submission = recognise([
      ['x', '1'],
      [field, PHONE],
    ]);
    expect(submission).toMatchObject({ phone: READ, phoneRaw: PHONE, phoneRefusal: null });
    expect(submission.recognised.phone).toEqual({ field, reason });
  });

  it.each(['+7(999)888-66-55', '8 999 888 66 55', '79998886655', '89998886655', '(999) 888-66-55'])(
    'is found by its value alone: %s',
    (value) => {
      expect(recognise([['field_7', value]]).phone).toBe(READ);
    },
  );

  it.each([
    ['a sum', 'x', '4 951 234 567'],
    ['a date', 'x', '12.05.2021 10-30'],
    ['a time stamp', 'x', '1714564800'],
    ['a hash', 'sessid', '0f1e2d3c4b5a69788796a5b4c3d2e1f0'],
    ['a counter’s id', 'x', '1234567890.1612345678'],
    ['an id', 'order_id', '79998886655'],
    ['an id, in one word', 'clickid', '79998886655'],
    ['a parcel', 'track', '9998886655'],
    ['a contract', 'contract', '9998886655'],
    ['a place in the register of addresses', 'address[okato]', '89401000000'],
    ['a tax number', 'x', '3808123456'],
    ['a passport', 'x', '4951 234567'],
    ['an insurance number', 'x', '121-233-445 95'],
    ['a text with digits', 'x', 'позвоните 89998886655 вечером'],
  ])('is not taken from %s', (_what, field, value) => {
    expect(recognise([[field, value]])).toMatchObject({ phone: null, phoneRaw: null, phoneRefusal: 709 });
  });

  it.each(['', ' ', 'undefined', 'null', '[object Object]', '5', '+7(999) 888-__-__'])(
    'of an alias that holds %j loses to one elsewhere',
    (value) => {
      const submission = recognise([
        ['phone', value],
        ['tel', value],
        ['field_7', PHONE],
      ]);
      expect(submission.recognised.phone).toEqual({ field: 'field_7', reason: 'by-value' });
    },
  );

  it('is what was typed where no field holds one', () => {
    expect(
      recognise([
        ['phone', ''],
        ['tel', '12'],
      ]),
    ).toMatchObject({ phone: null, phoneRaw: '12', phoneRefusal: 709 });
    expect(recognise([['phone', '+7(999) 888-__-__']])).toMatchObject({ phoneRaw: '+7(999) 888-__-__' });
    expect(recognise([['phone', 'undefined']])).toMatchObject({ phoneRaw: null, recognised: {} });
  });

  it('of an alias wins over others, also where it is not called', () => {
    expect(
      recognise([
        ['Телефон', PHONE],
        ['phone', '+375 44 584-10-91'],
      ]),
    ).toMatchObject({
      phone: null,
      phoneRaw: '+375 44 584-10-91',
      phoneRefusal: 718,
    });
  });

  it('is the first of two', () => {
    expect(
      recognise([
        ['phone', PHONE],
        ['phone', '+7 999 888-66-56'],
      ]).phone,
    ).toBe(READ);
  });

  it.each(['dop_telefon', 'domashniy_telefon', 'rabochiy_tel', 'Телефон супруга', 'Телефон организации'])(
    'is the visitor’s own rather than that of a field named %j',
    (other) => {
      const submission = recognise([
        [other, '+7 999 888-66-56'],
        ['mobilniy_telefon', PHONE],
      ]);
      expect(submission.phone).toBe(READ);
    },
  );

  it('is where the widget’s owner says, before everything else', () => {
    const pinned = recognise(
      [
        ['phone', '+7 999 888-66-56'],
        ['form_text_11', PHONE],
      ],
      { phone: 'form_text_11' },
    );
    expect(pinned.phone).toBe(READ);
    expect(pinned.recognised.phone).toEqual({ field: 'form_text_11', reason: 'pinned' });
    expect(
      recognise(
        [
          ['phone', PHONE],
          ['x', '12'],
        ],
        { phone: 'x' },
      ),
    ).toMatchObject({ phone: null, phoneRaw: '12' });
    expect(
      recognise(
        [
          ['phone', PHONE],
          ['x', ''],
        ],
        { phone: 'x' },
      ).phone,
    ).toBe(READ);
  });
});

describe('a form inside of a field', () => {
  const inside = 'name=Анна&phone=%2B7 999 888-66-55&email=anna@mail.example';

  it.each([
    ['as its script has serialised it', inside],
    ['as JSON', JSON.stringify({ name: 'Анна', phone: PHONE, email: 'anna@mail.example' })],
    [
      'as a JSON list',
      JSON.stringify([
        { name: 'name', value: 'Анна' },
        { name: 'phone', value: PHONE },
        { name: 'email', value: 'anna@mail.example' },
      ]),
    ],
  ])('is read %s', (_how, data) => {
    const submission = recognise([
      ['action', 'send'],
      ['data', data],
    ]);
    expect(submission).toMatchObject({ phone: READ, visitorName: 'Анна', email: 'anna@mail.example' });
    expect(submission.recognised.phone).toEqual({ field: 'data[phone]', reason: 'alias' });
    expect(submission.fields).toEqual([
      { name: 'action', value: 'send' },
      { name: 'data', value: data },
    ]);
  });

  it('is left alone where the phone has a field of its own', () => {
    expect(
      recognise([
        ['phone', PHONE],
        ['cart', '{"name":"Чайник","phone":"+7 495 123-45-67"}'],
      ]),
    ).toMatchObject({
      phone: READ,
      visitorName: null,
    });
  });

  it('is no form where its name does not say so: the settings of a site have the phone of the site', () => {
    expect(recognise([['trace', '{"url":"https://site.example","phone":"+7 495 123-45-67"}']]).phone).toBeNull();
    expect(recognise([['formData', JSON.stringify({ phone: PHONE })]]).phone).toBe(READ);
  });

  it('is left alone when it has no phone', () => {
    expect(
      recognise([
        ['phone', '12'],
        ['cart', '{"name":"Чайник"}'],
      ]),
    ).toMatchObject({ phoneRaw: '12', visitorName: null });
    expect(recognise([['page', 'https://site.example/?name=a&phone=89998886655']]).phone).toBeNull();
  });
});

describe('a list of fields', () => {
  it.each([
    ['labels', { fields: [label('Ваше имя', 'Анна'), label('Телефон', PHONE), label('Согласие', true)] }],
    [
      'labels and ids',
      {
        list: [
          { id: 'f1', ...label('ФИО', 'Анна') },
          { ...label('Телефон', PHONE), type: 'tel' },
        ],
      },
    ],
    ['ids alone', [id('name', 'Анна'), id('phone', PHONE), id('agree', 'on')]],
    ['objects', [{ name: 'Анна', phone: PHONE }]],
    [
      'questions',
      {
        answers: [
          { question: 'Как вас зовут?', answer: 'Анна' },
          { question: 'Какой дом?', answer: 'Каркасный' },
          { question: 'Ваш телефон', answer: PHONE },
        ],
      },
    ],
    [
      'short questions',
      {
        quiz: [
          { q: 'Ваше имя', a: 'Анна' },
          { q: 'Телефон', a: PHONE },
        ],
      },
    ],
    [
      'labels in another case',
      {
        fields: [
          { Label: 'Имя', Value: 'Анна' },
          { Label: 'Телефон', Value: PHONE },
        ],
      },
    ],
  ])('is understood by its %s', (_by, json) => {
    const submission = understand(json);
    expect(submission).toMatchObject({ phone: READ, visitorName: 'Анна', comment: null });
  });

  it('keeps its fields as they came', () => {
    expect(understand([id('phone', PHONE)]).fields).toEqual([
      { name: '[id]', value: 'phone' },
      { name: '[value]', value: PHONE },
    ]);
  });

  it('has no phone where its labels say something else', () => {
    expect(understand({ list: [label('Номер заказа', '89998886655')] }).phone).toBeNull();
    expect(understand({ quiz: [{ question: 'Лицевой счёт?', answer: '89998886655' }] }).phone).toBeNull();
    expect(understand({ user: { name: 'Анна', value: '12', id: '7' } }).visitorName).toBe('Анна');
  });

  function label(text: string, value: unknown): object {
    return { label: text, value };
  }

  function id(name: string, value: unknown): object {
    return { id: name, value };
  }
});

describe('a nested form', () => {
  it.each([
    ['the form', { name: 'Contact Form', data: { Name: 'Анна', Phone: PHONE } }],
    ['the form, by another name', { name: 'Contact Form', data: { 'Your name': 'Анна', Phone: PHONE } }],
    ['the form in an object of its own', { form: { name: 'Звонок', id: 5 }, client: { name: 'Анна', phone: PHONE } }],
    ['nothing else', { name: 'Анна', contacts: { phone: PHONE } }],
    ['the visitor, and not of the pet', { name: 'Анна', data: { phone: PHONE, animal_name: 'Рекс' } }],
    ['what is bought', { phone: PHONE, cart: [{ name: 'Чайник', price: 900 }], user: { name: 'Анна' } }],
  ])('has the visitor’s name beside the phone where there is one, beside a name of %s', (_what, json) => {
    expect(understand(json).visitorName).toBe('Анна');
  });
});

describe('what is bought', () => {
  it('is no visitor, unless the phone stands beside it', () => {
    expect(understand({ phone: PHONE, cart: [{ name: 'Чайник', price: 900 }] }).visitorName).toBeNull();
    expect(understand({ cart: [{ name: 'Чайник', price: 900 }] }).visitorName).toBeNull();
    expect(understand({ order: { phone: PHONE, basket: { 7: { name: 'Чайник' } } } }).visitorName).toBeNull();
    expect(understand({ cart: { phone: PHONE, name: 'Анна' } }).visitorName).toBe('Анна');
  });
});

describe('a value that is encoded twice', () => {
  it('is recognised as what it says, and kept as it came', () => {
    const submission = recognise([
      ['phone', encodeURIComponent(PHONE)],
      ['name', encodeURIComponent('Анна')],
    ]);
    expect(submission).toMatchObject({ phone: READ, phoneRaw: PHONE, visitorName: 'Анна' });
    expect(submission.fields[0]?.value).toBe('%2B7%20999%20888-66-55');
    expect(recognise([['phone', '%2B79998886655']]).phone).toBe(READ);
  });

  it('is what it is where that is no encoding', () => {
    expect(recognise([['comment', 'скидка 50%25 или 30%25']]).comment).toBe('скидка 50%25 или 30%25');
    expect(recognise([['comment', '%D0%zz%D0']]).comment).toBe('%D0%zz%D0');
  });
});

describe('a phone in parts', () => {
  it('is told with all of its fields', () => {
    const submission = recognise([
      ['phone_code', '999'],
      ['phone_number', '888-66-55'],
    ]);
    expect(submission).toMatchObject({ phone: READ, phoneRaw: '999 888-66-55' });
    expect(submission.recognised.phone).toEqual({ field: 'phone_code+phone_number', reason: 'name-contains' });
  });

  it('is one only when its parts are neighbours and a number together', () => {
    expect(
      recognise([
        ['tel1', '999'],
        ['x', '1'],
        ['tel2', '888-66-55'],
      ]).phone,
    ).toBeNull();
    expect(
      recognise([
        ['phone', '123-45-67'],
        ['tel', '765-43-21'],
      ]).phone,
    ).toBeNull();
    expect(
      recognise([
        ['phone_code', '1'],
        ['phone', '415 555 2671'],
      ]),
    ).toMatchObject({ phone: null, phoneRefusal: 718 });
    expect(
      recognise([
        ['manager_phone_code', '495'],
        ['phone', '123-45-67'],
      ]).phone,
    ).toBeNull();
  });
});

describe('the visitor’s name', () => {
  it.each([
    [[['name', 'Анна']], 'Анна', 'name'],
    [[['Ваше имя', 'Анна']], 'Анна', 'Ваше имя'],
    [[['your-name', 'Анна']], 'Анна', 'your-name'],
    [[['form[name]', 'Анна']], 'Анна', 'form[name]'],
    [
      [
        ['ФИО', 'Иванова Анна'],
        ['фамилия', 'Иванова'],
      ],
      'Иванова Анна',
      'ФИО',
    ],
    [
      [
        ['last_name', 'Smith'],
        ['first_name', 'Ann'],
      ],
      'Ann Smith',
      'first_name+last_name',
    ],
    [
      [
        ['Имя', 'Анна'],
        ['Отчество', 'Ильинична'],
        ['Фамилия', 'Ян'],
      ],
      'Анна Ильинична Ян',
      'Имя+Отчество+Фамилия',
    ],
    [[['surname', 'Smith']], 'Smith', 'surname'],
    [
      [
        ['project_name', 'Shop'],
        ['user_name', 'Анна'],
      ],
      'Анна',
      'user_name',
    ],
    [
      [
        ['nick_name', 'anna'],
        ['real_name', 'Анна'],
      ],
      'Анна',
      'real_name',
    ],
    [
      [
        ['real_name', 'Анна'],
        ['client_name', 'Анна Ильина'],
      ],
      'Анна Ильина',
      'client_name',
    ],
    [[['your_name', 'Анна7']], 'Анна7', 'your_name'],
    [[['client', 'Анна']], 'Анна', 'client'],
    [
      [
        ['client', 'web'],
        ['contact_name', 'Анна'],
      ],
      'Анна',
      'contact_name',
    ],
  ] as const)('of %j is %j', (fields, name, field) => {
    const submission = recognise(fields.map(([fieldName, value]) => [fieldName, value]));
    expect(submission.visitorName).toBe(name);
    expect(submission.recognised.visitorName?.field).toBe(field);
  });

  it.each([
    ['company_name', 'ООО Ромашка'],
    ['user_city', 'Москва'],
    ['client', 'ios-17'],
    ['form_name', 'Звонок'],
    ['project_name', 'Shop'],
    ['real_name', 'Квартира 7'],
    ['name', 'Ваше имя'],
    ['filename', 'cv.pdf'],
    ['name', '12345'],
    ['name', 'anna@mail.example'],
    ['name', PHONE],
  ])('is not %s=%s', (field, value) => {
    expect(recognise([[field, value]]).visitorName).toBeNull();
  });
});

describe('the other fields', () => {
  it('are recognised by their names, an e-mail address also by its value', () => {
    const submission = recognise([
      ['f12', 'anna@mail.example'],
      ['your-message', 'Позвоните после 18:00'],
      ['Форма', 'Заявка'],
      ['soglasie', 'on'],
    ]);
    expect(submission).toMatchObject({
      email: 'anna@mail.example',
      comment: 'Позвоните после 18:00',
      formName: 'Заявка',
      recognised: {
        email: { field: 'f12', reason: 'by-value' },
        comment: { field: 'your-message', reason: 'name-contains' },
        formName: { field: 'Форма', reason: 'name-contains' },
        consent: { field: 'soglasie', reason: 'alias' },
      },
    });
  });

  it('take form_name before form_title, whichever comes first, unless it is empty', () => {
    expect(
      recognise([
        ['form_title', 'title'],
        ['form_name', 'name'],
      ]).formName,
    ).toBe('name');
    expect(
      recognise([
        ['form_title', 'title'],
        ['form_name', ''],
      ]).formName,
    ).toBe('title');
  });

  it.each(['0', 'N', 'off', 'нет', 'Не согласен'])('see no consent in a box that says %j', (value) => {
    expect(recognise([['agree', value]]).recognised).toEqual({});
  });

  it('tell a consent with its words, which are its value, or stand beside it', () => {
    const words = 'Я согласен на обработку персональных данных';
    expect(recognise([['agree', words]]).recognised.consent).toEqual({ field: 'agree', reason: 'alias', words });
    const beside = recognise([
      ['agree', 'on'],
      ['agree_text', words],
    ]);
    expect(beside.recognised.consent).toEqual({ field: 'agree', reason: 'alias', words });
    expect(recognise([['f7', words]]).recognised.consent).toEqual({ field: 'f7', reason: 'by-value', words });
    expect(recognise([['agree', 'on']]).recognised.consent).toEqual({ field: 'agree', reason: 'alias' });
    const read = 'Я ознакомлена с политикой конфиденциальности и согласна с ней';
    expect(recognise([['f7', read]]).recognised.consent?.words).toBe(read);
    expect(recognise([['f7', 'Соглашаюсь с правилами']]).recognised.consent?.words).toBe('Соглашаюсь с правилами');
    expect(recognise([['f7', 'Ознакомлен и не согласен']]).recognised.consent).toBeUndefined();
  });

  it('are where the widget’s owner says, and what is pinned is nothing else', () => {
    const fields: [string, string][] = [
      ['f1', PHONE],
      ['f2', '+7 999 888-66-56'],
      ['f3', 'Анна'],
      ['name', 'Shop'],
    ];
    expect(recognise(fields, { comment: 'f1', visitorName: 'F3' })).toMatchObject({
      phone: '+79998886656',
      comment: PHONE,
      visitorName: 'Анна',
      recognised: { visitorName: { field: 'f3', reason: 'pinned' }, comment: { field: 'f1', reason: 'pinned' } },
    });
  });
});

describe('the UTM marks', () => {
  const basket: [string, string] = ['cookiesBasket', 'current:::typ=organic|||src=google|||mdm=(none)'];
  const referer = 'https://site.example/?utm_source=referer&utm_term=%D1%82&utm_content=raw#utm_campaign=no';

  it('come from the basket, then from parameters, then from the Referer', () => {
    expect(recognise([basket, ['utm_source', 'form'], ['utm_campaign', 'sale']], {}, referer).utm).toEqual({
      type: 'organic',
      source: 'google',
      medium: '(none)',
      campaign: 'sale',
      content: 'raw',
      term: 'т',
    });
  });

  it('may stand in an object of their own', () => {
    expect(
      recognise([
        ['utm[source]', 'a'],
        ['extra[utm][term]', 'b'],
        ['page_utm', 'c'],
      ]).utm,
    ).toMatchObject({
      source: 'a',
      medium: null,
      term: 'b',
    });
  });

  it.each(['utm_source', 'UTM_SOURCE', 'utmSource', 'utmsource', 'utm_source_2', 'utm_source[]', 'lead[utm_source]'])(
    'are read from a field named %j',
    (name) => {
      expect(recognise([[name, 'vk']]).utm.source).toBe('vk');
    },
  );

  it('stay among the fields of the form', () => {
    expect(recognise([['utm_source', 'form']]).fields).toEqual([{ name: 'utm_source', value: 'form' }]);
  });
});

describe('the page', () => {
  it('is what the basket says, else the Referer', () => {
    const basket: [string, string] = ['cookiesBasket', 'session:::pgs=3|||cpg=https://site.example/a?b=1#c'];
    expect(recognise([basket], {}, 'https://other.example/')).toMatchObject({
      page: 'https://site.example/a?b=1#c',
      referrer: 'https://other.example/',
    });
    expect(recognise([], {}, 'https://other.example/').page).toBe('https://other.example/');
    expect(recognise([]).page).toBeNull();
  });
});

describe('a name as long as a value', () => {
  const cookies = (name: string): [string, string][] =>
    Array.from({ length: 10 }, (_, place) => ['cookies', `${place}${name}=1`]);

  it.each([
    ['in cookies', '2', (name: string) => recognise(cookies(name))],
    ['in the address of the page', '3', (name: string) => recognise([], {}, `https://a.example/?clid=1&${name}=1`)],
    ['in the marks of the Referer', '4', (name: string) => recognise([], {}, `https://a.example/?utm_term=&${name}=1`)],
  ])('takes no longer than others %s', (_where, digit, recogniseWith) => {
    const before = process.cpuUsage();
    for (let times = 0; times < 10; times += 1) recogniseWith(`${times}${digit.repeat(15_000)}a`);
    expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
  });

  it('is no cookie too many for those before it', () => {
    const cookies = Array.from({ length: 499 }, (_, place) => `c${place}=1`);
    const found = recognise([['cookies', [...cookies, 'roistat_visit=12', 'gclid=CjwKCAjw'].join('; ')]]);
    expect(found.visit['ids']).toEqual({ roistat_visit: '12' });
  });
});
