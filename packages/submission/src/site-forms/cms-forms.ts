import type { SiteForm } from './site-form.ts';

/** Joomla, OpenCart, MODX, UMI.CMS, NetCat, and forms made from 1C. */
export const CMS_FORMS: SiteForm[] = [
  {
    form: 'Joomla contact',
    fields: `
      jform[contact_name]=Анна
      jform[contact_email]=anna@mail.example
      jform[contact_subject]=Вопрос о цене
      jform[contact_message]=Сколько стоит 3 кв. м?
      jform[com_fields][phone]=+7 999 888-66-55
      jform[consentbox]=1
      option=com_contact
      task=contact.submit
      id=1:contact
      0f1e2d3c4b5a69788796a5b4c3d2e1f0=1`,
    read: {
      visitorName: 'Анна',
      email: 'anna@mail.example',
      comment: 'Сколько стоит 3 кв. м?',
      consent: 'jform[consentbox]',
    },
  },
  {
    form: 'Joomla, RSForm!Pro',
    fields: `
      form[Name]=Анна
      form[Telefon]=8 (999) 888 66 55
      form[Soobshenie]=Жду звонка
      form[Submit]=Отправить
      form[formId]=3`,
    read: { visitorName: 'Анна', comment: 'Жду звонка' },
  },
  {
    form: 'Joomla, Convert Forms',
    fields: `
      cf[fio]=Ильина Анна
      cf[phone]=(999) 888-66-55
      cf[form_id]=2
      cf[hnp]=`,
    read: { visitorName: 'Ильина Анна' },
  },
  {
    form: 'Joomla, BreezingForms',
    fields: `
      ff_nm_imya[]=Анна
      ff_nm_telefon[]=+7-999-888-66-55
      ff_form=4
      ff_task=submit`,
    read: { visitorName: 'Анна' },
  },
  {
    form: 'Joomla, VirtueMart',
    fields: `
      first_name=Анна
      middle_name=Ильинична
      last_name=Ян
      phone_1=
      phone_2=+7 999 888 66 55
      email=anna@mail.example
      customer_note=Без звонка не везти
      virtuemart_country_id=176
      tos=1`,
    read: {
      visitorName: 'Анна Ильинична Ян',
      email: 'anna@mail.example',
      comment: 'Без звонка не везти',
      consent: 'tos',
    },
  },
  {
    form: 'Joomla, JoomShopping',
    fields: `
      f_name=Анна
      l_name=Ильина
      phone=
      mobil_phone=89998886655
      email=anna@mail.example
      zip=101000`,
    read: { visitorName: 'Анна Ильина', email: 'anna@mail.example' },
  },
  {
    form: 'OpenCart checkout',
    fields: `
      customer_group_id=1
      firstname=Анна
      lastname=Ильина
      email=anna@mail.example
      telephone=+7 999 888-66-55
      fax=84951112233
      company=ООО «Ромашка»
      address_1=Тверская, 12
      postcode=101000
      country_id=176
      zone_id=2761
      comment=Позвонить
      agree=1`,
    read: { visitorName: 'Анна Ильина', email: 'anna@mail.example', comment: 'Позвонить', consent: 'agree' },
  },
  {
    form: 'OpenCart, Simple checkout',
    fields: `
      customer[firstname]=Анна
      customer[telephone]=+7 (999) 888-66-55
      customer[email]=anna@mail.example
      shipping_address[city]=Москва
      shipping_method=flat.flat
      comment=`,
    read: { visitorName: 'Анна', email: 'anna@mail.example' },
  },
  {
    form: 'OpenCart contact',
    fields: `
      name=Анна
      email=anna@mail.example
      enquiry=Есть ли в наличии?
      phone=9998886655`,
    read: { visitorName: 'Анна', email: 'anna@mail.example', comment: 'Есть ли в наличии?' },
  },
  {
    form: 'OpenCart callback module',
    fields: `
      callback_name=Анна
      callback_telephone=8 999 8886655
      callback_comment=
      product_id=791612
      product_name=Чайник
      product_price=3 420.00`,
    read: { visitorName: 'Анна' },
  },
  {
    form: 'MODX, AjaxForm',
    fields: `
      af_action=0dc1b5a1f8f2c9d3e4b5a6978879665f
      nospam=
      pageId=7916
      name=Анна
      phone=+7 (999) 888-66-55
      message=Здравствуйте
      policy=1`,
    read: { visitorName: 'Анна', comment: 'Здравствуйте', consent: 'policy' },
  },
  {
    form: 'MODX, miniShop2',
    fields: `
      ms2_action=order/submit
      receiver=Анна Ильина
      phone=8 (999) 888-66-55
      email=anna@mail.example
      index=101000
      delivery=1
      comment=После 18:00`,
    read: { visitorName: 'Анна Ильина', email: 'anna@mail.example', comment: 'После 18:00' },
  },
  {
    form: 'UMI.CMS',
    fields: `
      system_email_to=12
      system_form_id=144
      system_template=sendform
      data[new][familiya_imya]=Ильина Анна
      data[new][s_phone]=+7 999 888 66 55
      data[new][email]=anna@mail.example
      data[new][vopros]=Где вы находитесь?
      data[new][index]=101000`,
    read: { visitorName: 'Ильина Анна', email: 'anna@mail.example', comment: 'Где вы находитесь?' },
  },
  {
    form: 'NetCat',
    fields: `
      cc=123
      sub=45
      catalogue=1
      posting=1
      f_Name=Анна
      f_Phone=+7 (999) 888-66-55
      f_Email=anna@mail.example
      f_Text=`,
    read: { visitorName: 'Анна', email: 'anna@mail.example' },
  },
  {
    form: '1C, fields by their names in the configuration',
    fields: `
      НомерДокумента=79161234567
      ДатаДокумента=20.11.2026
      СуммаДокумента=9161234567.00
      ИННКонтрагента=7707083893
      КонтактноеЛицо=Ильина Анна
      НомерТелефона=8(999)888-66-55
      АдресЭлектроннойПочты=anna@mail.example
      Комментарий=Счёт на 3 места`,
    read: { visitorName: 'Ильина Анна', email: 'anna@mail.example', comment: 'Счёт на 3 места' },
  },
  {
    form: '1C, an order from a catalogue',
    fields: `
      ФИОКлиента=Ильина Анна Петровна
      ТелефонКлиента=+79998886655
      ИмяФайла=price.xls
      НаименованиеТовара=Болт М8
      КодКлиента=79161234567
      Согласие=Да`,
    read: { visitorName: 'Ильина Анна Петровна', consent: 'Согласие' },
  },
  {
    form: 'Drupal, Webform',
    fields: `
      submitted[imya]=Анна
      submitted[telefon]=8 999 888-66-55
      submitted[vash_vopros]=Сколько?
      form_build_id=form-79161234567abcdef
      form_id=webform_client_form_12`,
    read: { visitorName: 'Анна', comment: 'Сколько?' },
  },
  {
    form: 'Yii, whose fields are those of a model',
    fields: `
      _csrf=Zm9vYmFy
      CallbackForm[name]=Анна
      CallbackForm[phone]=+7 (999) 888-66-55
      CallbackForm[body]=Перезвоните
      CallbackForm[agree]=0
      CallbackForm[agree]=1`,
    read: { visitorName: 'Анна', comment: 'Перезвоните', consent: 'CallbackForm[agree]' },
  },
  {
    form: 'Yii, with a model that is called by its page',
    fields: `
      FormLanding[name]=Анна
      FormLanding[phone]=89998886655
      FormLanding[comment]=
      FormLanding[additional20]=`,
    read: { visitorName: 'Анна' },
  },
  {
    form: 'Rails, a question',
    fields: `
      utf8=✓
      authenticity_token=Zm9vOTk5ODg4NjY1NQ==
      question[name]=Анна
      question[email]=anna@mail.example
      question[phone]=89998886655
      question[text]=Сколько стоит?
      commit=Отправить`,
    read: { visitorName: 'Анна', email: 'anna@mail.example', comment: 'Сколько стоит?' },
  },
  {
    form: 'Django, a form of a set',
    fields: `
      csrfmiddlewaretoken=b1c8e5f60718293a4b5c6d7e8f90a1b2
      form-0-name=Анна
      form-0-phone=89998886655`,
    read: { visitorName: 'Анна' },
  },
  {
    form: 'Drupal, with the number of its page',
    fields: `
      submitted[imya]=Анна
      submitted[telefon]=8 999 888-66-55
      submitted[soobshchenie]=Жду звонка
      details[sid]=
      details[nid]=145`,
    read: { visitorName: 'Анна', comment: 'Жду звонка' },
  },
  {
    form: 'UMI.CMS, in its own Latin letters',
    fields: `
      data[new][vashe_imya]=Анна
      data[new][telefon]=+7 (999) 888-66-55
      data[new][soobwenie]=Здравствуйте`,
    read: { visitorName: 'Анна', comment: 'Здравствуйте' },
  },
  {
    form: 'Bitrix, an order with the phone of its pick-up point',
    fields: `
      ORDER_PROP_17=+7 (999) 888-66-55
      pvzTitle=ПВЗ на Ленина
      pvzPhone=+7 (495) 123-45-67`,
    read: {},
  },
];
