import type { SiteForm } from './site-form.ts';

/** Quizzes, calculators, bookings and questionnaires, and phones that are asked for in parts. */
export const QUESTION_FORMS: SiteForm[] = [
  {
    form: 'a quiz with questions and answers',
    fields: `
      answers[0][q]=Какая площадь?
      answers[0][a]=от 50 до 100 м²
      answers[1][q]=Ваш бюджет, руб.
      answers[1][a]=3 000 000 - 5 000 000
      answers[2][q]=Когда планируете?
      answers[2][a]=01.03.2027
      phone=+7 (999) 888-66-55
      name=Анна
      result[title]=Скидка 10 %
      quiz_name=Дома под ключ`,
    read: { visitorName: 'Анна' },
  },
  {
    form: 'a calculator with hidden sums',
    fields: `
      calc_price=4951234567
      calc_sum=8 999 123 45 67
      result_total=79161234567
      credit_term=120
      month_pay=89 161
      client_tel=+7-999-888-66-55
      userfio=Ильина А.`,
    read: { visitorName: 'Ильина А.' },
  },
  {
    form: 'an insurance with papers of a car',
    fields: `
      gosnomer=А123ВС799
      sts=9916123456
      driver_license=9916 123456
      vin=XTA21099912345678
      client_phone=+7 (999) 888-66-55`,
    read: {},
  },
  {
    form: 'an insurance that forgot to ask for the phone',
    fields: `
      gosnomer=А123ВС799
      sts=9916123456
      driver_license=9916123457`,
    read: { phone: null },
  },
  {
    form: 'a loan',
    fields: `
      last_name=Ильина
      first_name=Анна
      patronymic=Петровна
      birthday=12.05.1985
      passport_series=4510
      passport_number=123456
      mobile_phone=+7 (999) 888-66-55
      inn=500100732259
      income=89 161
      amount=1 500 000
      agree_bki=1
      agree_pd=on`,
    read: { visitorName: 'Анна Петровна Ильина', consent: 'agree_pd' },
  },
  {
    form: 'a room of a hotel',
    fields: `
      hotel_name=Ромашка
      date_in=01.12.2026
      room_number=415
      guest_name=Анна Ильина
      guest_phone=8 999 888-66-55
      price=12 500`,
    read: { visitorName: 'Анна Ильина' },
  },
  {
    form: 'questions in English for names',
    fields: `
      What is your name?=Anna
      What's the best number to reach you on?=+7 999 888 66 55
      How can we help?=Do you have it in blue?`,
    read: { visitorName: 'Anna', comment: 'Do you have it in blue?' },
  },
  {
    form: 'phones at home and in the pocket',
    fields: `
      ФИО=Ильина Анна
      Домашний телефон=(495) 123-45-67
      Мобильный телефон=8 999 888 66 55`,
    read: { visitorName: 'Ильина Анна' },
  },
  {
    form: 'a phone with its code apart',
    fields: `
      your-name=Анна Ильина
      phone-code=999
      phone-number=888-66-55`,
    read: { visitorName: 'Анна Ильина' },
  },
  {
    form: 'a phone in three fields',
    fields: `
      fio=Ильина Анна
      tel1=999
      tel2=888
      tel3=6655`,
    read: { visitorName: 'Ильина Анна' },
  },
  {
    form: 'a phone with codes of country and city',
    fields: `
      name=Анна
      phone[0]=+7
      phone[1]=999
      phone[2]=888-66-55`,
    read: { visitorName: 'Анна' },
  },
  {
    form: 'a local phone with the code of its city',
    fields: `
      name=Анна
      area_code=495
      phone=123-45-67`,
    read: { visitorName: 'Анна', phone: '+74951234567' },
  },
  {
    form: 'a code and two short phones, which are no number together',
    fields: `
      code=5
      phone=123-45-67
      phone2=765-43-21`,
    read: { phone: null },
  },
  {
    form: 'a phone with a word before it',
    fields: `
      name=Анна
      phone=тел.: 8 999 888-66-55`,
    read: { visitorName: 'Анна' },
  },
  {
    form: 'name and phone in each other’s place',
    fields: `
      name=89998886655
      phone=Анна`,
    read: {},
  },
  {
    form: 'the second form of a page',
    fields: `
      form2-name=Анна
      form2-tel=+7 999 888 66 55
      form2-btn=Отправить`,
    read: { visitorName: 'Анна' },
  },
  {
    form: 'names of inputs in a window',
    fields: `
      popup__input_name=Анна
      popup__input_phone=8 (999) 888 66 55
      popup__checkbox=on`,
    read: { visitorName: 'Анна' },
  },
  {
    form: 'an order with the customer’s own words for its fields',
    fields: `
      Имя заказчика=Анна
      Телефон заказчика=89998886655
      Почта заказчика=anna@mail.example
      Номер заказа=89161234567`,
    read: { visitorName: 'Анна', email: 'anna@mail.example' },
  },
  {
    form: 'a form with the phone of a contract',
    fields: `
      Номер договора=89161234567
      Телефон по договору=89998886655`,
    read: {},
  },
  {
    form: 'numbers that say of what',
    fields: `
      nomer_zakaza=89161234567
      Номер дома=9161234567
      номер_авто=9161234567`,
    read: { phone: null },
  },
  {
    form: 'an order with words in Latin letters',
    fields: `
      zakaz_name=Анна
      zakaz_tel=89998886655
      zakaz_text=Визитки, 1000 шт.`,
    read: { visitorName: 'Анна', comment: 'Визитки, 1000 шт.' },
  },
  {
    form: 'flowers for somebody else',
    fields: `
      Имя получателя=Пётр
      Телефон получателя=89161234567
      Имя отправителя=Анна
      Телефон отправителя=89998886655`,
    read: { visitorName: 'Анна' },
  },
  {
    form: 'a school',
    fields: `
      child_name=Миша
      child_age=7
      parent_name=Анна
      parent_phone=89998886655`,
    read: { visitorName: 'Анна' },
  },
  {
    form: 'an old form with a code and a number',
    fields: `
      name=Анна
      code=999
      number=8886655`,
    read: { visitorName: 'Анна' },
  },
  {
    form: 'a code for a discount',
    fields: `
      name=Анна
      code=777
      phone=8 999 888-66-55`,
    read: { visitorName: 'Анна' },
  },
  {
    form: 'a list of fields as jQuery writes it',
    fields: `
      action=send
      data[0][name]=fio
      data[0][value]=Анна
      data[1][name]=f2
      data[1][value]=+7 (999) 888-66-55
      data[2][name]=agree
      data[2][value]=on
      data[3][name]=order_id
      data[3][value]=89161234567`,
    read: { visitorName: 'Анна', consent: 'data[2][value]' },
  },
];
