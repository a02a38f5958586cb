/** One request whose bytes are reused, with another phone each time. */
export interface FormRequest {
  bytes: Buffer;
  setNumber: (number: number) => void;
}

const FIELDS = {
  name: 'Иван Петров',
  phone: '+7 (916) 000-00-00',
  email: 'ivan.petrov@mail.example',
  comment: 'Перезвоните после шести, есть вопрос по доставке',
  utm_source: 'yandex',
  utm_campaign: 'autumn-sale_msk',
};

const PHONE_START = '%28916%29+';
/** Where the seven digits stand in `000-00-00`. */
const DIGIT_PLACES = [0, 1, 2, 4, 5, 7, 8];
export const DISTINCT_NUMBERS = 10 ** DIGIT_PLACES.length;

/** What a site's script sends: a form of six fields with the headers of a browser. */
export function createFormRequest(host: string, path: string): FormRequest {
  const body = new URLSearchParams(FIELDS).toString();
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: keep-alive',
    `Content-Length: ${body.length}`,
    'User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
    'Accept: application/json, text/plain, */*',
    'Content-Type: application/x-www-form-urlencoded;charset=UTF-8',
    'Origin: https://shop.example',
    'Sec-Fetch-Site: cross-site',
    'Sec-Fetch-Mode: cors',
    'Sec-Fetch-Dest: empty',
    'Referer: https://shop.example/catalogue/kettles?utm_source=yandex',
    'Accept-Encoding: gzip, deflate, br',
    'Accept-Language: ru-RU,ru;q=0.9,en;q=0.8',
  ].join('\r\n');
  const bytes = Buffer.from(`${head}\r\n\r\n${body}`);
  const digits = bytes.indexOf(PHONE_START) + PHONE_START.length;
  return {
    bytes,
    setNumber: (number) => {
      let rest = number % DISTINCT_NUMBERS;
      for (const place of DIGIT_PLACES.toReversed()) {
        bytes[digits + place] = 0x30 + (rest % 10);
        rest = Math.floor(rest / 10);
      }
    },
  };
}
