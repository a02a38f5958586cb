import { describe, expect, it } from '@jest/globals';

import { normaliseName } from './normalise-name.ts';

describe('normaliseName', () => {
  it.each([
    [' Phone ', 'phone'],
    ['”tel”', 'tel'],
    ['tel-463', 'tel'],
    ['TEL[]', 'tel'],
    ['phone_2', 'phone'],
    ['form_text_11', 'form_text'],
    ['your-phone', 'your_phone'],
    ['userPhone', 'user_phone'],
    ['Ваш телефон*:', 'ваш_телефон'],
    ['Актёр', 'актер'],
    ['НомерТелефона', 'номер_телефона'],
    ['ФИОКлиента', 'фио_клиента'],
    ['jform[contact_name]', 'contact_name'],
    ['data[new][fname]', 'fname'],
    ['ORDER_PROP_3', 'order_prop'],
    ['form[phone]', 'phone'],
    ['PROPERTY[NAME][0]', 'name'],
    ['name[first]', 'name_first'],
    ['wpforms[fields][1]', 'wpforms_fields'],
    ['CallbackForm[name]', 'name'],
    ['contact_form_2[phone]', 'phone'],
    ['FormLanding[name]', 'name'],
    ['platform[name]', 'platform_name'],
    ['form_name[0]', 'form_name'],
    ['formName[ru]', 'form_name_ru'],
    ['form-0-name', 'name'],
    ['amp;phone', 'phone'],
    ['42', ''],
    ['', ''],
  ])('compares %j as %j', (name, key) => {
    expect(normaliseName(name)).toBe(key);
  });
});
