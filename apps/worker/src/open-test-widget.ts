import { randomUUID } from 'node:crypto';

import { createDatabase, loadSettings, saveWidget, type CallHistory, type Database } from '@ringback/db';
import { parseWidgetSettings, type WidgetSettings } from '@ringback/scenario';
import { packForm, type AcceptedForm, type AcceptedSubmission, type Submission } from '@ringback/submission';
import { createTestDatabase, createTestLogger } from '@ringback/test-kit';

import { EarlierCalls, type CallLimits } from './persist/earlier-calls.ts';
import type { FindSettings } from './settings-cache.ts';

/** When the submissions of tests are received. */
export const NOW = new Date('2026-11-20T10:00:00.000Z');

export function secondsLater(seconds: number): Date {
  return new Date(NOW.getTime() + seconds * 1000);
}

export const NO_LIMITS: CallLimits = { callsPerPhone: 0, phonesPerVisitor: 0 };

export function noEarlierCalls(): EarlierCalls {
  return new EarlierCalls([], NO_LIMITS);
}

/** What the database knows of a phone and an address that nobody has heard of. */
export function buildCallHistory(known: Partial<CallHistory> = {}): CallHistory {
  return {
    leadId: randomUUID(),
    widgetOff: false,
    phoneBlockedBy: null,
    addressBlockedBy: null,
    chainUnfinished: false,
    lastReachedAt: null,
    phoneCalls: 0,
    senderPhones: [],
    ...known,
  };
}

/** Settings of a widget with one manager, for tests. */
export function buildSettings(settings: object = {}): WidgetSettings {
  return parseWidgetSettings({
    language: 'en',
    sites: ['shop.example'],
    offices: [{ name: 'Sales', managers: [{ name: 'Anna', number: '+74950000001' }] }],
    ...settings,
  });
}

/** A submission as it is decided about; phones differ from one to the next. */
export function buildAccepted(
  accepted: Partial<Omit<AcceptedSubmission, 'submission'>> = {},
  submission: Partial<Submission> = {},
): AcceptedSubmission {
  const leadId = accepted.leadId ?? randomUUID();
  return {
    leadId,
    digest: leadId,
    receivedAt: NOW.toISOString(),
    widgetId: '0190a000-0000-7000-8000-00000000000a',
    accountId: '0190a000-0000-7000-8000-00000000000b',
    settingsVersion: 1,
    ip: '192.0.2.1',
    userAgent: null,
    origin: null,
    ...accepted,
    submission: {
      widgetHash: 'a'.repeat(32),
      backUrl: null,
      isSend: false,
      responseMethod: 'POST',
      isRedirect: false,
      cookiesBasket: null,
      fields: [],
      charset: 'utf-8',
      phoneRaw: 'x',
      phone: `+79${String(Number.parseInt(leadId.slice(0, 7), 16)).padStart(9, '0')}`,
      phoneRefusal: null,
      visitorName: 'Ivan',
      email: null,
      comment: null,
      formName: 'Order',
      recognised: {},
      utm: { type: null, source: null, medium: null, campaign: null, content: null, term: null },
      visit: {},
      page: null,
      referrer: null,
      ...submission,
    },
  };
}

let phones = 0;

/** A form as ingest hands it over; phones differ from one to the next. */
function buildAcceptedForm(
  { widgetHash, ...accepted }: Pick<AcceptedForm, 'accountId' | 'widgetId'> & { widgetHash: string },
  fields: Record<string, string> = {},
): AcceptedForm {
  phones += 1;
  const leadId = randomUUID();
  const all = { phone: `+7916${String(phones).padStart(7, '0')}`, name: 'Ivan', ...fields };
  return {
    leadId,
    digest: leadId,
    receivedAt: NOW.toISOString(),
    settingsVersion: 1,
    ip: '192.0.2.1',
    userAgent: null,
    origin: null,
    referer: null,
    ...accepted,
    form: packForm({
      widgetHash,
      backUrl: null,
      isSend: false,
      responseMethod: 'POST',
      isRedirect: false,
      cookiesBasket: null,
      fields: Object.entries(all).map(([name, value]) => ({ name, value })),
      charset: 'utf-8',
    }),
  };
}

/** A database of the test's own, with one widget. */
export interface TestWidget {
  db: Database;
  widgetHash: string;
  findSettings: FindSettings;
  accept: (submission?: Partial<Submission>) => AcceptedSubmission;
  acceptForm: (fields?: Record<string, string>) => AcceptedForm;
  close: () => Promise<void>;
}

export async function openTestWidget(settings: object = {}): Promise<TestWidget> {
  const database = await createTestDatabase();
  const db = createDatabase({ url: database.url, poolSize: 6 }, createTestLogger());
  const { id: accountId } = await db.prisma.account.create({ data: { name: 'Shop' } });
  const widgetHash = randomUUID().replaceAll('-', '');
  await saveWidget(db.prisma, { accountId, hash: widgetHash, name: 'Shop', settings: buildSettings(settings) });
  const { id: widgetId } = await db.prisma.widget.findUniqueOrThrow({ where: { hash: widgetHash } });
  return {
    db,
    widgetHash,
    findSettings: (id, version) => loadSettings(db.prisma, id, version),
    accept: (submission = {}) => buildAccepted({ accountId, widgetId }, { widgetHash, ...submission }),
    acceptForm: (fields) => buildAcceptedForm({ accountId, widgetId, widgetHash }, fields),
    close: async () => {
      await db.close();
      await database.drop();
    },
  };
}
