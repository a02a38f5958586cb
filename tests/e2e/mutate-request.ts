export interface SeedRequest {
  method: 'GET' | 'POST';
  /** What stands after `/formReceiver?`. */
  query: string;
  contentType: string | null;
  body: Buffer;
}

type Random = () => number;

const MAX_BODY_BYTES = 300_000;

/** Bytes that mean something to one of the parsers, or nothing to any. */
const FRAGMENTS = [
  ...['%', '%zz', '%00', '%25', '%E0%A4', '%D0', '+', '%2B', '&', '&&', '=', '&=', ';', '#', '^#^#', ':::', '|||'],
  ...['\0', '\ufeff', '\u202e', '\u2028', '٧٩', '𝟗', '"', '\\', '\r\n', '\r\n\r\n', '--', '--b', '--b--\r\n', '[', ']'],
  ...['{', '}', '{"a":', ':null,', '"\\ud800"', '\\u0000', '[[[[[[[[', '__proto__', '&__proto__[x]=1', 'constructor='],
  ...['widgetHash=', '&widgetHash=0', '&isSend', '&cookiesBasket=current:::typ=utm^', '&phone=+7(9__) ', '&tel=%2B7'],
  ...['<script>alert(1)</script>', '{{7*7}}', '=HYPERLINK("x")', 'undefined', '[object Object]', '\u00d0', '\u00ff'],
].map((text) => Buffer.from(text));

const CONTENT_TYPES = [
  ...[null, '', 'text/plain', 'application/x-www-form-urlencoded', 'application/json', 'multipart/form-data'],
  ...['multipart/form-data; boundary=b', 'multipart/form-data; boundary="b"', 'application/xml', 'image/png'],
  ...['application/x-www-form-urlencoded; charset=windows-1251', 'TEXT/PLAIN; charset=utf-16', ';;;', 'a/b; c=d'],
];

type Mutation = (bytes: Buffer, random: Random) => Buffer;

const MUTATIONS: Mutation[] = [
  (bytes, random) => splice(bytes, place(bytes, random), 0, pick(FRAGMENTS, random)),
  (bytes, random) => splice(bytes, place(bytes, random), 1, Buffer.from([Math.floor(random() * 256)])),
  (bytes, random) => splice(bytes, place(bytes, random), Math.floor(random() * 12), Buffer.alloc(0)),
  (bytes, random) => bytes.subarray(0, place(bytes, random)),
  (bytes, random) => {
    const from = place(bytes, random);
    return splice(bytes, place(bytes, random), 0, bytes.subarray(from, from + Math.floor(random() * 200)));
  },
  (bytes) => Buffer.from(encodeURIComponent(bytes.toString('latin1')).replaceAll('%26', '&').replaceAll('%3D', '=')),
  (bytes) =>
    Buffer.from(
      bytes.toString('latin1').replaceAll(/%([0-9A-F]{2})/gi, (_all, hex: string) => fromHex(hex)),
      'latin1',
    ),
  (bytes) => Buffer.from(bytes.toString('utf8').replaceAll(/[\u0410-\u044f]/g, toWindows1251), 'latin1'),
  (bytes, random) => repeat(bytes, Math.floor(random() ** 6 * 2000)),
  (bytes, random) =>
    splice(bytes, place(bytes, random), 0, Buffer.alloc(Math.floor(random() ** 4 * 20_000), pick(FRAGMENTS, random))),
];

/** The request with one to four of its parts changed, or none: the same for the same numbers. */
export function mutateRequest(request: SeedRequest, random: Random): SeedRequest {
  let { query, contentType, body } = request;
  for (let times = Math.floor(random() * 5); times > 0; times -= 1) {
    const mutate = pick(MUTATIONS, random);
    const what = random();
    if (what < 0.6) body = mutate(body, random).subarray(0, MAX_BODY_BYTES);
    else if (what < 0.9) query = mutate(Buffer.from(query, 'latin1'), random).toString('latin1').slice(0, 9000);
    else contentType = pick(CONTENT_TYPES, random);
  }
  return { ...request, query: query.replace(/[\0-\x20\x7f]/g, ''), contentType, body };
}

/** As it goes over the wire, complete and with its true length: what is broken is the form and not HTTP. */
export function writeRequest({ method, query, contentType, body }: SeedRequest, host: string): Buffer {
  const head =
    `${method} /formReceiver?${query} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: ${body.length}\r\n` +
    (contentType === null ? '' : `Content-Type: ${contentType}\r\n`);
  return Buffer.concat([Buffer.from(`${head}\r\n`, 'latin1'), body]);
}

function pick<T>(list: readonly T[], random: Random): T {
  const chosen = list[Math.floor(random() * list.length)];
  if (chosen === undefined) throw new Error('there is nothing to choose from');
  return chosen;
}

function place(bytes: Buffer, random: Random): number {
  return Math.floor(random() * (bytes.length + 1));
}

function splice(bytes: Buffer, at: number, remove: number, insert: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + remove)]);
}

function repeat(bytes: Buffer, times: number): Buffer {
  const copies = Math.min(times, Math.floor(MAX_BODY_BYTES / (bytes.length + 1)));
  return Buffer.concat(Array.from({ length: Math.max(1, copies) }, () => bytes));
}

function fromHex(hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16));
}

function toWindows1251(letter: string): string {
  return String.fromCharCode(letter.charCodeAt(0) - 0x410 + 0xc0);
}
