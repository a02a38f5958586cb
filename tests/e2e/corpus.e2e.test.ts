import { readFileSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createConsole, type Console } from '@ringback/console';
import { saveApiKey, type LeadView } from '@ringback/db';
import { createTestLogger, waitFor } from '@ringback/test-kit';

import { sendRecorded, type RecordedRequest } from './send-recorded.ts';
import { openTestStand, type TestStand } from './test-stand.ts';

interface ExpectedRequest extends RecordedRequest {
  expected: Record<string, unknown> & { widgetHash: string };
}

const API_KEY = 'key-of-the-corpus';
const CORPUS = new URL('../../packages/submission/src/corpus/requests.json', import.meta.url);

/** Each request with a widget of its own, so that the same phone may be called for all of them at once. */
const requests: ExpectedRequest[] = (JSON.parse(readFileSync(CORPUS, 'utf8')) as ExpectedRequest[]).map(
  (request, index) => {
    const hash = index.toString(16).padStart(32, '0');
    return JSON.parse(JSON.stringify(request).replaceAll(request.expected.widgetHash, hash)) as ExpectedRequest;
  },
);

describe.each(['postgres', 'redis'] as const)('requests of real sites, with the queues on %s', (store) => {
  let stand: TestStand;
  let console: Console;
  beforeAll(async () => {
    stand = await openTestStand({ store });
    await stand.startWorker();
    await saveApiKey(stand.db.prisma, { accountId: stand.accountId, name: 'test', key: API_KEY });
    const { http, database, redis, files, log } = stand.ingestConfig;
    const secrets = { publicUrl: 'http://console.test', authSecret: 'a secret of the tests, which is long enough' };
    console = await createConsole({ http, database, redis, files, log, ...secrets }, createTestLogger());
    for (const { expected } of requests) await stand.addWidget({}, expected.widgetHash);
  });
  afterAll(async () => {
    await console.close();
    await stand.close();
  });

  const readLead = async (id: string): Promise<LeadView> => {
    const headers = { authorization: `Bearer ${API_KEY}` };
    return (await fetch(`${console.url}/api/v1/leads/${id}`, { headers })).json() as Promise<LeadView>;
  };

  it.each(requests)('become leads that the API shows as they were meant: $id', async (request) => {
    const answer = await waitFor(async () => {
      const tried = await sendRecorded(stand.ingest.url, request);
      // A new widget is known to ingest a moment later, and a busy machine stores nothing at times.
      return ![404, 503].includes(tried.status) && tried;
    });
    expect(answer.status).toBe(200);
    const { status, id } = JSON.parse(answer.body) as { status: string; id: string };
    const lead = await waitFor(async () => {
      const read = await readLead(id);
      return (read.attempts.length > 0 || read.state === 'finished') && read;
    });
    expect({ accepted: status === 'success', ...understood(lead) }).toEqual(request.expected);
  });
});

/** What the API says of a lead, in the corpus's words. */
function understood(lead: LeadView): Record<string, unknown> {
  const utm = Object.entries(lead.utm).flatMap(([mark, value]) => (value ? [[`utm_${mark}`, value]] : []));
  return {
    callStarted: lead.attempts.length > 0,
    widgetHash: lead.widgetHash,
    phone: lead.phone,
    name: lead.visitorName,
    formName: lead.formName,
    isSend: lead.isSend,
    backUrl: lead.backUrl,
    responseMethod: lead.responseMethod,
    isRedirect: lead.isRedirect,
    utm: Object.fromEntries(utm),
    sessionPage: lead.visit['session']?.['cpg'] ?? null,
  };
}
