import { describe, expect, it } from '@jest/globals';

import { parseForm } from './parse-form.ts';
import { DEFAULT_RECOGNISE_SETTINGS } from './phone.ts';
import { recogniseSubmission } from './recognise-submission.ts';
import type { RecognisedName } from './submission.ts';

/** Names that stood in forms of real sites, and some for what is nothing of a lead. */
const NAMES: Record<RecognisedName | 'nothing', string> = {
  phone: `Номер nomer Ваш_номер Какой_у_вас_номер? Номер_для_связи vash_nomer kontaktnyj_nomer Контактный_номер
    kontaktnyj_telefon mobilnyj sotovyj telef telephon tel_num telno contact_no callback_number nomer_tel WhatsApp whats_app
    clientphone userPhone mscrmPhone call__tel Телефон_заказчика Номер_мобильного Тел. telnomer contactnumber whatsap
    Куда_вам_перезвонить?`,
  visitorName: `kontaktnoe_lico kak_zovut vashe_imja imya_klienta Имя_заказчика ФИО_пациента Заявитель zayavitel nameField
    txtName callback-name CallbackForm[name] form_fio request-form-user-name Ім’я ПІБ imia vashe_imia vasheimya uname klient
    zakazchik kontaktnoe_litso kak_k_vam_obrashchatsya Как_Вас_называть?`,
  email: `elektronnaya_pochta vasha_pochta Эл.почта Е-мейл userMail your-email clientMail Пошта`,
  comment: `mess mesage remark txt tekst opisanie pozhelaniya primechanie koment otzyv soobschenie soobwenie DETAIL_TEXT
    zakaz_text mail_message Опишите_задачу Доп._информация Коментар Побажання dop_info
    additional_info special_requests Проблема zadacha f_Text`,
  consent: `politika_konf obrabotka_dannyh pers_dannye dogovor_oferty pravila fz152 152fz Принимаю_условия pd_agree Згода`,
  formName: `nazvanie_formy imya_formy form_header nameForm Форма tildaspec-formname`,
  nothing: `nomer_zakaza Номер_договора nomer_doma gosnomer manager_phone pvzPhone phone_mask phone_code tel_type
    phone_id tel_id nomer_reysa Номер_рейса Номер_заявки Кадастровый_номер Серийный_номер room_number tracking_number
    number_of_guests Госномер txtCity mess_code message_format field_name field_2_name platform_name branch_name comment_email
    zakazchik_adres additional_info_ip legal_name name_org script_name items[name] klient_id
    details[nid] message_id send_mail`,
};

const VALUES: Record<RecognisedName, string> = {
  phone: '84951234567',
  visitorName: 'Анна',
  email: 'anna@mail.example',
  comment: 'Сколько стоит?',
  consent: 'on',
  formName: 'Подбор тура',
};

const listed = Object.entries(NAMES).flatMap(([part, names]) =>
  names.split(/\s+/).map((name) => ({ name: name.replaceAll('_', name.includes('.') ? ' ' : '_'), part })),
);

/** What a field is taken for when it holds something that could be it. */
function partsOf(name: string): string[] {
  return Object.entries(VALUES).flatMap(([part, value]) => {
    const query = new URLSearchParams([[name, value]]).toString();
    const form = parseForm({ query, contentType: undefined, body: Buffer.alloc(0) });
    const { recognised } = recogniseSubmission(form, DEFAULT_RECOGNISE_SETTINGS, { referer: null });
    return Object.entries(recognised)
      .filter(([taken, { reason }]) => taken === part && reason !== 'by-value')
      .map(([taken]) => taken);
  });
}

describe('a name of a field', () => {
  it.each(listed.filter(({ part }) => part !== 'nothing'))('$name may be $part', ({ name, part }) => {
    expect(partsOf(name)).toContain(part);
  });

  it.each(listed.filter(({ part }) => part === 'nothing'))('$name is no phone, person or comment', ({ name }) => {
    expect(partsOf(name).filter((part) => ['phone', 'visitorName', 'comment'].includes(part))).toEqual([]);
  });
});
