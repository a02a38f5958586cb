import type { SiteForm } from './site-form.ts';

/** Tilda and other builders of sites. */
export const BUILDER_FORMS: SiteForm[] = [
  {
    form: 'Tilda, with a masked phone',
    fields: `
      formservices[]=1f6e2d3c4b5a69788796a5b4c3d2e1f0
      formservices[]=79161234567890123456789012345678
      tildaspec-formname=Заявка с первого экрана
      tildaspec-formid=form562643444
      tildaspec-formskey=79161234567890123456789012345678
      tildaspec-pageid=12345678
      tildaspec-projectid=7916123
      tildaspec-cookie=_ym_uid=1612345678123456789; _ga=GA1.2.1234567890.1612345678; roistat_visit=1234567
      Name=Анна
      tildaspec-phone-part[]-iso=+7
      tildaspec-phone-part[]=(999) 888-66-55
      Phone=+7 (999) 888-66-55
      Email=anna@mail.example
      Textarea=Хочу скидку
      Checkbox=yes
      tildaspec-lang=RU`,
    read: {
      visitorName: 'Анна',
      email: 'anna@mail.example',
      comment: 'Хочу скидку',
      formName: 'Заявка с первого экрана',
    },
  },
  {
    form: 'Tilda, whose hidden phone stayed empty',
    fields: `
      formservices[]=1f6e2d3c4b5a69788796a5b4c3d2e1f0
      Name_2=Анна
      Phone_2=
      tildaspec-phone-part[]-iso=ru
      tildaspec-phone-part[]=(999) 888-66-55
      Checkbox_2=yes
      politika=yes
      tildaspec-formname=Корзина`,
    read: { visitorName: 'Анна', formName: 'Корзина', consent: 'politika' },
  },
  {
    form: 'Tilda, as its webhook sends it',
    fields: `
      ma_name=Анна
      ma_phone=+7 (999) 888-66-55
      ma_email=anna@mail.example
      tranid=7916123:4567890
      formid=form562643444
      formname=Рассчитать
      COOKIES=_ym_uid=1612345678123456789; previousUrl=site.example%2F`,
    read: { visitorName: 'Анна', email: 'anna@mail.example', formName: 'Рассчитать' },
  },
  {
    form: 'Tilda, with questions in words',
    fields: `
      Имя=Анна
      Телефон=+7 (999) 888-66-55
      Комментарий=Двухкомнатная, 56 м2
      Бюджет=9 161 234 567
      tildaspec-formname=`,
    read: { visitorName: 'Анна', comment: 'Двухкомнатная, 56 м2' },
  },
  {
    form: 'Marquiz, from its JSON',
    fields: `
      form[id]=5f1e2d3c4b5a69788796a5b4
      contacts[name]=Анна
      contacts[phone]=79998886655
      contacts[email]=anna@mail.example
      quiz[id]=6561a2b3c4d5e
      quiz[name]=Подбор кухни
      extra[href]=https://site.example/?utm_source=yandex
      extra[cookies][_ym_uid]=1612345678123456789`,
    read: { visitorName: 'Анна', email: 'anna@mail.example' },
  },
  {
    form: 'Flexbe',
    fields: `
      fields[name]=Анна
      fields[phone]=+7 999 888-66-55
      form_id=7916
      form_name=Заказ звонка`,
    read: { visitorName: 'Анна', formName: 'Заказ звонка' },
  },
  {
    form: 'amoCRM',
    fields: `
      fields[name_1]=Анна
      fields[1234567_1][7916123]=+79998886655
      fields[1234569_1][7916125]=anna@mail.example
      fields[note_2]=Перезвоните
      form_id=791612
      hash=b1c8e5f60718293a4b5c6d7e8f90a1b2
      gdpr=1`,
    read: { visitorName: 'Анна', email: 'anna@mail.example', comment: 'Перезвоните', consent: 'gdpr' },
  },
  {
    form: 'GetCourse',
    fields: `
      formParams[full_name]=Анна Ильина
      formParams[phone]=8 999 888 66 55
      formParams[email]=anna@mail.example
      formParams[offers_id]=7916123
      isHtmlWidget=1`,
    read: { visitorName: 'Анна Ильина', email: 'anna@mail.example' },
  },
  {
    form: 'InSales',
    fields: `
      client[name]=Анна
      client[surname]=Ильина
      client[phone]=+7(999)888-66-55
      client[email]=anna@mail.example
      order[comment]=К подъезду 2
      delivery_variant_id=7916123
      shipping_address[zip]=101000`,
    read: { visitorName: 'Анна Ильина', email: 'anna@mail.example', comment: 'К подъезду 2' },
  },
  {
    form: 'Shopify contact form',
    fields: `
      form_type=contact
      utf8=✓
      contact[name]=Anna
      contact[email]=anna@mail.example
      contact[phone]=+7 999 888 66 55
      contact[body]=Do you ship to Kazan?`,
    read: { visitorName: 'Anna', email: 'anna@mail.example', comment: 'Do you ship to Kazan?' },
  },
  {
    form: 'Webflow',
    fields: `
      Name-2=Anna
      Phone-Number-2=8-999-888-66-55
      Email-2=anna@mail.example
      Message-3=Call me
      Agree-To-Terms=true`,
    read: { visitorName: 'Anna', email: 'anna@mail.example', comment: 'Call me', consent: 'Agree-To-Terms' },
  },
  {
    form: 'Netlify',
    fields: `
      form-name=contact
      bot-field=
      first-name=Anna
      last-name=Ilyina
      tel=+7 999 888-66-55`,
    read: { visitorName: 'Anna Ilyina', formName: 'contact' },
  },
  {
    form: 'Squarespace, with the country’s code apart',
    fields: `
      fname=Anna
      lname=Ilyina
      phone-yui_3_17_2_1_country=7
      phone-yui_3_17_2_1=999 888 66 55
      email-yui_1=anna@mail.example
      textarea-yui_2=Hello`,
    read: { visitorName: 'Anna Ilyina', email: 'anna@mail.example', comment: 'Hello' },
  },
  {
    form: 'HubSpot',
    fields: `
      firstname=Anna
      lastname=Ilyina
      phone=+79998886655
      hs_context={"hutk":"79161234567","pageUrl":"https://site.example"}
      LEGAL_CONSENT.subscription_type_4567=true
      message=Demo please`,
    read: {
      visitorName: 'Anna Ilyina',
      comment: 'Demo please',
      consent: 'LEGAL_CONSENT.subscription_type_4567',
    },
  },
  {
    form: 'Tilda, cart',
    fields: `
      Name=Анна
      Phone=+7 (999) 888-66-55
      payment=Чайник - 1x3490 = 3490
      orderid=1916123456
      delivery_address=RU: Point: Москва, ул. Ленина 89, 161
      formname=Cart
      tranid=7916123:45678901`,
    read: { visitorName: 'Анна', formName: 'Cart' },
  },
  {
    form: 'uCoz',
    fields: `
      f1=Анна
      f2=anna@mail.example
      f3=8 999 888 66 55
      policy=1
      id=2`,
    read: { email: 'anna@mail.example', consent: 'policy' },
  },
  {
    form: 'LPGenerator',
    fields: `
      lead[name]=Анна
      lead[phone]=+7 (999) 888-66-55
      lead[form_id]=7916123
      lead[custom_1]=Размер XL`,
    read: { visitorName: 'Анна' },
  },
];
