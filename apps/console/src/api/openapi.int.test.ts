import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addRecording } from '@ringback/db';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import request from 'supertest';

import { openTestConsole, REACHED, type TestAccount, type TestConsole } from '../open-test-console.ts';
import { deliveryQuery } from './delivery-query.ts';
import { leadQuery } from './lead-query.ts';
import { openApiDocument } from './openapi.ts';

const DOCUMENT = 'https://console.test/openapi.json';

let cabinet: TestConsole;
let account: TestAccount;
let leadId: string;
const ajv = new Ajv2020({ strict: false, allErrors: true });

beforeAll(async () => {
  addFormats.default(ajv);
  ajv.addSchema(forbidUnnamed(openApiDocument), DOCUMENT);
  cabinet = await openTestConsole();
  account = await cabinet.addAccount('OpenAPI');
  leadId = await addFullLead();
});
afterAll(() => cabinet.close());

/** The same document with every object closed: an answer may not have what it does not name. */
function forbidUnnamed<T>(node: T): T {
  return JSON.parse(JSON.stringify(node), (_key, value: unknown) =>
    typeof value === 'object' && value !== null && 'properties' in value && !('additionalProperties' in value)
      ? { ...value, additionalProperties: false }
      : value,
  );
}

async function addFullLead(): Promise<string> {
  const callId = `${account.id}-1`;
  const deliveryId = account.id;
  const id = await cabinet.addLead(account, {
    submission: {
      visitorName: 'Ivan',
      fields: [{ name: 'tel', value: '8 916 123-45-67' }],
      recognised: { phone: { field: 'tel', reason: 'alias' } },
      visit: { session: { cpg: 'https://shop.example/' } },
      page: 'https://shop.example/',
    },
    timeline: [
      { type: 'attempt-started', attempt: 1 },
      {
        type: 'leg-dialed',
        attempt: 1,
        callId,
        role: 'manager',
        number: '100',
        person: 'Anna',
        exchange: 'ringback',
        longestSeconds: 60,
      },
      { type: 'finished', status: REACHED.result, short: false },
    ],
    files: [
      { key: '2026-11-20/1', field: 'cv', name: 'cv.pdf', contentType: 'application/pdf', bytes: 1, refusal: null },
      { key: null, field: 'cv', name: 'a.mp4', contentType: 'video/mp4', bytes: 9_000_000, refusal: 'too-large' },
    ],
    deliveries: [{ id: deliveryId, kind: 'email', event: 'submission', target: 'sales@example.com' }],
  });
  await addRecording(
    cabinet.database.prisma,
    { leadId: id, attempt: 1, exchange: 'ringback', name: `${id}-r` },
    new Date(),
  );
  await cabinet.database.prisma.deliveryAttempt.create({
    data: { deliveryId, number: 1, at: new Date(), responseStatus: 451, error: 'came back later', durationMs: 12 },
  });
  return id;
}

function complaintsAbout(body: unknown, schema: string): unknown {
  const validate = ajv.getSchema(`${DOCUMENT}#/components/schemas/${schema}`);
  if (!validate) throw new Error(`no schema ${schema}`);
  return validate(body) ? null : validate.errors;
}

describe('the OpenAPI document', () => {
  it('is served to everybody', async () => {
    const { body } = await request(cabinet.url).get('/api/v1/openapi.json').expect(200);
    expect(body).toEqual(JSON.parse(JSON.stringify(openApiDocument)));
  });

  it('names the parameters of GET /leads that are read, and no others', () => {
    const named = openApiDocument.paths['/leads'].get.parameters.filter((parameter) => parameter.in === 'query');
    const read: Record<string, unknown> = leadQuery.describe()['keys'];
    expect(named.map(({ name }) => name).sort()).toEqual(Object.keys(read).sort());
  });

  it('names the parameters of GET /deliveries that are read, and no others', () => {
    const named = openApiDocument.paths['/deliveries'].get.parameters.map(({ name }) => name);
    const read: Record<string, unknown> = deliveryQuery.describe()['keys'];
    expect(named.sort()).toEqual(Object.keys(read).sort());
  });

  it('describes the answers', async () => {
    const cookie = await cabinet.signIn(account.member);
    const webhooks = `/api/v1/widgets/${account.widgetHash}/webhooks`;
    const webhook = { events: ['call.finished'], method: 'POST', shape: 'lead', headers: [], scheduleSeconds: null };
    const added = await cabinet.post(account, webhooks, { ...webhook, url: 'http://10.0.0.1/hook' }).expect(201);
    const address = { widgetHash: account.widgetHash, url: 'http://10.0.0.1/hook' };
    const answers = {
      WebhookWithSecret: added,
      WebhookTest: await cabinet.post(account, `${webhooks}/${String(added.body.webhook.id)}/test`, {}).expect(200),
      SwitchedOff: await cabinet.post(account, '/api/v1/webhooks/switch-off', address).expect(200),
      LeadPage: await cabinet.get(account, '/api/v1/leads').expect(200),
      Lead: await cabinet.get(account, `/api/v1/leads/${leadId}`).expect(200),
      Block: await cabinet.post(account, '/api/v1/blocks', { widgetHash: account.widgetHash, phone: '+79160000001' }),
      BlockList: await cabinet.get(account, '/api/v1/blocks').expect(200),
      WidgetList: await cabinet.get(account, '/api/v1/widgets').expect(200),
      DeliveryPage: await cabinet.get(account, '/api/v1/deliveries').expect(200),
      WebhookList: await cabinet.get(account, '/api/v1/webhooks').expect(200),
      Session: await request(cabinet.url).get('/api/v1/session').set('Cookie', cookie).expect(200),
    };

    for (const [schema, { body }] of Object.entries(answers)) {
      expect([schema, complaintsAbout(body, schema)]).toEqual([schema, null]);
    }
    expect(answers.BlockList.body.items).toHaveLength(1);
    expect(answers.Lead.body.attempts[0].legs).toHaveLength(1);
    expect(answers.Lead.body.deliveries[0].attempts).toHaveLength(1);
    expect(answers.Lead.body.files).toHaveLength(2);
    expect(answers.Lead.body.recordings).toHaveLength(1);
    expect(answers.WebhookList.body.items).toHaveLength(1);
    expect(answers.DeliveryPage.body.items[0].tries).toHaveLength(1);
  });

  it('describes the problems', async () => {
    const answers = [
      await request(cabinet.url).get('/api/v1/leads').expect(401),
      await cabinet.get(account, '/api/v1/leads?limit=0').expect(400),
      await cabinet.get(account, '/api/v1/leads/unknown').expect(404),
      await cabinet.get(account, `/api/v1/leads/${leadId}/files/unknown`).expect(404),
      await cabinet.get(account, `/api/v1/leads/${leadId}/recordings/1`).expect(409),
    ];

    for (const { body } of answers) expect(complaintsAbout(body, 'Problem')).toBeNull();
  });
});
