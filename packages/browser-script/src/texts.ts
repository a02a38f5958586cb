/** Under the names of the data attributes that replace them: `data-text-success` and so on. */
interface Texts {
  textSending: string;
  textSuccess: string;
  textBadPhone: string;
  textNotCalled: string;
  textLater: string;
  textFailed: string;
}

const ENGLISH: Texts = {
  textSending: 'Sending…',
  textSuccess: 'Thank you! We have received your request and will call you back.',
  textBadPhone: 'We have received your request, but the phone number is not valid. Please correct it and send again.',
  textNotCalled: 'We have received your request, but we do not call such numbers. Please send another one.',
  textLater: 'There is no connection right now. Your request is kept and will be sent by itself.',
  textFailed: 'This form is not working at the moment. Please reach us in another way.',
};

const RUSSIAN: Texts = {
  textSending: 'Отправляем…',
  textSuccess: 'Спасибо! Мы получили вашу заявку и перезвоним вам.',
  textBadPhone: 'Заявка получена, но в номере телефона ошибка. Исправьте его и отправьте ещё раз.',
  textNotCalled: 'Заявка получена, но на такие номера мы не звоним. Отправьте, пожалуйста, другой.',
  textLater: 'Сейчас нет связи. Заявка сохранена и отправится сама.',
  textFailed: 'Форма сейчас не работает. Свяжитесь с нами другим способом.',
};

/** The texts in the language of the form's part of the page, else of the browser. */
export function textsFor(form: Element): Texts {
  const marked = form.closest('[lang]');
  const language = (marked && marked.getAttribute('lang')) || navigator.language;
  return /^(ru|be|kk)/i.test(language) ? RUSSIAN : ENGLISH;
}

export type TextName = keyof Texts;
