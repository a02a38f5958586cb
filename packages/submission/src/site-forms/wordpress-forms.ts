import type { SiteForm } from './site-form.ts';

/** WordPress with its usual plugins. */
export const WORDPRESS_FORMS: SiteForm[] = [
  {
    form: 'Contact Form 7, as it is made by default',
    fields: `
      _wpcf7=123
      _wpcf7_version=5.9.8
      _wpcf7_locale=ru_RU
      _wpcf7_unit_tag=wpcf7-f123-p45-o1
      _wpcf7_container_post=45
      _wpcf7_posted_data_hash=
      your-name=Анна
      your-email=anna@mail.example
      your-subject=Замер
      your-tel=+7 (999) 888-66-55
      your-message=Когда можно приехать?
      acceptance-405=1`,
    read: {
      visitorName: 'Анна',
      email: 'anna@mail.example',
      comment: 'Когда можно приехать?',
      consent: 'acceptance-405',
    },
  },
  {
    form: 'Contact Form 7, with tags that have numbers',
    fields: `
      _wpcf7=77
      _wpcf7_unit_tag=wpcf7-f77-o2
      text-463=Анна
      tel-463=+7(999) 888-66-55
      number-12=5
      email-99=anna@mail.example
      textarea-7=Этаж 9, дом 161
      menu-1=Москва
      checkbox-2[]=Я согласен на обработку персональных данных`,
    read: { email: 'anna@mail.example', comment: 'Этаж 9, дом 161', consent: 'checkbox-2[]' },
  },
  {
    form: 'Contact Form 7, with a number that is no phone first',
    fields: `
      _wpcf7=77
      number=2
      your-name=Анна
      mask-77=8 999 888-66-55
      date-1=2026-12-31`,
    read: { visitorName: 'Анна' },
  },
  {
    form: 'WPForms',
    fields: `
      wpforms[fields][0][first]=Анна
      wpforms[fields][0][last]=Ильина
      wpforms[fields][1]=anna@mail.example
      wpforms[fields][3]=+7 999 888 66 55
      wpforms[hp]=
      wpforms[id]=1234
      wpforms[author]=1
      wpforms[post_id]=56
      wpforms[submit]=wpforms-submit
      wpforms[token]=b1c8e5f60718293a4b5c6d7e8f90a1b2`,
    read: { visitorName: 'Анна Ильина', email: 'anna@mail.example' },
  },
  {
    form: 'Elementor',
    fields: `
      post_id=12
      form_id=3f2a91c
      referer_title=Главная
      queried_id=12
      form_fields[name]=Анна
      form_fields[field_7916123]=+7 (999) 888-66-55
      form_fields[message]=Добрый день
      form_fields[acceptance]=on`,
    read: { visitorName: 'Анна', comment: 'Добрый день', consent: 'form_fields[acceptance]' },
  },
  {
    form: 'Gravity Forms',
    fields: `
      input_1.3=Анна
      input_1.6=Ильина
      input_2=(999) 888-66-55
      input_3=anna@mail.example
      input_4=1
      is_submit_1=1
      gform_submit=1
      gform_unique_id=6561a2b3c4d5e
      state_1=WyJbXSIsIjc5MTYxMjM0NTY3ODkwMTIzNDU2Nzg5MDEyMzQ1NiJd
      gform_target_page_number_1=0
      gform_source_page_number_1=1`,
    read: { email: 'anna@mail.example' },
  },
  {
    form: 'Fluent Forms',
    fields: `
      __fluent_form_embded_post_id=9
      _fluentform_1_fluentformnonce=8a7b6c5d4e
      _wp_http_referer=/contacts/
      names[first_name]=Анна
      names[last_name]=Ильина
      phone=89998886655
      email=anna@mail.example
      terms-n-condition=on`,
    read: { visitorName: 'Анна Ильина', email: 'anna@mail.example', consent: 'terms-n-condition' },
  },
  {
    form: 'WooCommerce checkout',
    fields: `
      billing_first_name=Анна
      billing_last_name=Ильина
      billing_company=ООО «Ромашка»
      billing_country=RU
      billing_address_1=Тверская, 12
      billing_city=Москва
      billing_postcode=101000
      billing_phone=+7 999 888-66-55
      billing_email=anna@mail.example
      shipping_first_name=Пётр
      shipping_last_name=Кузнецов
      order_comments=Позвонить за час
      payment_method=cod
      terms=on
      woocommerce-process-checkout-nonce=7916123456`,
    read: {
      visitorName: 'Анна Ильина',
      email: 'anna@mail.example',
      comment: 'Позвонить за час',
      consent: 'terms',
    },
  },
  {
    form: 'script that posts to admin-ajax',
    fields: `
      action=send_callback
      nonce=79161234567
      page_id=7916
      clientName=Анна
      clientPhone=7 999 888 66 55
      formName=Заказать звонок
      pageTitle=Окна в Москве`,
    read: { visitorName: 'Анна', formName: 'Заказать звонок' },
  },
  {
    form: 'Ninja Forms, a flat copy',
    fields: `
      nf-field-1=Анна
      nf-field-2=anna@mail.example
      nf-field-4=8(999)888-66-55
      formID=2`,
    read: { email: 'anna@mail.example' },
  },
  {
    form: 'comment of a post',
    fields: `
      author=Анна
      email=anna@mail.example
      url=https://anna.example
      comment=Звоните: 8 999 888-66-55 после 18:00
      comment_post_ID=7916
      wp-comment-cookies-consent=yes`,
    read: {
      phone: null,
      visitorName: 'Анна',
      email: 'anna@mail.example',
      comment: 'Звоните: 8 999 888-66-55 после 18:00',
      consent: 'wp-comment-cookies-consent',
    },
  },
  {
    form: 'Divi',
    fields: `
      et_pb_contact_name_0=Анна
      et_pb_contact_email_0=anna@mail.example
      et_pb_contact_phone_0=89998886655
      et_pb_contact_message_0=Нужен счёт на 3 позиции
      _wpnonce-et-pb-contact-form-submitted-0=8a7b6c5d4e
      et_pb_contact_captcha_0=12`,
    read: { visitorName: 'Анна', email: 'anna@mail.example', comment: 'Нужен счёт на 3 позиции' },
  },
  {
    form: 'Formidable',
    fields: `
      frm_action=create
      form_id=4
      item_meta[25]=Anna
      item_meta[26]=+7 (999) 888-66-55
      item_meta[27]=anna@mail.example`,
    read: { email: 'anna@mail.example' },
  },
  {
    form: 'MetForm',
    fields: `
      mf-listing-fname=Anna
      mf-listing-lname=Ilyina
      mf-telephone=8 999 888 66 55
      mf-comment=Hi`,
    read: { visitorName: 'Anna Ilyina', comment: 'Hi' },
  },
];
