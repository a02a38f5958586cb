import { writeFormBody, type BodyKind } from './form-bodies.ts';

/** One request whose bytes are reused, with another phone each time. */
export interface FormRequest {
  bytes: Buffer;
  setNumber: (number: number) => void;
}

const PHONE_STARTS = ['%28916%29+', '(916) '];
/** Where the seven digits stand in `000-00-00`. */
const DIGIT_PLACES = [0, 1, 2, 4, 5, 7, 8];
export const DISTINCT_NUMBERS = 10 ** DIGIT_PLACES.length;

/** What a site's script sends, with the headers of a browser. */
export function createFormRequest(host: string, path: string, kind: BodyKind): FormRequest {
  const { contentType, text } = writeFormBody(kind);
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: keep-alive',
    `Content-Length: ${Buffer.byteLength(text)}`,
    'User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
    'Accept: application/json, text/plain, */*',
    `Content-Type: ${contentType}`,
    'Origin: https://shop.example',
    'Sec-Fetch-Site: cross-site',
    'Sec-Fetch-Mode: cors',
    'Sec-Fetch-Dest: empty',
    'Referer: https://shop.example/catalogue/kettles?utm_source=yandex',
    'Accept-Encoding: gzip, deflate, br',
    'Accept-Language: ru-RU,ru;q=0.9,en;q=0.8',
  ].join('\r\n');
  const bytes = Buffer.from(`${head}\r\n\r\n${text}`);
  const start = PHONE_STARTS.find((one) => bytes.includes(one)) ?? '';
  const digits = bytes.indexOf(start) + start.length;
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
