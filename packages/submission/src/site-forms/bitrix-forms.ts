import type { SiteForm } from './site-form.ts';

/** 1C-Bitrix with its usual modules and templates, and Bitrix24. */
export const BITRIX_FORMS: SiteForm[] = [
  {
    form: 'web form, whose questions have numbers',
    fields: `
      sessid=0f1e2d3c4b5a69788796a5b4c3d2e1f0
      WEB_FORM_ID=3
      form_text_36=Дмитрий
      form_text_37=8 (999) 888-66-55
      form_email_38=dmitry@mail.example
      form_textarea_39=Нужна доставка 12.05.2026, договор 2021-0003
      form_dropdown_SIMPLE_QUESTION_481=17
      form_checkbox_AGREE[]=22
      web_form_submit=Отправить`,
    read: {
      email: 'dmitry@mail.example',
      comment: 'Нужна доставка 12.05.2026, договор 2021-0003',
      consent: 'form_checkbox_AGREE[]',
    },
  },
  {
    form: 'web form with captcha and hidden fields',
    fields: `
      sessid=79161234567890123456789012345678
      WEB_FORM_ID=1
      captcha_sid=0dc1b5a1f8f2c9d3e4b5a6978879665f
      captcha_word=79161
      form_text_5=89998886655
      form_hidden_6=Кухня «Верона», 129 900 руб.
      form_date_7=01.12.2026
      licenses_popup=Y
      web_form_apply=Y`,
    read: { consent: 'licenses_popup' },
  },
  {
    form: 'feedback component',
    fields: `
      sessid=5b4c3d2e1f00f1e2d3c4b5a69788796a
      user_name=Анна Ильина
      user_email=anna@mail.example
      MESSAGE=Перезвоните, пожалуйста
      PARAMS_HASH=c6f3a1d8e2b4c6f3a1d8e2b4c6f3a1d8
      phone=+7 999 888 66 55
      submit=Отправить`,
    read: { visitorName: 'Анна Ильина', email: 'anna@mail.example', comment: 'Перезвоните, пожалуйста' },
  },
  {
    form: 'information block form',
    fields: `
      sessid=5b4c3d2e1f00f1e2d3c4b5a69788796a
      PROPERTY[NAME][0]=Анна
      PROPERTY[PREVIEW_TEXT][0]=Хочу на экскурсию
      PROPERTY[113][0]=+7 (999) 888-66-55
      PROPERTY[114][0]=anna@mail.example
      iblock_submit=Сохранить`,
    read: { visitorName: 'Анна', email: 'anna@mail.example', comment: 'Хочу на экскурсию' },
  },
  {
    form: 'order',
    fields: `
      sessid=5b4c3d2e1f00f1e2d3c4b5a69788796a
      PERSON_TYPE=1
      ORDER_PROP_1=Анна Ильина
      ORDER_PROP_2=anna@mail.example
      ORDER_PROP_3=+7(999)888-66-55
      ORDER_PROP_4=101000
      ORDER_PROP_7=Москва, Тверская 12, кв. 345
      DELIVERY_ID=2
      PAY_SYSTEM_ID=10
      ORDER_DESCRIPTION=Домофон 12К3456
      soa-action=saveOrderAjax`,
    read: { email: 'anna@mail.example', comment: 'Домофон 12К3456' },
  },
  {
    form: 'purchase in one click',
    fields: `
      ONE_CLICK_BUY[FIO]=Ильина Анна
      ONE_CLICK_BUY[PHONE]=+7 (999) 888-66-55
      ONE_CLICK_BUY[EMAIL]=
      ONE_CLICK_BUY[COMMENT]=Есть синий?
      BUY_TYPE=ONE
      ELEMENT_ID=791612
      ELEMENT_QUANTITY=1
      licenses_inline=Y`,
    read: { visitorName: 'Ильина Анна', comment: 'Есть синий?', consent: 'licenses_inline' },
  },
  {
    form: 'template with named questions',
    fields: `
      CLIENT_NAME=Анна
      PHONE=89998886655
      NEED_PRODUCT=Станок 6Р12, инв. 7916123
      POST=директор
      aspro_form=Y
      processing_approval=on`,
    read: { visitorName: 'Анна', consent: 'processing_approval' },
  },
  {
    form: 'registration',
    fields: `
      REGISTER[LOGIN]=anna85
      REGISTER[NAME]=Анна
      REGISTER[LAST_NAME]=Ильина
      REGISTER[EMAIL]=anna@mail.example
      REGISTER[PERSONAL_PHONE]=9998886655
      REGISTER[PASSWORD]=12345678901
      USER_CONSENT=Y`,
    read: { visitorName: 'Анна Ильина', email: 'anna@mail.example', consent: 'USER_CONSENT' },
  },
  {
    form: 'Bitrix24 form',
    fields: `
      LEAD_NAME=Анна
      LEAD_LAST_NAME=Ильина
      LEAD_PHONE=+79998886655
      LEAD_EMAIL=anna@mail.example
      LEAD_COMMENTS=Звоните после шести
      AGREEMENT_2=Y
      trace={"url":"https://site.example"}`,
    read: {
      visitorName: 'Анна Ильина',
      email: 'anna@mail.example',
      comment: 'Звоните после шести',
      consent: 'AGREEMENT_2',
    },
  },
  {
    form: 'web form with a company’s numbers',
    fields: `
      WEB_FORM_ID=7
      form_text_40=7707083893
      form_text_41=770701001
      form_text_42=1027700132195
      form_text_43=40702810900000012345
      form_text_44=(495) 123-45-67`,
    read: { phone: '+74951234567' },
  },
  {
    form: 'web form whose only phone has no separators',
    fields: `
      WEB_FORM_ID=7
      form_text_50=Анна
      form_text_51=9998886655
      web_form_submit=Y`,
    read: {},
  },
  {
    form: 'web form with a tax number that begins as a mobile phone',
    fields: `
      WEB_FORM_ID=7
      form_text_60=9102048801
      web_form_submit=Y`,
    read: { phone: null },
  },
  {
    form: 'information block form with values by number',
    fields: `
      PROPERTY[45][0][VALUE]=Анна Ильина
      PROPERTY[46][0][VALUE]=+7 (999) 888-66-55
      PROPERTY[47][0][VALUE][TEXT]=Хочу скидку
      PROPERTY[47][0][VALUE][TYPE]=text
      PROPERTY[48][n0][VALUE]=anna@mail.example
      iblock_submit=Y`,
    read: { email: 'anna@mail.example', comment: 'Хочу скидку' },
  },
  {
    form: 'element of an information block that has a name of its own',
    fields: `
      sessid=5b4c3d2e1f00f1e2d3c4b5a69788796a
      NAME=Заявка с сайта
      PROP[FIO]=Анна Ильина
      PROP[PHONE]=89998886655
      CODE=zayavka-79161234567`,
    read: { visitorName: 'Анна Ильина' },
  },
  {
    form: 'Bitrix24, multiple fields',
    fields: `
      LEAD_NAME=Анна
      LEAD_SECOND_NAME=Петровна
      LEAD_LAST_NAME=Ильина
      LEAD_PHONE[n0][VALUE]=+79998886655
      LEAD_PHONE[n0][VALUE_TYPE]=WORK
      ASSIGNED_BY_ID=79161234567`,
    read: { visitorName: 'Анна Петровна Ильина' },
  },
  {
    form: 'order whose phone has no separators',
    fields: `
      ORDER_PROP_1=Анна Ильина
      ORDER_PROP_20=89998886655
      order_id=79161234567
      BUYER_STORE=0`,
    read: {},
  },
];
