import type { SiteForm } from './site-form.ts';

/** Landing pages with a script of their own, and forms that are made from templates. */
export const LANDING_FORMS: SiteForm[] = [
  {
    form: 'a landing with the letter’s settings in hidden fields',
    fields: `
      project_name=Shop
      admin_email=shop@site.example
      form_subject=Заявка с сайта
      user_name=Анна
      phone=+7 (999) 888-66-55`,
    read: { visitorName: 'Анна', formName: 'Заявка с сайта' },
  },
  {
    form: 'a landing whose visitor gave no name',
    fields: `
      project_name=Shop
      admin_email=shop@site.example
      Телефон=89998886655
      Тариф_name=Премиум`,
    read: {},
  },
  {
    form: 'a landing that sends its manager’s phone along',
    fields: `
      manager_phone=+74951234567
      phone=79998886655
      form_title=undefined
      agree=1`,
    read: { consent: 'agree' },
  },
  {
    form: 'a landing whose only good phone is the manager’s',
    fields: `
      manager_phone=+74951234567
      admin_email=shop@site.example
      tel=+7 (999) 888`,
    read: { phone: null },
  },
  {
    form: 'a landing with names that say nothing',
    fields: `
      lala=Анна
      lala1=8 999 888 66 55
      lala2=anna@mail.example`,
    read: { email: 'anna@mail.example' },
  },
  {
    form: 'a landing with the code of the country apart',
    fields: `
      user_countrycode=+7
      user_telephone=999 888-66-55
      user_question=Сколько стоит?
      user_policy_agree=on`,
    read: { comment: 'Сколько стоит?', consent: 'user_policy_agree' },
  },
  {
    form: 'a landing whose visitor chose the United States',
    fields: `
      name=John
      phone_code=+1
      phone=415 555 2671`,
    read: { phone: null, visitorName: 'John' },
  },
  {
    form: 'a template whose names all begin with the form',
    fields: `
      form_name=Анна
      form_email=anna@mail.example
      form_subject=Вопрос по цене
      form_phone=89998886655
      form_message=Здравствуйте
      form_botcheck=`,
    read: { visitorName: 'Анна', email: 'anna@mail.example', comment: 'Здравствуйте', formName: 'Вопрос по цене' },
  },
  {
    form: 'a window whose names all begin with its form',
    fields: `
      callback-form-name=Анна
      callback-form-phone=89998886655`,
    read: { visitorName: 'Анна' },
  },
  {
    form: 'a form that names itself beside the phone',
    fields: `
      form_name=Обратный звонок
      form_phone=89998886655`,
    read: { formName: 'Обратный звонок' },
  },
  {
    form: 'a form that names itself beside the visitor’s name',
    fields: `
      form_name=Анкета
      form_fio=Ильина Анна
      form_phone=89998886655`,
    read: { visitorName: 'Ильина Анна', formName: 'Анкета' },
  },
  {
    form: 'a form whose script is told whom to write to',
    fields: `
      sendMail=shop@site.example
      formName=Заказать звонок
      name=Анна
      phone=8 (999) 888-6655`,
    read: { visitorName: 'Анна', formName: 'Заказать звонок' },
  },
];
