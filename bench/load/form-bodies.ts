/** `small` is a form of six fields as browsers send it, the others have thirty. */
export const BODY_KINDS = ['small', 'urlencoded', 'multipart', 'json'] as const;

export type BodyKind = (typeof BODY_KINDS)[number];

export interface FormBody {
  contentType: string;
  text: string;
}

const FEW_FIELDS = {
  name: 'Иван Петров',
  phone: '+7 (916) 000-00-00',
  email: 'ivan.petrov@mail.example',
  comment: 'Перезвоните после шести, есть вопрос по доставке',
  utm_source: 'yandex',
  utm_campaign: 'autumn-sale_msk',
};

/** An order with what shops and their scripts put into it. */
export const THIRTY_FIELDS = {
  ...FEW_FIELDS,
  sessid: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
  form_name: 'Купить в один клик',
  form_id: 'form562643444',
  product_name: 'Чайник «Ромашка», 1,7 л',
  product_id: '791612',
  product_price: '3 420.00',
  quantity: '2',
  city: 'Москва',
  street: 'Тверская',
  house: '12',
  apartment: '345',
  postcode: '101000',
  delivery_date: '12.05.2026',
  delivery_time: '10:30-14:00',
  payment: 'card',
  company: 'ООО «Ромашка»',
  inn: '7707083893',
  utm_medium: 'cpc',
  utm_content: 'banner_1',
  utm_term: 'купить чайник',
  _ym_uid: '1612345678123456789',
  clientID: '1234567890.1612345678',
  page_url: 'https://shop.example/catalogue/kettles?utm_source=yandex',
  agree: 'on',
};

const BOUNDARY = '----WebKitFormBoundary7MA4YWxkTrZu0gW';

export function writeFormBody(kind: BodyKind): FormBody {
  switch (kind) {
    case 'small':
      return urlencoded(FEW_FIELDS);
    case 'urlencoded':
      return urlencoded(THIRTY_FIELDS);
    case 'multipart':
      return multipart(THIRTY_FIELDS);
    case 'json':
      return { contentType: 'application/json', text: JSON.stringify(THIRTY_FIELDS) };
  }
}

function urlencoded(fields: Record<string, string>): FormBody {
  return {
    contentType: 'application/x-www-form-urlencoded;charset=UTF-8',
    text: new URLSearchParams(fields).toString(),
  };
}

function multipart(fields: Record<string, string>): FormBody {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return { contentType: `multipart/form-data; boundary=${BOUNDARY}`, text: `${parts.join('')}--${BOUNDARY}--\r\n` };
}
