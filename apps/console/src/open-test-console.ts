import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createDatabase, persistLeads, saveApiKey, saveWidget, type Database, type Decision } from '@ringback/db';
import type { AddressGuard } from '@ringback/delivery';
import { createDirectoryFileStore } from '@ringback/files';
import type { ScenarioState, TimelineEntry } from '@ringback/scenario';
import type { Submission, SubmittedFile } from '@ringback/submission';
import { createTestDatabase, createTestLogger } from '@ringback/test-kit';
import request from 'supertest';

import { seedUser } from './access/seed-user.ts';
import { createConsole } from './app.ts';
import type { ConsoleConfig } from './config.ts';

/** One client company with a member, an operator, an API key and a widget. */
export interface TestAccount {
  id: string;
  widgetHash: string;
  apiKey: string;
  member: { email: string; password: string };
  operator: { email: string; password: string };
}

export interface NewTestLead {
  id?: string;
  receivedAt?: string;
  submission?: Partial<Submission>;
  state?: ScenarioState;
  timeline?: TimelineEntry[];
  deliveries?: Decision['deliveries'];
  files?: SubmittedFile[];
}

export interface TestConsole {
  url: string;
  databaseUrl: string;
  database: Database;
  addAccount: (name: string) => Promise<TestAccount>;
  /** Stores a lead as the worker does and gives its id. */
  addLead: (account: TestAccount, lead?: NewTestLead) => Promise<string>;
  /** Stores a file as ingest does and gives its key. */
  keepFile: (content: Buffer) => Promise<string>;
  /** GET with the account's API key. */
  get: (account: TestAccount, path: string, language?: string) => request.Test;
  /** POST with the account's API key. */
  post: (account: TestAccount, path: string, body: object) => request.Test;
  /** The cookie of a new session. */
  signIn: (credentials: { email: string; password: string }) => Promise<string>;
  close: () => Promise<void>;
}

const SUBMISSION: Submission = {
  widgetHash: null,
  backUrl: null,
  isSend: false,
  responseMethod: 'POST',
  isRedirect: false,
  cookiesBasket: null,
  fields: [],
  charset: 'utf-8',
  phoneRaw: '8 (916) 123-45-67',
  phone: '+79161234567',
  phoneRefusal: null,
  visitorName: null,
  email: null,
  comment: null,
  formName: null,
  recognised: {},
  utm: { type: null, source: null, medium: null, campaign: null, content: null, term: null },
  visit: {},
  page: null,
  referrer: null,
};

export const REACHED = {
  status: 'finished',
  attempt: 1,
  result: { manager: 200, visitor: 200 },
  talkSeconds: 42.5,
  short: false,
} as const satisfies ScenarioState;

/** The console on a free port and a database of its own. */
export async function openTestConsole(
  settings: { publicUrl?: string; webRoot?: string; addressGuard?: AddressGuard; mail?: ConsoleConfig['mail'] } = {},
): Promise<TestConsole> {
  const log = createTestLogger();
  const testDatabase = await createTestDatabase();
  const database = createDatabase({ url: testDatabase.url, poolSize: 4 }, log);
  const { publicUrl = 'http://console.test', mail, ...overrides } = settings;
  const config = {
    http: { host: '127.0.0.1', port: 0, trustProxyHops: 0 },
    publicUrl,
    database: { url: testDatabase.url },
    redis: { url: null },
    files: { dir: await mkdtemp(join(tmpdir(), 'ringback-console-')) },
    authSecret: 'a secret of the tests, which is long enough 0123456789',
    ...(mail && { mail }),
    log: { level: 'silent' },
  };
  const opened = await createConsole(config, log, overrides);
  const { url } = opened;
  return {
    url,
    databaseUrl: testDatabase.url,
    database,
    addAccount: (name) => addAccount(database, name),
    addLead: (account, lead = {}) => addLead(database, account, lead),
    keepFile: async (content) => {
      const files = createDirectoryFileStore(config.files.dir, () => new Date());
      await files.prepare();
      const file = await files.begin();
      await file.write(content);
      return file.keep();
    },
    get: (account, path, language = 'en') =>
      request(url).get(path).auth(account.apiKey, { type: 'bearer' }).set('Accept-Language', language),
    post: (account, path, body) => request(url).post(path).auth(account.apiKey, { type: 'bearer' }).send(body),
    signIn: async (credentials) => {
      const answer = await request(url).post('/api/auth/sign-in/email').send(credentials).expect(204);
      return (
        answer
          .get('Set-Cookie')
          ?.map((cookie) => cookie.split(';', 1)[0])
          .join('; ') ?? ''
      );
    },
    close: async () => {
      await opened.close();
      await database.close();
      await testDatabase.drop();
      await rm(config.files.dir, { recursive: true });
    },
  };
}

async function addAccount(database: Database, name: string): Promise<TestAccount> {
  const { prisma } = database;
  const { id } = await prisma.account.create({ data: { name } });
  const widgetHash = randomUUID().replaceAll('-', '');
  const apiKey = randomUUID();
  const member = { email: `member-${id}@example.com`, password: 'demo' };
  const operator = { email: `operator-${id}@example.com`, password: 'demo' };
  const offices = [{ name: 'Office', managers: [{ name: 'Anna', number: '100' }] }];
  await saveWidget(prisma, {
    accountId: id,
    hash: widgetHash,
    name: 'Site',
    settings: { sites: ['shop.example'], offices },
  });
  await saveApiKey(prisma, { accountId: id, name: 'test', key: apiKey });
  await seedUser(database, { id: randomUUID(), accountId: id, name: 'Masha', role: 'member', ...member });
  await seedUser(database, { id: randomUUID(), accountId: id, name: 'Oleg', role: 'operator', ...operator });
  return { id, widgetHash, apiKey, member, operator };
}

async function addLead(database: Database, account: TestAccount, lead: NewTestLead): Promise<string> {
  const { prisma } = database;
  const { id: widgetId } = await prisma.widget.findUniqueOrThrow({ where: { hash: account.widgetHash } });
  const { id: leadId = randomUUID(), receivedAt = '2026-11-20T10:00:00.000Z', state = REACHED, files = [] } = lead;
  const submission = { ...SUBMISSION, ...lead.submission };
  const accepted = {
    leadId,
    digest: leadId,
    receivedAt,
    widgetId,
    accountId: account.id,
    settingsVersion: 1,
    ip: '192.0.2.1',
    files,
  };
  const transition = { next: state, effects: [], timeline: lead.timeline ?? [] };
  const decision = { leadId, version: 1, transition, deliveries: lead.deliveries ?? [], at: new Date(receivedAt) };
  await persistLeads(prisma, [{ accepted: { ...accepted, userAgent: 'Firefox', origin: null, submission }, decision }]);
  return leadId;
}
