import type { SiteForm } from './site-form.ts';

/** Forms of one site each, whose names were chosen by whoever wrote them. */
export const HAND_MADE_FORMS: SiteForm[] = [
  {
    form: 'a form whose placeholders are its values',
    fields: `
      name=Ваше имя
      phone=Ваш телефон
      tel=+7 (999) 888-66-55
      comment=Комментарий
      email=E-mail`,
    read: {},
  },
  {
    form: 'a form with its labels for names',
    fields: `
      Как к Вам обращаться?=Анна
      Ваш контактный телефон*=8 (999) 888-66-55
      Эл. почта:=anna@mail.example
      Ваше сообщение=Здравствуйте`,
    read: { visitorName: 'Анна', email: 'anna@mail.example', comment: 'Здравствуйте' },
  },
  {
    form: 'a form in Latin letters',
    fields: `
      vashe_imya=Anna
      nomer_telefona=8 999 888 66 55
      pochta=anna@mail.example
      vopros=Skolko stoit?
      soglasie=1`,
    read: { visitorName: 'Anna', email: 'anna@mail.example', comment: 'Skolko stoit?', consent: 'soglasie' },
  },
  {
    form: 'a form with names in quotes',
    fields: `
      ”name”=Ольга
      ”tel”=+7 (999) 888-66-55
      ”email”=olga@mail.example
      ”msg”=Запишите на 12.05.2026 в 10:30`,
    read: { visitorName: 'Ольга', email: 'olga@mail.example', comment: 'Запишите на 12.05.2026 в 10:30' },
  },
  {
    form: 'a dealer’s form',
    fields: `
      title=Получить предложение
      form_name=
      form_title=Получить предложение
      form_type_model_name=Vitara GL+
      dealer_name=Самара Авто
      dealer_phone=+78462001122
      fio=Ильина А. П.
      mobile=+7(999)888-66-55
      vin=XTA21099012345678
      agree=1`,
    read: { visitorName: 'Ильина А. П.', formName: 'Получить предложение', consent: 'agree' },
  },
  {
    form: 'a clinic’s form',
    fields: `
      patient_name=Анна Ильина
      doctor_name=Петров Пётр
      child_name=Ваня
      date_birth=12.05.1985
      polis=7916123456789012
      snils=121-233-445 95
      patient_phone=8-999-888-66-55`,
    read: { visitorName: 'Анна Ильина' },
  },
  {
    form: 'a form for a child',
    fields: `
      Имя ребёнка=Ваня
      Ваше имя=Анна
      Телефон родителя=9998886655
      Возраст=7`,
    read: { visitorName: 'Анна' },
  },
  {
    form: 'a form that asks for a passport and a card',
    fields: `
      Имя=Анна
      Фамилия=Ильина
      Отчество=Петровна
      f1=4510 123456
      f2=2200 7916 1234 5678
      f3=121-233-445 95
      f4=7707083893
      Мобильный=8 999 888-66-55`,
    read: { visitorName: 'Анна Петровна Ильина' },
  },
  {
    form: 'a calculator with sums',
    fields: `
      area=56.5
      total=9 161 234 567
      s1=3 420 500 000
      s2=34250000.00
      square=84.951
      contact=+7 999 888-66-55`,
    read: {},
  },
  {
    form: 'a form with two phones of the visitor',
    fields: `
      additional_phone=+7 999 888-66-56
      your_phone=+7 999 888-66-55
      work_phone=+7 495 123-45-67`,
    read: {},
  },
  {
    form: 'a form that asks twice for the address',
    fields: `
      email_confirm=anna@mail.example
      user_email=anna.i@mail.example
      tel=+79998886655`,
    read: { email: 'anna.i@mail.example' },
  },
  {
    form: 'formmail, whose recipient is the shop',
    fields: `
      recipient=shop@site.example
      subject=Order
      realname=Anna
      phone_number=8 999 888 66 55
      comments=Call me`,
    read: { comment: 'Call me' },
  },
  {
    form: 'a script that sends undefined for what it does not find',
    fields: `
      phone=undefined
      name=null
      form_name=[object Object]
      userTel=+7 999 888-66-55
      userName=Анна
      email=NaN`,
    read: { visitorName: 'Анна' },
  },
  {
    form: 'a form with an untouched mask before the phone',
    fields: `
      phone=+7 (___) ___-__-__
      tel2=+7(999) 888-__-__
      mob=8 999 888-66-55`,
    read: {},
  },
  {
    form: 'a form with the words of the consent',
    fields: `
      name=Анна
      phone=+7 999 888-66-55
      agree=Я согласна на обработку персональных данных`,
    read: { visitorName: 'Анна', consent: 'agree' },
  },
  {
    form: 'a form whose boxes are not ticked',
    fields: `
      name=Анна
      phone=+7 999 888-66-55
      agree=N
      subscribe_agree=0`,
    read: { visitorName: 'Анна' },
  },
  {
    form: 'a form where only the mailing is agreed to besides',
    fields: `
      phone=+7 999 888-66-55
      agree_mailing=1
      agree_pd=1`,
    read: { consent: 'agree_pd' },
  },
  {
    form: 'a form with statistics beside it',
    fields: `
      phone=+7 999 888-66-55
      ym_uid=1612345678123456789
      clientID=1234567890.1612345678
      yclid=7916123456789012345
      gclid=Cj0KCQiA-79161234567
      roistat=7916123
      ip=84.23.145.100
      screen=1920x1080
      timestamp=1714564800123`,
    read: {},
  },
  {
    form: 'a form that names the order and not the phone',
    fields: `
      order_number=89161234567
      order_id=79161234567
      zakaz_zvonka=+7 (999) 888-66-55`,
    read: {},
  },
  {
    form: 'a form with messages for its script',
    fields: `
      success_message=Спасибо! Мы перезвоним
      error_text=Ошибка
      button_text=Отправить
      your-phone=+7 999 888 66 55
      text=Нужен монтаж`,
    read: { comment: 'Нужен монтаж' },
  },
  {
    form: 'a subscription for a messenger',
    fields: `
      WhatsApp=+7 999 888-66-55
      Telegram=@anna
      nick=anna85`,
    read: {},
  },
  {
    form: 'a form from Minsk',
    fields: `
      name=Янка
      phone=+375 (44) 584-10-91`,
    read: { phone: null, visitorName: 'Янка' },
  },
  {
    form: 'a form with JSON names',
    fields: `
      user[profile][firstName]=Анна
      user[profile][lastName]=Ильина
      user[phoneNumber]=89998886655
      meta[createdAt]=2026-11-20 10:30:00
      meta[requestId]=7f9a1612-3456-4789-8012-345678901234`,
    read: { visitorName: 'Анна Ильина' },
  },
  {
    form: 'a form that asks for a phone or an address, and got an address',
    fields: `
      Имя=Анна
      Телефон или E-mail=anna@mail.example`,
    read: { phone: null, visitorName: 'Анна', email: 'anna@mail.example' },
  },
  {
    form: 'a form in Ukrainian',
    fields: `
      Прізвище=Коваль
      Ім’я=Леся
      По батькові=Іванівна
      Ваш телефон=89998886655
      Повідомлення=Передзвоніть
      Згода на обробку=on`,
    read: { visitorName: 'Леся Іванівна Коваль', comment: 'Передзвоніть', consent: 'Згода на обробку' },
  },
  {
    form: 'a form in Ukrainian that asks how to call the visitor',
    fields: `
      Як до вас звертатись=Леся
      Номер телефону=89998886655
      Запитання=Скільки коштує?
      Пошта=lesia@mail.example`,
    read: { visitorName: 'Леся', comment: 'Скільки коштує?', email: 'lesia@mail.example' },
  },
];
