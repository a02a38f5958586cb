import { readFileSync } from 'node:fs';

import type { SeedRequest } from './mutate-request.ts';
import type { RecordedRequest } from './send-recorded.ts';

const CORPUS = new URL('../../packages/submission/src/corpus/requests.json', import.meta.url);

/** The widget that the corpus and the seeds are for. */
export const FUZZED_WIDGET = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';

const query = `widgetHash=${FUZZED_WIDGET}&isSend&backUrl=index.html`;

const MULTIPART_WITH_FILE =
  '--b\r\nContent-Disposition: form-data; name="Phone"\r\n\r\n+7 (999) 888-66-55\r\n' +
  '--b\r\nContent-Disposition: form-data; name="cv"; filename="cv.txt"\r\nContent-Type: text/plain\r\n\r\nhello\r\n' +
  '--b\r\nContent-Disposition: form-data; name="formservices[]"\r\n\r\n1\r\n--b--\r\n';

const JSON_FORM = {
  name: 'Анна',
  contacts: { phone: '8 999 888 66 55', email: 'anna@mail.example' },
  answers: ['1', 2, true, null, { q: 'Когда?' }],
};

/** What is mutated: the requests of real sites, and bodies of the other kinds. */
export const FUZZ_SEEDS: SeedRequest[] = [
  ...(JSON.parse(readFileSync(CORPUS, 'utf8')) as RecordedRequest[]).map(readRecorded),
  { method: 'POST', query, contentType: 'multipart/form-data; boundary=b', body: Buffer.from(MULTIPART_WITH_FILE) },
  { method: 'POST', query, contentType: 'application/json', body: Buffer.from(JSON.stringify(JSON_FORM)) },
  { method: 'POST', query, contentType: 'text/plain', body: Buffer.from('name=Anna&tel=+7 999 888-66-55&x=50%&=') },
  { method: 'POST', query, contentType: null, body: Buffer.from('fio=\xc0\xed\xed\xe0&phone=89998886655', 'latin1') },
];

function readRecorded({ method, url, headers, body }: RecordedRequest): SeedRequest {
  const [, recordedQuery = ''] = /\?(.*)/s.exec(url) ?? [];
  return {
    method: method === 'GET' ? 'GET' : 'POST',
    query: Buffer.from(recordedQuery).toString('latin1'),
    contentType: headers['content-type'] ?? null,
    body: Buffer.from(body),
  };
}
