import { seedUser } from '@ringback/console';
import { saveApiKey, saveWidget, type Database } from '@ringback/db';

export const DEMO_WIDGET = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';
export const DEMO_USER = { email: 'demo@example.com', password: 'demo', name: 'Demo' };

const DEMO_USER_ID = 'demo';
const ACCOUNT = { id: '0d3a6c1e-5b7f-4c2d-9e8a-1f2b3c4d5e6f', name: 'Demo shop' };

export interface SeedOptions {
  apiKey: string;
  demoPort: number;
  demoUrl: string;
  webhookSecret: string;
}

/** One account with one user, one API key and one widget, the same at every start. */
export async function seed(db: Database, { apiKey, demoPort, demoUrl, webhookSecret }: SeedOptions): Promise<void> {
  const { prisma } = db;
  await prisma.account.upsert({ where: { id: ACCOUNT.id }, create: ACCOUNT, update: {} });
  await seedUser(db, { ...DEMO_USER, id: DEMO_USER_ID, accountId: ACCOUNT.id, role: 'operator' });
  await saveApiKey(prisma, { accountId: ACCOUNT.id, name: 'local run', key: apiKey });
  await saveWidget(prisma, {
    accountId: ACCOUNT.id,
    hash: DEMO_WIDGET,
    name: 'Demo widget',
    settings: {
      language: 'en',
      sites: [`localhost:${demoPort}`, `127.0.0.1:${demoPort}`, '*.example'],
      offices: [
        {
          name: 'Sales',
          managers: [
            { name: 'Anna', number: '+74950000010', lines: 50 },
            { name: 'Boris', number: '+74950000020', lines: 50 },
          ],
        },
      ],
      briefing: { text: 'An order from the form {{FORM}}. Press one to talk to {{PERSON}}.' },
      record: true,
      managerRingTimeoutSeconds: 5,
      visitorRingTimeoutSeconds: 5,
      retry: { intervalsSeconds: [3, 6], quietSeconds: 3 },
      // Trying the same phone again and again is what this widget is for.
      repeatWindowSeconds: 0,
      webhooks: [{ url: `${demoUrl}/webhook`, secrets: [webhookSecret], events: ['call.finished'] }],
      letters: {
        recipients: [
          { to: 'owner@shop.example', letter: 'submission' },
          { to: 'owner@shop.example', letter: 'status', when: 'failure' },
        ],
      },
    },
  });
}
