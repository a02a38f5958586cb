import type { Language } from '@ringback/scenario';

const russian = {
  newLead: 'Новая заявка',
  callResult: 'Итог звонка',
  status: 'Звонок',
  phone: 'Телефон',
  name: 'Имя',
  email: 'E-mail',
  comment: 'Комментарий',
  form: 'Форма',
  page: 'Страница',
  widget: 'Виджет',
  receivedAt: 'Получена',
  visit: 'Источник',
  source: 'utm_source',
  medium: 'utm_medium',
  campaign: 'utm_campaign',
  content: 'utm_content',
  term: 'utm_term',
  notSet: 'не задано',
  allFields: 'Поля формы',
  noPhone: 'без телефона',
  openLead: 'Открыть заявку в кабинете',
};

export type LetterWords = typeof russian;

export const LETTER_WORDS: Readonly<Record<Language, LetterWords>> = {
  ru: russian,
  en: {
    newLead: 'New lead',
    callResult: 'Call result',
    status: 'Call',
    phone: 'Phone',
    name: 'Name',
    email: 'E-mail',
    comment: 'Comment',
    form: 'Form',
    page: 'Page',
    widget: 'Widget',
    receivedAt: 'Received',
    visit: 'Source',
    source: 'utm_source',
    medium: 'utm_medium',
    campaign: 'utm_campaign',
    content: 'utm_content',
    term: 'utm_term',
    notSet: 'not set',
    allFields: 'Form fields',
    noPhone: 'no phone',
    openLead: 'Open the lead in the cabinet',
  },
};
